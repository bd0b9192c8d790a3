import { bindThenOpen } from '../../api/binding';
import { ask } from '../../api/client';
import { askConsent } from '../../api/consent';
import { departmentNames } from '../../api/departments';
import { blankScreen, show } from '../../api/screen';
import { sentenceFor } from '../../api/trouble';
import { COLLEGE } from '../../shared/college';
import { changedText, dataText } from '../../shared/event';
import { type CaseRowView, caseRowView } from '../../view/case';
import { type HomeView, homeView } from './view';

Page({
  data: {
    ...blankScreen(),
    college: COLLEGE.name,
    templates: {} as Record<string, string>,
    view: null as HomeView | null,
    openCases: [] as CaseRowView[],
    skeleton: [{ width: '50%' }, { width: '80%', height: '72rpx' }, 1, 1, { height: '100rpx' }],
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    wx.stopPullDownRefresh();
  },
  async load() {
    const home = await show(this, () => ask('session.home', {}), homeView);
    if (!home) return;
    this.setData({ templates: home.templates });
    if (home.isBound) await this.loadCases();
  },
  async loadCases() {
    const [{ data }, names] = await Promise.all([ask('case.open', {}), departmentNames()]);
    this.setData({ openCases: data.cases.map((row) => caseRowView(row, names, Date.now())) });
  },
  openCase(event: WechatMiniprogram.CustomEvent) {
    wx.navigateTo({ url: `/pages/case/case?id=${changedText(event)}` });
  },
  openForm(event: WechatMiniprogram.TouchEvent) {
    wx.navigateTo({ url: `/pages/case-form/case-form?channel=${dataText(event, 'channel')}` });
  },
  openInbox() {
    wx.navigateTo({ url: '/pages/inbox/inbox' });
  },
  openNext() {
    const { view } = this.data;
    if (view?.next) wx.navigateTo({ url: `/pages/session/session?id=${view.next.id}` });
  },
  openLast() {
    const { view } = this.data;
    if (view?.last) wx.navigateTo({ url: `/pages/session/session?id=${view.last.id}` });
  },
  openPast() {
    wx.switchTab({ url: '/pages/public/public' });
  },
  async act() {
    const { view } = this.data;
    if (!view) return;
    if (view.action.kind === 'remind') return this.remind();
    if (!view.next) return;
    const form = `/pages/booking/booking?id=${view.next.id}`;
    if (view.action.kind === 'book') view.isBound ? wx.navigateTo({ url: form }) : bindThenOpen(form);
    else if (view.action.kind === 'booking')
      wx.navigateTo({ url: `/pages/booked/booked?id=${view.next.id}` });
    else if (view.action.kind === 'bookings') wx.navigateTo({ url: '/pages/bookings/bookings' });
    else this.openNext();
  },
  async remind() {
    if (!this.data.view?.isBound) {
      bindThenOpen('/pages/message-settings/message-settings');
      return;
    }
    try {
      const outcome = await askConsent(['preview'], this.data.templates);
      const title = outcome === 'accepted' ? '好的，发布时提醒你' : '预告发布后会在消息里';
      wx.showToast({ title, icon: 'none' });
    } catch (error) {
      wx.showToast({ title: sentenceFor(error), icon: 'none' });
    }
  },
});
