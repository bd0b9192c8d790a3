import { forgetAnswers } from '../../../api/answers';
import { command } from '../../../api/client';
import { sentenceFor } from '../../../api/trouble';
import { ERASURE } from '../../../shared/erasure';

Page({
  data: { phase: 'ready', sections: ERASURE, isAsking: false, isSending: false, problem: '' },
  ask() {
    this.setData({ isAsking: true, problem: '' });
  },
  keep() {
    this.setData({ isAsking: false });
  },
  async erase() {
    this.setData({ isAsking: false, isSending: true });
    try {
      await command('account.erase', {});
      forgetAnswers();
      wx.showToast({ title: '已注销', icon: 'none' });
      wx.switchTab({ url: '/pages/me/me' });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
});
