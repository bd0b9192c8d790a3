import { ask } from '../../../api/client';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { type CardPageView, cardPageView } from '../cards/view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    sessionId: '',
    view: null as CardPageView | null,
    skeleton: [{ height: '200rpx' }, { width: '60%' }, 1, { height: '160rpx' }],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const card = await show(this, () => ask('survey.card', { cardId: this.data.id }), cardPageView);
    if (card) this.setData({ sessionId: card.sessionId });
  },
  openRules(event: WechatMiniprogram.TouchEvent) {
    openPage(`/pages/rulebook/rulebook?version=${dataText(event, 'version')}`);
  },
  openResults() {
    openPage(`/packages/dialogue/results/results?id=${this.data.sessionId}`);
  },
});
