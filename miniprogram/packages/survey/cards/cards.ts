import { ask } from '../../../api/client';
import { blankScreen, pullDown, show, showMore } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
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
    view: null as CardsView | null,
    skeleton: [{ height: '140rpx' }, { height: '140rpx' }, { height: '140rpx' }],
  },
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ sessionId: query.session ?? '', departmentId: query.department ?? '' });
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
      ...(cursor === '' ? {} : { cursor }),
    });
  },
  async load() {
    await show(
      this,
      () => this.page(''),
      ({ cards, next }, now): CardsView => ({
        rows: cards.map((card) => cardRow(card, now)),
        next: next ?? '',
      }),
    );
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
