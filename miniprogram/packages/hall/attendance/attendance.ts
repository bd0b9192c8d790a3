import { ask, command } from '../../../api/client';
import { blankScreen, pullDown, show, showMore } from '../../../api/screen';
import { toastTrouble } from '../../../api/trouble';
import { dataText } from '../../../shared/event';
import { isComputer } from '../../../view/computer';
import { type AttendanceView, attendanceView, withMore } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as AttendanceView | null,
    isLoading: false,
    isMaking: false,
    skeleton: [{ height: '120rpx' }, 1, 1, 1, 1],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    await show(this, () => ask('hall.attendance', { sessionId: this.data.id }), attendanceView);
  },
  async confirm(event: WechatMiniprogram.BaseEvent) {
    try {
      await command('hall.confirmLate', { sessionId: this.data.id, personIds: [dataText(event, 'id')] });
      wx.showToast({ title: '已确认', icon: 'none' });
    } catch (error) {
      toastTrouble(error);
    }
    await this.load();
  },
  /** The lists of the day for printing, should phones or network fail. */
  async makeSheets() {
    if (this.data.isMaking) return;
    this.setData({ isMaking: true });
    try {
      const { url, fileName } = await command('hall.daySheets', { sessionId: this.data.id });
      this.openSheets(url, `${wx.env.USER_DATA_PATH}/${fileName}`);
    } catch (error) {
      toastTrouble(error);
    } finally {
      this.setData({ isMaking: false });
    }
  },
  openSheets(url: string, filePath: string) {
    const fail = () => wx.showToast({ title: '无法打开名单，请重试', icon: 'none' });
    const show = () => {
      if (isComputer()) wx.saveFileToDisk({ filePath, fail });
      else wx.openDocument({ filePath, fileType: 'xlsx', showMenu: true, fail });
    };
    wx.downloadFile({
      url,
      filePath,
      success: ({ statusCode }) => (statusCode === 200 ? show() : fail()),
      fail,
    });
  },
  async onReachBottom() {
    await this.more();
  },
  async more() {
    if (this.data.isLoading) return;
    this.setData({ isLoading: true });
    await showMore(this, async (view, cursor) =>
      withMore(view, (await ask('hall.attendance', { sessionId: this.data.id, cursor })).data),
    );
    this.setData({ isLoading: false });
  },
});
