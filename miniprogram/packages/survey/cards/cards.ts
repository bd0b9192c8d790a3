import { ask } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import { blankScreen, pullDown, show, showMore } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { changedText, dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { type CardFilter, filterChoices, filterInput } from './filter';
import { type CardRow, cardRow } from './view';

interface CardsView {
  rows: CardRow[];
  next: string;
}

Page({
  data: {
    ...blankScreen(),
    sessionId: '',
    departmentId: '',
    /** All departments to choose from; none where the page is one department's own. */
    departments: [] as { key: string; label: string }[],
    names: {} as Record<string, string>,
    filter: { colour: '', standing: '' } as CardFilter,
    choices: filterChoices([]),
    view: null as CardsView | null,
    skeleton: [{ height: '140rpx' }, { height: '140rpx' }, { height: '140rpx' }],
  },
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ sessionId: query.session ?? '', departmentId: query.department ?? '' });
    if (query.department === undefined) this.offerDepartments();
  },
  async offerDepartments() {
    const names = await departmentNames();
    const all = Object.entries(names).map(([key, label]) => ({ key, label }));
    this.setData({ names, departments: [{ key: '', label: '全部部门' }, ...all] });
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  page(cursor: string) {
    const { sessionId, departmentId } = this.data;
    return ask('survey.cards', {
      ...(sessionId === '' ? {} : { sessionId }),
      ...(departmentId === '' ? {} : { departmentId }),
      ...filterInput(this.data.filter),
      ...(cursor === '' ? { isCounted: true } : { cursor }),
    });
  },
  async load() {
    const answer = await show(
      this,
      () => this.page(''),
      ({ cards, next }, now): CardsView => ({
        rows: cards.map((card) => cardRow(card, now)),
        next: next ?? '',
      }),
    );
    if (answer?.counts) this.setData({ choices: filterChoices(answer.counts) });
  },
  async pickColour(event: WechatMiniprogram.CustomEvent) {
    this.setData({ filter: { ...this.data.filter, colour: changedText(event) } });
    await this.load();
  },
  async pickStanding(event: WechatMiniprogram.CustomEvent) {
    this.setData({ filter: { ...this.data.filter, standing: changedText(event) } });
    await this.load();
  },
  async pickDepartment(event: WechatMiniprogram.CustomEvent) {
    const picked = this.data.departments[Number(changedText(event))];
    this.setData({ departmentId: picked?.key ?? '', filter: { colour: '', standing: '' } });
    await this.load();
  },
  async more() {
    await showMore(this, async (view, cursor) => {
      const { data } = await this.page(cursor);
      const now = serverNow();
      return { rows: [...view.rows, ...data.cards.map((card) => cardRow(card, now))], next: data.next ?? '' };
    });
  },
  open(event: WechatMiniprogram.TouchEvent) {
    openPage(`/packages/survey/card/card?id=${dataText(event, 'id')}`);
  },
  openLedger() {
    openPage('/packages/survey/ledger/ledger');
  },
});
