import { ask } from '../../../api/client';
import { blankScreen, show } from '../../../api/screen';
import { changedText } from '../../../shared/event';
import { type DashboardView, dashboardView, PERIODS, periodOf } from './view';

Page({
  data: {
    ...blankScreen(),
    periods: PERIODS,
    period: '90',
    view: null as DashboardView | null,
    skeleton: [{ height: '160rpx' }, { width: '40%' }, 1, 1, 1],
  },
  async onShow() {
    if (this.data.phase !== 'ready') await this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    wx.stopPullDownRefresh();
  },
  async load() {
    await show(
      this,
      async () => {
        const [board, record] = await Promise.all([
          ask('report.dashboard', periodOf(this.data.period, this.thisHour())),
          ask('report.record', {}),
        ]);
        return { data: { board: board.data, record: record.data }, at: board.at, isStale: board.isStale };
      },
      ({ board, record }) => dashboardView(board, record),
    );
  },
  /** To the hour, so that the same question can be answered from the phone when there is no network. */
  thisHour(): number {
    const hour = 3_600_000;
    return Math.ceil(Date.now() / hour) * hour;
  },
  async pick(event: WechatMiniprogram.CustomEvent) {
    this.setData({ period: changedText(event) });
    await this.load();
  },
  openCommitments() {
    wx.navigateTo({ url: '/packages/figures/commitments/commitments' });
  },
  openOverdue() {
    wx.navigateTo({ url: '/packages/figures/overdue/overdue' });
  },
});
