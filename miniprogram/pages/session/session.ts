import { openArticle } from '../../api/article';
import { ask } from '../../api/client';
import { rememberKeySet } from '../../api/key-set';
import { blankScreen, pullDown, show } from '../../api/screen';
import { changedText, dataText } from '../../shared/event';
import { sessionOfScene } from '../../shared/hall';
import { openPage } from '../../shared/open-page';
import { type SessionPageView, sessionPageView } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as SessionPageView | null,
    skeleton: [{ width: '40%' }, { width: '75%', height: '72rpx' }, 1, 1, { width: '60%' }],
  },
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? sessionOfScene(query.scene ?? '') });
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const answer = await show(this, () => ask('session.get', { sessionId: this.data.id }), sessionPageView);
    if (!answer) return;
    rememberKeySet(answer.session.id, answer.session.keySet);
    wx.setNavigationBarTitle({ title: `第 ${answer.session.number} 期对话` });
  },
  article(event: WechatMiniprogram.CustomEvent) {
    openArticle(changedText(event));
  },
  open(event: WechatMiniprogram.BaseEvent) {
    openPage(dataText(event, 'url'));
  },
  act() {
    const { id, view } = this.data;
    if (!view?.action) return;
    if (view.action.kind === 'checkin') {
      openPage(`/packages/dialogue/checkin/checkin?id=${id}`);
      return;
    }
    // The form asks for an identity by itself where there is none.
    if (view.action.kind === 'book') openPage(`/pages/booking/booking?id=${id}`);
    else if (view.action.kind === 'booked') openPage(`/pages/booked/booked?id=${id}`);
    else openPage('/pages/bookings/bookings');
  },
  onShareAppMessage() {
    const { id, view } = this.data;
    const title = view ? `${view.session.title}四点对话，${view.session.exact}` : '四点对话';
    return { title, path: `/pages/session/session?id=${id}` };
  },
});
