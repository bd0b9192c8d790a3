import { ask, command } from '../../../api/client';
import { blankScreen, pullDown, show, showMore } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { toastTrouble } from '../../../api/trouble';
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
    await pullDown(() => this.load());
  },
  async load() {
    const { state } = this.data;
    await show(
      this,
      async () => {
        const [deliveries, { data }] = await Promise.all([
          ask('announcement.deliveries', { state }),
          ask('announcement.troubles', {}),
        ]);
        return { ...deliveries, data: { ...deliveries.data, ...data } };
      },
      ({ troubles, lacking, withoutTemplate, ...answer }, now) =>
        deliveriesView(answer, now, { troubles, lacking, withoutTemplate }),
    );
  },
  async pick(event: WechatMiniprogram.CustomEvent) {
    const state = changedText(event);
    if (state !== 'failed' && state !== 'waiting' && state !== 'sent' && state !== 'unwanted') return;
    this.setData({ state });
    await this.load();
  },
  async more() {
    const { state } = this.data;
    await showMore(this, async (view, cursor) => {
      const { data } = await ask('announcement.deliveries', { state, cursor });
      const more = deliveriesView(data, serverNow());
      const { troubles, lacking, withoutTemplate } = view;
      return { ...more, troubles, lacking, withoutTemplate, rows: [...view.rows, ...more.rows] };
    });
  },
  async retry(event: WechatMiniprogram.TouchEvent) {
    try {
      await command('announcement.retry', { deliveryId: dataText(event, 'id') });
      wx.showToast({ title: '已排队，即将重发', icon: 'none' });
    } catch (error) {
      toastTrouble(error);
    }
    await this.load();
  },
});
