import { ask, command } from '../../api/client';
import { askConsent } from '../../api/consent';
import { blankScreen, show } from '../../api/screen';
import { toastTrouble } from '../../api/trouble';
import { changedFlag, dataText } from '../../shared/event';
import { openPage } from '../../shared/open-page';
import { type MessageSettingsView, messageSettingsView, optOutAfter, WORTH_ASKING } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as MessageSettingsView | null,
    templates: {} as Record<string, string>,
    skeleton: [1, { height: '80rpx' }, { height: '80rpx' }, { height: '80rpx' }],
  },
  async onShow() {
    await this.load();
  },
  async load() {
    const me = await show(this, () => ask('account.me', {}), messageSettingsView);
    if (!me) return;
    this.setData({ templates: me.templates });
  },
  async toggle(event: WechatMiniprogram.CustomEvent) {
    const { view } = this.data;
    if (!view) return;
    const kinds = optOutAfter(view.optOut, dataText(event, 'kind'), changedFlag(event));
    try {
      const me = await command('account.optOut', { kinds });
      this.setData({ view: messageSettingsView(me) });
    } catch (error) {
      toastTrouble(error);
      this.setData({ view });
    }
  },
  async allow() {
    try {
      const outcome = await askConsent(WORTH_ASKING, this.data.templates);
      const title = outcome === 'accepted' ? '好的，各提醒你一次' : '没有打开，消息里一样能看到';
      wx.showToast({ title, icon: 'none' });
    } catch (error) {
      toastTrouble(error);
    }
  },
  bind() {
    openPage('/pages/bind/bind');
  },
});
