import { encode } from 'uqr';
import { exactWords, leftWords } from '../../shared/time';
import { pictureOf } from './qr';

/** The moment between sending and this page does not turn three days into two. */
const FRESH_MS = 60_000;

Page({
  data: { waits: false, number: '', caseId: '', receipt: '', due: '', dueExact: '', qr: '' },
  onLoad(query: Record<string, string | undefined>) {
    const due = Number(query.due ?? 0);
    const receipt = query.receipt ?? '';
    if (query.waits === '1') wx.setNavigationBarTitle({ title: '等待发送' });
    this.setData({
      waits: query.waits === '1',
      number: query.number ?? '',
      caseId: query.id ?? '',
      receipt,
      due: due > 0 ? leftWords(due + FRESH_MS, Date.now()) : '',
      dueExact: due > 0 ? exactWords(due) : '',
      qr: receipt === '' ? '' : pictureOf(encode(receipt).data),
    });
  },
  copy() {
    wx.setClipboardData({ data: this.data.receipt || this.data.number });
  },
  open() {
    const { receipt, caseId } = this.data;
    wx.redirectTo({ url: receipt ? `/pages/case/case?receipt=${receipt}` : `/pages/case/case?id=${caseId}` });
  },
  openCases() {
    wx.switchTab({ url: '/pages/cases/cases' });
  },
  openHome() {
    wx.switchTab({ url: '/pages/home/home' });
  },
});
