import { encode } from 'uqr';
import { outbox, takeOut, watchOutbox } from '../../api/outbox';
import { holdReceipt } from '../../api/receipt-in-hand';
import { serverNow } from '../../api/server-time';
import { exactWords, leftWords } from '../../shared/time';
import { copyText } from '../../view/copy-text';
import { pictureOf } from '../../view/qr';

/** A machine only suspected something: who wrote it is told who looks, and that no time is lost. */
const heldWords = (words: readonly string[]): string =>
  words.length > 0
    ? `里面写到“${words.join('”“')}”，先由活动办公室的老师看一遍，再交给部门。如实反映问题不会被退回，办理时限照常计算。`
    : '系统拿不准内容，先由活动办公室的老师看一遍，再交给部门。不会因此被退回，办理时限照常计算。';

/**
 * What became of a submission. The receipt code is read from the outbox and stays there until the person goes on from
 * here: a killed app shows it once more among the cases, and no address of a page ever carries it.
 */
Page({
  data: {
    itemId: '',
    phase: 'waits' as 'waits' | 'sent' | 'gone',
    title: '收到了',
    number: '',
    caseId: '',
    /** In the letterbox: number and deadline are made when it is opened. */
    isLetter: false,
    receipt: '',
    due: '',
    dueExact: '',
    qr: '',
    /** That the office looks first, and why; empty where nobody has to. */
    held: '',
  },
  unwatch: () => undefined as unknown,
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ itemId: query.id ?? '' });
    this.refresh();
    this.unwatch = watchOutbox(() => this.refresh());
  },
  onUnload() {
    this.unwatch();
    // An anonymous item's code stays in the list of cases until it is put away there or by the button here.
    if (this.data.phase === 'sent' && this.data.receipt === '') takeOut(this.data.itemId);
  },
  refresh() {
    const item = outbox().find(({ id }) => id === this.data.itemId);
    if (!item?.sent) {
      // Once shown it stays on show, also when it has been put away meanwhile.
      if (this.data.phase !== 'sent') this.setData({ phase: item ? 'waits' : 'gone' });
      wx.setNavigationBarTitle({ title: this.data.phase === 'sent' ? '提交成功' : '等待发送' });
      return;
    }
    const { number, caseId, receiptCode, dueAt, isHeld, heldFor } = item.sent;
    wx.setNavigationBarTitle({ title: '提交成功' });
    this.setData({
      phase: 'sent',
      number,
      caseId,
      isLetter: dueAt === 0,
      receipt: receiptCode ?? '',
      due: leftWords('办理时限', dueAt, serverNow()),
      dueExact: exactWords(dueAt),
      held: isHeld && receiptCode === null ? heldWords(heldFor) : '',
      qr: receiptCode === null ? '' : pictureOf(encode(receiptCode).data),
    });
  },
  copy() {
    copyText(this.data.receipt || this.data.number);
  },
  /** Written down: from here on nobody but the person has it. */
  open() {
    const { receipt, caseId, itemId, isLetter } = this.data;
    takeOut(itemId);
    // Nobody finds it for some minutes yet.
    if (isLetter) return this.openCases();
    if (receipt) holdReceipt(receipt);
    wx.redirectTo({ url: receipt ? '/pages/case/case?by=receipt' : `/pages/case/case?id=${caseId}` });
  },
  openCases() {
    wx.switchTab({ url: '/pages/cases/cases' });
  },
  openHome() {
    wx.switchTab({ url: '/pages/home/home' });
  },
});
