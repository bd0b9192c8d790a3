import { saveToAlbum } from '../../api/album';
import { type Answered, ask } from '../../api/client';
import { askConsent } from '../../api/consent';
import type { MyBooking } from '../../api/dto';
import { blankScreen, pullDown, show } from '../../api/screen';
import { serverNow } from '../../api/server-time';
import { toastTrouble } from '../../api/trouble';
import { needsPhone } from '../../view/computer';
import { drawTicket, PICTURE } from './ticket-picture';
import { type BookedAnswer, type BookedView, bookedView, calendarEntry } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    isFresh: false,
    view: null as BookedView | null,
    templates: {} as Record<string, string>,
    reminded: '',
    isSaving: false,
    /** The person has not let the mini program into the album. */
    isAlbumShut: false,
    skeleton: [{ width: '40%' }, { width: '70%', height: '64rpx' }, 1, 1],
  },
  booking: null as MyBooking | null,
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '', isFresh: query.fresh === '1' });
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const answer = await show(this, () => this.question(), bookedView);
    if (!answer) return;
    this.booking = answer.session.booking;
    this.setData({ templates: answer.me.templates });
  },
  async question(): Promise<Answered<BookedAnswer>> {
    const [session, me] = await Promise.all([
      ask('session.get', { sessionId: this.data.id }),
      ask('account.me', {}),
    ]);
    return { data: { session: session.data, me: me.data }, at: session.at, isStale: session.isStale };
  },
  async remind() {
    const { view, templates } = this.data;
    if (!view) return;
    try {
      const outcome = await askConsent(view.kinds, templates);
      this.setData({
        reminded: outcome === 'accepted' ? '已打开微信提醒' : '没有打开微信提醒，消息里一样能看到',
      });
    } catch (error) {
      toastTrouble(error);
    }
  },
  addToCalendar() {
    if (!this.booking || needsPhone('addPhoneCalendar')) return;
    wx.addPhoneCalendar({
      ...calendarEntry(this.booking),
      success: () => wx.showToast({ title: '已加进日历', icon: 'none' }),
      fail: () => wx.showToast({ title: '没有加进日历，可能没有授权', icon: 'none' }),
    });
  },
  async savePicture() {
    const { booking } = this;
    if (!booking || this.data.isSaving || needsPhone('saveImageToPhotosAlbum')) return;
    this.setData({ isSaving: true });
    try {
      const canvas = await this.canvas();
      drawTicket(canvas.getContext('2d'), booking, serverNow());
      const { tempFilePath } = await wx.canvasToTempFilePath({ canvas });
      const outcome = await saveToAlbum(tempFilePath);
      if (outcome === 'saved') wx.showToast({ title: '已存到相册', icon: 'none' });
      else if (outcome === 'failed') wx.showToast({ title: '保存失败，请重试', icon: 'none' });
      // WeChat asks once; afterwards only its settings change the answer.
      this.setData({ isAlbumShut: outcome === 'forbidden' });
    } catch (error) {
      toastTrouble(error);
    } finally {
      this.setData({ isSaving: false });
    }
  },
  /** The drawing surface, which the page keeps out of sight. */
  canvas(): Promise<WechatMiniprogram.Canvas> {
    return new Promise((resolve) => {
      wx.createSelectorQuery()
        .select('#picture')
        .fields({ node: true }, ({ node }) => {
          resolve(Object.assign(node, { width: PICTURE.width, height: PICTURE.height }));
        })
        .exec();
    });
  },
  openSettings() {
    wx.openSetting({
      success: () => this.setData({ isAlbumShut: false }),
      fail: () => wx.showToast({ title: '请在微信设置中允许', icon: 'none' }),
    });
  },
  openBookings() {
    wx.redirectTo({ url: '/pages/bookings/bookings' });
  },
  openSession() {
    wx.redirectTo({ url: `/pages/session/session?id=${this.data.id}` });
  },
});
