import { ask, command } from '../../../api/client';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { toastTrouble } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import { type MyQuestionView, myQuestionsView } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as MyQuestionView[] | null,
    /** The question that is being said no to. */
    objecting: '',
    reason: '',
    reasonMax: LIMITS.reasonMax as number,
    busyId: '',
    skeleton: [{ width: '60%' }, 1, { height: '160rpx' }],
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    await show(
      this,
      () => ask('hall.myQuestions', {}),
      ({ questions }, now) => myQuestionsView(questions, now),
    );
  },
  async agree(event: WechatMiniprogram.TouchEvent) {
    await this.judge(dataText(event, 'id'), true, '');
  },
  object(event: WechatMiniprogram.TouchEvent) {
    this.setData({ objecting: dataText(event, 'id'), reason: '' });
  },
  leave() {
    this.setData({ objecting: '' });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ reason: changedText(event) });
  },
  async give() {
    const { objecting, reason } = this.data;
    this.setData({ objecting: '' });
    await this.judge(objecting, false, reason);
  },
  async judge(questionId: string, isAgreed: boolean, reason: string) {
    const isOwn = this.data.view?.find(({ id }) => id === questionId)?.canKeepOut !== false;
    const thanks = isAgreed || !isOwn ? '谢谢，已记下' : '已转给部门继续办，办理时限会告诉你';
    await this.change(questionId, thanks, () =>
      command('hall.judgeAnswer', { questionId, isAgreed, reason }),
    );
  },
  async keepOut(event: WechatMiniprogram.TouchEvent) {
    const questionId = dataText(event, 'id');
    const one = this.data.view?.find(({ id }) => id === questionId);
    if (!one) return;
    const isKeptOut = !one.isKeptOut;
    await this.change(questionId, isKeptOut ? '不会写进纪要' : '可以写进纪要', () =>
      command('hall.keepOut', { questionId, isKeptOut }),
    );
  },
  async change(busyId: string, thanks: string, work: () => Promise<unknown>) {
    if (this.data.busyId !== '' || busyId === '') return;
    this.setData({ busyId });
    try {
      await work();
      wx.showToast({ title: thanks, icon: 'none' });
      await this.load();
    } catch (error) {
      toastTrouble(error);
    } finally {
      this.setData({ busyId: '' });
    }
  },
  openCase(event: WechatMiniprogram.TouchEvent) {
    openPage(dataText(event, 'url'));
  },
  openSeats() {
    openPage('/packages/dialogue/seat/seat');
  },
  openHome() {
    wx.switchTab({ url: '/pages/home/home' });
  },
});
