import { ask } from '../../../api/client';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { type MinutesView, minutesView } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    /** 0: the newest. */
    revision: 0,
    view: null as { minutes: MinutesView | null } | null,
    skeleton: [
      { width: '60%', height: '56rpx' },
      { width: '40%' },
      { height: '240rpx' },
      { height: '240rpx' },
    ],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const { id, revision } = this.data;
    const answer = await show(
      this,
      () => ask('hall.minutes', revision > 0 ? { sessionId: id, revision } : { sessionId: id }),
      ({ minutes }) => ({ minutes: minutes && minutesView(minutes) }),
    );
    if (answer?.minutes) wx.setNavigationBarTitle({ title: `第 ${answer.minutes.number} 期对话纪要` });
  },
  async pickRevision(event: WechatMiniprogram.TouchEvent) {
    this.setData({ revision: Number(dataText(event, 'revision')) });
    await this.load();
  },
  open(event: WechatMiniprogram.TouchEvent) {
    const url = dataText(event, 'url');
    if (url) openPage(url);
  },
  openAttendees() {
    openPage(`/packages/dialogue/attendees/attendees?id=${this.data.id}`);
  },
  openResults() {
    openPage(`/packages/dialogue/results/results?id=${this.data.id}`);
  },
  openSession() {
    wx.redirectTo({ url: `/pages/session/session?id=${this.data.id}` });
  },
  onShareAppMessage() {
    const { id, view } = this.data;
    const title = view?.minutes ? `四点对话${view.minutes.title}` : '四点对话纪要';
    return { title, path: `/packages/dialogue/minutes/minutes?id=${id}` };
  },
});
