import { ask } from '../../../api/client';
import { blankScreen, pullDown, show, showMore } from '../../../api/screen';
import { dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { type CardView, cardView } from './view';

Page({
  data: {
    ...blankScreen(),
    sessionId: '',
    departmentId: '',
    view: null as { cards: CardView[]; next: string } | null,
    skeleton: [{ width: '60%' }, { height: '160rpx' }, { height: '160rpx' }, { height: '160rpx' }],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ sessionId: query.session ?? '', departmentId: query.department ?? '' });
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  where() {
    const { sessionId, departmentId } = this.data;
    return { ...(sessionId && { sessionId }), ...(departmentId && { departmentId }) };
  },
  async load() {
    await show(
      this,
      () => ask('survey.cards', this.where()),
      ({ cards, next }) => ({ cards: cards.map(cardView), next: next ?? '' }),
    );
  },
  async more() {
    await showMore(this, async (view, cursor) => {
      const { data } = await ask('survey.cards', { ...this.where(), cursor });
      return { cards: [...view.cards, ...data.cards.map(cardView)], next: data.next ?? '' };
    });
  },
  open(event: WechatMiniprogram.TouchEvent) {
    openPage(`/packages/dialogue/card/card?id=${dataText(event, 'id')}`);
  },
  openRulebook() {
    openPage('/pages/rulebook/rulebook');
  },
});
