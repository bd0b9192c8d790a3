import { changedText } from '../../shared/event';

const LENGTH = 20;

Page({
  data: { code: '', problem: '' },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ code: changedText(event), problem: '' });
  },
  async scan() {
    try {
      const { result } = await wx.scanCode({ scanType: ['qrCode'] });
      this.setData({ code: result });
      this.open();
    } catch {
      this.setData({ problem: '没有扫到，请把查询码粘贴在上面' });
    }
  },
  open() {
    const code = this.data.code.replace(/\s/g, '');
    if (code.replace(/-/g, '').length < LENGTH) {
      this.setData({ problem: '查询码是四组五个字符，请检查有没有漏' });
      return;
    }
    wx.navigateTo({ url: `/pages/case/case?receipt=${encodeURIComponent(code)}` });
  },
});
