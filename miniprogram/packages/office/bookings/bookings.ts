import { ask, command } from '../../../api/client';
import { blankScreen, pullDown, show, showMore } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { toastTrouble } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import type { Wish } from '../../../shared/labels';
import { LIMITS } from '../../../shared/limits';
import { type BookingListView, bookingListView } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    wish: 'speak' as Wish,
    wishes: [
      { key: 'speak', label: '发言' },
      { key: 'listen', label: '旁听' },
    ],
    view: null as BookingListView | null,
    isOver: false,
    absent: '',
    absentName: '',
    reason: '',
    limits: LIMITS,
    skeleton: [{ height: '120rpx' }, { width: '50%' }, 1, { width: '50%' }, 1],
  },
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const { id, wish } = this.data;
    await show(this, () => ask('booking.list', { sessionId: id, wish }), bookingListView);
    try {
      const { data } = await ask('session.get', { sessionId: id });
      this.setData({ isOver: data.session.startsAt <= serverNow() });
    } catch (error) {
      toastTrouble(error);
    }
  },
  async pickWish(event: WechatMiniprogram.CustomEvent) {
    this.setData({ wish: changedText(event) === 'listen' ? 'listen' : 'speak' });
    await this.load();
  },
  async more() {
    const { id, wish } = this.data;
    await showMore(this, async (view, cursor) => {
      const { data } = await ask('booking.list', { sessionId: id, wish, cursor });
      const more = bookingListView(data, serverNow());
      return { ...more, rows: [...view.rows, ...more.rows] };
    });
  },
  askAbsent(event: WechatMiniprogram.TouchEvent) {
    const absent = dataText(event, 'id');
    const row = this.data.view?.rows.find((one) => one.id === absent);
    if (row) this.setData({ absent, absentName: row.name, reason: '' });
  },
  typeReason(event: WechatMiniprogram.CustomEvent) {
    this.setData({ reason: changedText(event) });
  },
  keep() {
    this.setData({ absent: '' });
  },
  async markAbsent() {
    const { id, absent, reason } = this.data;
    if (reason.trim() === '') {
      wx.showToast({ title: '请写明原因', icon: 'none' });
      return;
    }
    this.setData({ absent: '' });
    try {
      await command('booking.markAbsent', { sessionId: id, personId: absent, reason });
    } catch (error) {
      toastTrouble(error);
    }
    await this.load();
  },
});
