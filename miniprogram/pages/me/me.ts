import { forgetAnswers } from '../../api/answers';
import { ask, command } from '../../api/client';
import { blankScreen, show } from '../../api/screen';
import { toastTrouble } from '../../api/trouble';
import { dataText } from '../../shared/event';
import { openPage } from '../../shared/open-page';
import { type MeView, meView } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as MeView | null,
    isAsking: false,
    skeleton: [{ width: '40%', height: '56rpx' }, { width: '70%' }, { height: '80rpx' }, { height: '80rpx' }],
  },
  async onShow() {
    await this.load();
  },
  async load() {
    await show(this, () => ask('account.me', {}), meView);
  },
  open(event: WechatMiniprogram.TouchEvent) {
    openPage(dataText(event, 'url'));
  },
  bind() {
    openPage('/pages/bind/bind');
  },
  askUnbind() {
    this.setData({ isAsking: true });
  },
  keep() {
    this.setData({ isAsking: false });
  },
  async unbind() {
    this.setData({ isAsking: false });
    try {
      await command('account.unbind', {});
      forgetAnswers();
      wx.showToast({ title: '已解除绑定', icon: 'none' });
    } catch (error) {
      toastTrouble(error);
    }
    await this.load();
  },
});
