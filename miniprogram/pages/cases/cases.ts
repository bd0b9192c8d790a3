import { bindThenRun } from '../../api/binding';
import { CallError } from '../../api/call-error';
import { type Answered, ask } from '../../api/client';
import { departmentNames } from '../../api/departments';
import { keepDraft } from '../../api/draft';
import type { Output } from '../../api/dto';
import { outbox, resumeOutbox, takeOut, watchOutbox } from '../../api/outbox';
import { blankScreen, pullDown, show, showMore } from '../../api/screen';
import { serverNow } from '../../api/server-time';
import { COLLEGE } from '../../shared/college';
import { changedText, dataText } from '../../shared/event';
import { LIMITS } from '../../shared/limits';
import { openPage } from '../../shared/open-page';
import { type CaseRowView, caseRowView, type DepartmentNames } from '../../view/case';
import { copyText } from '../../view/copy-text';
import {
  type CasesView,
  casesView,
  EMPTY_WORDS,
  isTab,
  TABS,
  type Tab,
  type WaitingView,
  waitingView,
} from './view';

type Rows = Output<'case.mine'>;

const askTab = (tab: Tab, cursor?: string): Promise<Answered<Rows>> => {
  if (tab === 'mine') return ask('case.mine', { cursor });
  if (tab === 'followed') return ask('case.followed', { cursor });
  return ask('case.public', { cursor });
};

Page({
  data: {
    ...blankScreen(),
    view: null as CasesView | null,
    waiting: [] as WaitingView[],
    tabs: TABS,
    hotline: COLLEGE.hotline.label,
    tab: 'mine' as Tab,
    words: '',
    /** Own cases that hold the words that are searched for. */
    own: [] as CaseRowView[],
    empty: EMPTY_WORDS.mine,
    isChoosing: false,
    limits: LIMITS,
    skeleton: [{ width: '60%' }, 1, { width: '40%' }, { width: '60%' }, 1, { width: '40%' }],
  },
  unwatch: () => undefined as unknown,
  async onShow() {
    this.unwatch = watchOutbox(() => this.showWaiting());
    this.showWaiting();
    await this.load();
  },
  onHide() {
    this.unwatch();
  },
  showWaiting() {
    const now = Date.now();
    this.setData({ waiting: outbox().map((item) => waitingView(item, now)) });
  },
  /** Tries at once what waits; what becomes of it is told by the outbox. */
  async sendNow() {
    await resumeOutbox();
    if (outbox().some(({ state }) => state === 'waiting'))
      wx.showToast({ title: '还没有连上，会继续自动发送', icon: 'none' });
    else await this.load();
  },
  copyCode(event: WechatMiniprogram.TouchEvent) {
    copyText(dataText(event, 'code'));
  },
  putAway(event: WechatMiniprogram.TouchEvent) {
    takeOut(dataText(event, 'id'));
    void this.load();
  },
  /** Back into the form, with everything that was typed. */
  edit(event: WechatMiniprogram.TouchEvent) {
    const item = takeOut(dataText(event, 'id'));
    if (!item) return;
    keepDraft(`case:${item.form.channel}`, item.draft);
    openPage(`/pages/case-form/case-form?channel=${item.form.channel}`);
  },
  async onPullDownRefresh() {
    await resumeOutbox();
    await pullDown(() => this.load());
  },
  async load() {
    const { tab, words } = this.data;
    const names = await departmentNames();
    if (words !== '') {
      await this.findOwn(words, names);
      await show(
        this,
        () => ask('case.search', { words }),
        (answer) => casesView.found(answer),
      );
      return;
    }
    await show(
      this,
      () => this.rows(tab),
      (answer, now) => casesView.listed(answer, names, now, tab === 'mine'),
    );
  },
  /** One's own stand above what is public; whoever is not bound has none. */
  async findOwn(words: string, names: DepartmentNames) {
    try {
      const { data } = await ask('case.mine', { words });
      this.setData({ own: data.cases.map((row) => caseRowView(row, names, serverNow(), true)) });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.setData({ own: [] });
    }
  },
  /** What waits to be sent must be seen above all without a network. */
  async rows(tab: Tab): Promise<Answered<Rows>> {
    try {
      return await askTab(tab);
    } catch (error) {
      const isHere = error instanceof CallError && error.isCut && outbox().length > 0;
      if (!isHere) throw error;
      return { data: { cases: [], next: null }, at: Date.now(), isStale: true };
    }
  },
  async more() {
    const { tab } = this.data;
    await showMore(this, async (view, cursor) => {
      const [{ data }, names] = await Promise.all([askTab(tab, cursor), departmentNames()]);
      const more = casesView.listed(data, names, serverNow(), tab === 'mine');
      return { ...more, rows: [...view.rows, ...more.rows] };
    });
  },
  async pickTab(event: WechatMiniprogram.CustomEvent) {
    const tab = changedText(event);
    if (isTab(tab)) await this.openTab(tab);
  },
  async openTab(tab: Tab) {
    this.setData({ ...blankScreen(), tab, words: '', empty: EMPTY_WORDS[tab], view: null });
    await this.load();
  },
  async search(event: WechatMiniprogram.CustomEvent) {
    this.setData({ words: changedText(event).trim() });
    await this.load();
  },
  async clear() {
    this.setData({ words: '' });
    await this.load();
  },
  open(event: WechatMiniprogram.CustomEvent) {
    openPage(`/pages/case/case?id=${changedText(event)}`);
  },
  openFound(event: WechatMiniprogram.TouchEvent) {
    openPage(`/pages/case/case?id=${dataText(event, 'id')}`);
  },
  choose() {
    this.setData({ isChoosing: true });
  },
  closeChoice() {
    this.setData({ isChoosing: false });
  },
  submit(event: WechatMiniprogram.TouchEvent) {
    this.setData({ isChoosing: false });
    openPage(`/pages/case-form/case-form?channel=${dataText(event, 'channel')}`);
  },
  openCommitments() {
    openPage('/packages/report/commitments/commitments');
  },
  openOverdue() {
    openPage('/packages/report/overdue/overdue');
  },
  openReceipt() {
    openPage('/pages/receipt/receipt');
  },
  actOnEmpty() {
    if (this.data.tab === 'mine') this.choose();
    else void this.openTab('public');
  },
  bind() {
    bindThenRun(() => void this.load());
  },
});
