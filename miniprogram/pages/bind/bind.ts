import { forgetAnswers } from '../../api/answers';
import { continueAfterBinding, giveUpBinding } from '../../api/binding';
import { CallError } from '../../api/call-error';
import { ask, command } from '../../api/client';
import { keepPasses } from '../../api/passes';
import { sentenceFor } from '../../api/trouble';
import { AGREEMENT_VERSION } from '../../shared/agreement';
import { changedText, dataText } from '../../shared/event';
import { LIMITS } from '../../shared/limits';
import { openPage } from '../../shared/open-page';
import { releasedWords } from './view';

Page({
  data: {
    number: '',
    name: '',
    code: '',
    /** Why the office took the binding back, where it did. */
    released: '',
    limits: LIMITS,
    hasAgreed: false,
    errors: {} as Record<string, string>,
    problem: '',
    isSending: false,
  },
  hasBound: false,
  async onLoad() {
    try {
      const { data } = await ask('account.me', {});
      this.setData({ released: releasedWords(data) });
    } catch (error) {
      // The form works without it; what is wrong is said when it is sent.
      if (!(error instanceof CallError)) throw error;
    }
  },
  onUnload() {
    if (!this.hasBound) giveUpBinding();
  },
  type(event: WechatMiniprogram.CustomEvent) {
    const field = dataText(event, 'field');
    this.setData({ [field]: changedText(event), [`errors.${field}`]: '', problem: '' });
  },
  agree(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    this.setData({ hasAgreed: event.detail.value, problem: '' });
  },
  openAgreement() {
    openPage('/packages/dialogue/agreement/agreement');
  },
  openPrivacy() {
    wx.openPrivacyContract({
      fail: () => wx.showToast({ title: '暂时无法打开，请稍后重试', icon: 'none' }),
    });
  },
  async bind() {
    const { number, name, code, isSending, hasAgreed } = this.data;
    if (isSending) return;
    const errors: Record<string, string> = {};
    if (number.trim() === '') errors.number = '请填写学号或工号';
    if (name.trim() === '') errors.name = '请填写姓名';
    this.setData({ errors, problem: '' });
    if (Object.keys(errors).length > 0) return;
    if (!hasAgreed) {
      this.setData({ problem: '请先阅读并同意用户协议和隐私保护指引' });
      return;
    }
    this.setData({ isSending: true });
    try {
      await command('account.bind', { agreement: AGREEMENT_VERSION, number, name, code });
      forgetAnswers();
      this.hasBound = true;
      void keepPasses(true);
      wx.showToast({ title: '绑定成功', icon: 'success' });
      continueAfterBinding();
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
      // Bound before the answer was lost, or on another page: what was waiting can go on.
      if (error instanceof CallError && error.code === 'already_bound') forgetAnswers();
    } finally {
      this.setData({ isSending: false });
    }
  },
});
