import { CallError } from '../../../api/call-error';
import { ask } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import type { Output } from '../../../api/dto';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { sentenceFor } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { schoolYearOf, semesterOf, type Term, termsBefore } from '../../../shared/semester';
import { isComputer } from '../../../view/computer';
import { type LedgerView, ledgerView } from './view';

type Ledger = Output<'survey.ledger'>;

/** Semesters to choose from, newest first, then school years. */
const SEMESTERS = 6;
const SCHOOL_YEARS = 3;

Page({
  data: {
    ...blankScreen(),
    terms: [] as Term[],
    term: 0,
    departments: [] as { key: string; label: string }[],
    departmentId: '',
    view: null as LedgerView | null,
    next: null as string | null,
    isMore: false,
    problem: '',
    path: '',
    isMaking: false,
    skeleton: [{ width: '60%' }, 1, 1, { height: '180rpx' }, 1, 1],
  },
  ledger: null as Ledger | null,
  async onLoad(query: Record<string, string | undefined>) {
    const now = serverNow();
    const terms = [
      ...termsBefore(semesterOf, now, SEMESTERS),
      ...termsBefore(schoolYearOf, now, SCHOOL_YEARS),
    ];
    this.setData({ terms, departmentId: query.department ?? '' });
    const [names] = await Promise.all([departmentNames(), this.load()]);
    const all = Object.entries(names).map(([key, label]) => ({ key, label }));
    this.setData({ departments: [{ key: '', label: '全部部门' }, ...all] });
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  range() {
    const { terms, term, departmentId } = this.data;
    const { from, to } = terms[term] ?? semesterOf(serverNow());
    return { from, to, ...(departmentId === '' ? {} : { departmentId }) };
  },
  async load() {
    this.setData({ path: '', problem: '' });
    const ledger = await show(this, () => ask('survey.ledger', this.range()), ledgerView);
    if (!ledger) return;
    this.ledger = ledger;
    this.setData({ next: ledger.next });
  },
  async more() {
    const { next, isMore } = this.data;
    const { ledger } = this;
    if (next === null || isMore || !ledger) return;
    this.setData({ isMore: true });
    try {
      const { data } = await ask('survey.ledger', { ...this.range(), cursor: next });
      const joined = { ...data, cards: [...ledger.cards, ...data.cards] };
      this.ledger = joined;
      this.setData({ view: ledgerView(joined), next: data.next });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isMore: false });
    }
  },
  async pickTerm(event: WechatMiniprogram.CustomEvent) {
    this.setData({ term: Number(changedText(event)) });
    await this.load();
  },
  async pickDepartment(event: WechatMiniprogram.CustomEvent) {
    this.setData({ departmentId: changedText(event) });
    await this.load();
  },
  openCard(event: WechatMiniprogram.TouchEvent) {
    const id = dataText(event, 'id');
    if (id) openPage(`/packages/dialogue/card/card?id=${id}`);
  },
  openRules(event: WechatMiniprogram.TouchEvent) {
    openPage(`/pages/rulebook/rulebook?version=${dataText(event, 'version')}`);
  },
  async make() {
    if (this.data.isMaking) return;
    this.setData({ isMaking: true, problem: '', path: '' });
    try {
      const file = (await ask('survey.ledgerFile', this.range())).data;
      const path = `${wx.env.USER_DATA_PATH}/${file.fileName}`;
      wx.getFileSystemManager().writeFileSync(path, file.base64, 'base64');
      this.setData({ path });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isMaking: false });
    }
  },
  open() {
    const filePath = this.data.path;
    const fail = ({ errMsg }: { errMsg: string }) => {
      if (!/cancel/.test(errMsg)) this.setData({ problem: '打开失败，请重试。' });
    };
    if (isComputer()) wx.saveFileToDisk({ filePath, fail });
    else wx.openDocument({ filePath, fileType: 'xlsx', showMenu: true, fail });
  },
});
