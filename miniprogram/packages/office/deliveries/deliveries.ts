import { ask, command } from '../../../api/client';
import { blankScreen, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { sentenceFor } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { type DeliveriesView, type DeliveryState, deliveriesView } from './view';

Page({
  data: {
    ...blankScreen(),
    state: 'failed' as DeliveryState,
    view: null as DeliveriesView | null,
    skeleton: [{ width: '70%', height: '80rpx' }, { width: '50%' }, 1, { width: '50%' }, 1],
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    wx.stopPullDownRefresh();
  },
  async load() {
    const { state } = this.data;
    await show(this, () => ask('announcement.deliveries', { state }), deliveriesView);
  },
  async pick(event: WechatMiniprogram.CustomEvent) {
    const state = changedText(event);
    if (state !== 'failed' && state !== 'waiting' && state !== 'sent') return;
    this.setData({ state });
    await this.load();
  },
  async more() {
    const { state, view } = this.data;
    if (!view?.next) return;
    try {
      const { data } = await ask('announcement.deliveries', { state, cursor: view.next });
      const more = deliveriesView(data, serverNow());
      this.setData({ view: { ...more, rows: [...view.rows, ...more.rows] } });
    } catch (error) {
      wx.showToast({ title: sentenceFor(error), icon: 'none' });
    }
  },
  async retry(event: WechatMiniprogram.TouchEvent) {
    try {
      await command('announcement.retry', { deliveryId: dataText(event, 'id') });
      wx.showToast({ title: '已排队，一分钟内再发', icon: 'none' });
    } catch (error) {
      wx.showToast({ title: sentenceFor(error), icon: 'none' });
    }
    await this.load();
  },
});
