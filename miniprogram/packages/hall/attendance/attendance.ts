import { ask } from '../../../api/client';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { type AttendanceView, attendanceView, withMore } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as AttendanceView | null,
    isLoading: false,
    skeleton: [{ height: '120rpx' }, 1, 1, 1, 1],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
    await this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    wx.stopPullDownRefresh();
  },
  async load() {
    await show(this, () => ask('hall.attendance', { sessionId: this.data.id }), attendanceView);
  },
  async onReachBottom() {
    await this.more();
  },
  async more() {
    const { id, view, isLoading } = this.data;
    if (!view?.next || isLoading) return;
    this.setData({ isLoading: true });
    try {
      const { data } = await ask('hall.attendance', { sessionId: id, cursor: view.next });
      // Drawn anew in the meantime: what was asked for belongs to another list.
      if (this.data.view === view) this.setData({ view: withMore(view, data) });
    } catch (error) {
      wx.showToast({ title: sentenceFor(error), icon: 'none' });
    } finally {
      this.setData({ isLoading: false });
    }
  },
});
