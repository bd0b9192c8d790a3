import { ask } from '../../../api/client';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { type AuditView, auditView } from './view';

Page({
  data: {
    ...blankScreen(),
    view: null as AuditView | null,
    skeleton: [{ width: '40%' }, 1, { width: '40%' }, 1],
  },
  async onLoad() {
    await this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    wx.stopPullDownRefresh();
  },
  async load() {
    await show(this, () => ask('account.auditLog', {}), auditView);
  },
  async more() {
    const { view } = this.data;
    if (!view?.next) return;
    try {
      const more = auditView((await ask('account.auditLog', { cursor: view.next })).data);
      this.setData({ view: { entries: [...view.entries, ...more.entries], next: more.next } });
    } catch (error) {
      wx.showToast({ title: sentenceFor(error), icon: 'none' });
    }
  },
});
