import { ask } from '../../../api/client';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { type DeskView, deskView } from './view';

Page({
  data: {
    ...blankScreen(),
    /** A leader reads everything and edits nothing; the server refuses all the same. */
    isReader: false,
    view: null as DeskView | null,
    skeleton: [{ width: '40%' }, { height: '80rpx' }, { height: '80rpx' }, { height: '80rpx' }],
  },
  onLoad(query: Record<string, string | undefined>) {
    const isReader = query.reads === '1';
    this.setData({ isReader });
    if (isReader) wx.setNavigationBarTitle({ title: '活动进度' });
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const { isReader } = this.data;
    await show(
      this,
      async () => {
        const [desk, { data }] = await Promise.all([
          ask('session.desk', {}),
          isReader ? { data: { troubles: [] } } : ask('announcement.troubles', {}),
        ]);
        return { ...desk, data: { ...desk.data, ...data } };
      },
      ({ troubles, ...desk }, now) => deskView(desk, now, isReader, troubles),
    );
  },
  open(event: WechatMiniprogram.BaseEvent) {
    const url = dataText(event, 'url');
    if (url) openPage(url);
  },
  openTerm() {
    openPage('/packages/office/term/term');
  },
  create() {
    openPage('/packages/office/plan/plan');
  },
});
