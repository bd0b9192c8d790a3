import { ask } from '../../api/client';
import { blankScreen, show } from '../../api/screen';
import { serverNow } from '../../api/server-time';
import { sentenceFor } from '../../api/trouble';
import { changedText } from '../../shared/event';
import { type PublicView, publicView } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as PublicView | null,
    skeleton: [{ width: '30%' }, 1, { width: '60%' }, { width: '30%' }, 1, { width: '60%' }],
  },
  async onShow() {
    // Coming back to the tab keeps the pages already read.
    if (this.data.phase !== 'ready') await this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    wx.stopPullDownRefresh();
  },
  async load() {
    await show(this, () => ask('session.list', {}), publicView);
  },
  async more() {
    const { view } = this.data;
    if (!view?.next) return;
    try {
      const { data } = await ask('session.list', { cursor: view.next });
      const more = publicView(data, serverNow());
      this.setData({
        view: { coming: view.coming, past: [...view.past, ...more.past], next: more.next },
      });
    } catch (error) {
      wx.showToast({ title: sentenceFor(error), icon: 'none' });
    }
  },
  open(event: WechatMiniprogram.CustomEvent) {
    wx.navigateTo({ url: `/pages/session/session?id=${changedText(event)}` });
  },
  openFigures() {
    wx.navigateTo({ url: '/packages/report/departments/departments' });
  },
  openCards() {
    wx.navigateTo({ url: '/packages/dialogue/cards/cards' });
  },
  openRulebook() {
    wx.navigateTo({ url: '/pages/rulebook/rulebook' });
  },
});
