import { ask, command } from '../../api/client';
import { blankScreen, pullDown, show, showMore } from '../../api/screen';
import { serverNow } from '../../api/server-time';
import { LONG_TOAST, toastTrouble } from '../../api/trouble';
import { dataText } from '../../shared/event';
import { UNREACHED_CHOICES, type UnreachedChoice } from '../../shared/labels';
import { openPage } from '../../shared/open-page';
import { type BookingsView, bookingsView, cancelQuestion } from './view';

type Sent = 'booking.confirm' | 'booking.cancel' | 'booking.choose';
const DONE: Record<UnreachedChoice, string> = {
  case: '已转为书面诉求',
  keep: '已留到下期',
  delete: '已删除',
};
const isChoice = (value: string): value is UnreachedChoice => Object.keys(UNREACHED_CHOICES).includes(value);

Page({
  data: {
    ...blankScreen(),
    view: null as BookingsView | null,
    question: { title: '', content: '' },
    asking: '',
    sending: '',
    skeleton: [{ width: '30%' }, { width: '60%', height: '64rpx' }, 1, { width: '80%' }],
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    await show(this, () => ask('booking.mine', {}), bookingsView);
  },
  async more() {
    await showMore(this, async (view, cursor) => {
      const more = bookingsView((await ask('booking.mine', { cursor })).data, serverNow());
      return { live: [...view.live, ...more.live], past: [...view.past, ...more.past], next: more.next };
    });
  },
  async confirm(event: WechatMiniprogram.TouchEvent) {
    await this.send(dataText(event, 'id'), 'booking.confirm', '名额已确认');
  },
  askCancel(event: WechatMiniprogram.TouchEvent) {
    const id = dataText(event, 'id');
    const booking = this.data.view?.live.find((one) => one.sessionId === id);
    if (booking) this.setData({ asking: id, question: cancelQuestion(booking) });
  },
  keep() {
    this.setData({ asking: '' });
  },
  async cancel() {
    const id = this.data.asking;
    this.setData({ asking: '' });
    if (id) await this.send(id, 'booking.cancel', '已取消');
  },
  async choose(event: WechatMiniprogram.TouchEvent) {
    const choice = dataText(event, 'choice');
    if (!isChoice(choice)) return;
    await this.send(dataText(event, 'id'), 'booking.choose', DONE[choice], choice);
  },
  async send(sessionId: string, action: Sent, done: string, choice?: UnreachedChoice) {
    if (this.data.sending) return;
    this.setData({ sending: sessionId });
    try {
      if (choice !== undefined) await command('booking.choose', { sessionId, choice });
      else if (action !== 'booking.choose') await command(action, { sessionId });
      wx.showToast({ title: done, icon: 'none' });
    } catch (error) {
      toastTrouble(error, LONG_TOAST);
    } finally {
      this.setData({ sending: '' });
    }
    await this.load();
  },
  openSession(event: WechatMiniprogram.TouchEvent) {
    openPage(`/pages/session/session?id=${dataText(event, 'id')}`);
  },
  openHome() {
    wx.switchTab({ url: '/pages/home/home' });
  },
});
