import { ask } from '../../../api/client';
import { blankScreen, show } from '../../../api/screen';
import { dataText } from '../../../shared/event';
import { type DeskView, deskView } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as DeskView | null,
    skeleton: [{ width: '40%' }, { height: '80rpx' }, { height: '80rpx' }, { height: '80rpx' }],
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    wx.stopPullDownRefresh();
  },
  async load() {
    await show(this, () => ask('session.desk', {}), deskView);
  },
  open(event: WechatMiniprogram.BaseEvent) {
    const url = dataText(event, 'url');
    if (url) wx.navigateTo({ url });
  },
  create() {
    wx.navigateTo({ url: '/packages/office/plan/plan' });
  },
});
