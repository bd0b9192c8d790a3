import { CallError } from '../../api/call-error';
import { ask } from '../../api/client';
import { fieldSentenceOf } from '../../api/errors';
import { holdReceipt } from '../../api/receipt-in-hand';
import { sentenceFor } from '../../api/trouble';
import { changedText } from '../../shared/event';
import { openPage } from '../../shared/open-page';

const LENGTH = 20;

Page({
  data: { code: '', problem: '', isLooking: false },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ code: changedText(event), problem: '' });
  },
  async scan() {
    let code: string;
    try {
      code = (await wx.scanCode({ scanType: ['qrCode'] })).result;
    } catch {
      this.setData({ problem: '没有扫到，请把查询码粘贴在上面' });
      return;
    }
    this.setData({ code });
    await this.open();
  },
  /** Asked here first, so that a wrong code stays where it can be put right. */
  async open() {
    const code = this.data.code.replace(/\s/g, '');
    if (code.replace(/-/g, '').length !== LENGTH) {
      this.setData({ problem: fieldSentenceOf('receipt_malformed') });
      return;
    }
    if (this.data.isLooking) return;
    this.setData({ isLooking: true, problem: '' });
    try {
      await ask('case.byReceipt', { receiptCode: code });
      holdReceipt(code);
      openPage('/pages/case/case?by=receipt');
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const [code = ''] = Object.values(error.fields);
      this.setData({ problem: code ? fieldSentenceOf(code) : sentenceFor(error) });
    } finally {
      this.setData({ isLooking: false });
    }
  },
});
