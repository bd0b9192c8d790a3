import { ask } from '../../../api/client';
import type { Output } from '../../../api/dto';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { changedText, dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import {
  type DashboardView,
  dashboardView,
  isMeasure,
  type Measure,
  measures,
  PERIODS,
  periodOf,
  type SideBySide,
  sideBySide,
} from './view';

Page({
  data: {
    ...blankScreen(),
    periods: PERIODS,
    period: '90',
    measures,
    measure: 'onTime' as Measure,
    view: null as DashboardView | null,
    side: null as SideBySide | null,
    /** The department whose figures are all shown. */
    opened: '',
    skeleton: [{ height: '160rpx' }, { width: '40%' }, 1, 1, 1],
  },
  board: null as Output<'report.dashboard'> | null,
  async onShow() {
    if (this.data.phase !== 'ready') await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
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
      ({ board, record }) => {
        this.board = board;
        return dashboardView(board, record);
      },
    );
    this.compare();
  },
  compare() {
    if (this.board) this.setData({ side: sideBySide(this.board, this.data.measure) });
  },
  pickMeasure(event: WechatMiniprogram.CustomEvent) {
    const measure = changedText(event);
    if (!isMeasure(measure)) return;
    this.setData({ measure });
    this.compare();
  },
  toggle(event: WechatMiniprogram.TouchEvent) {
    const id = dataText(event, 'id');
    this.setData({ opened: id === this.data.opened ? '' : id });
  },
  /** To the hour, so that the same question can be answered from the phone when there is no network. */
  thisHour(): number {
    const hour = 3_600_000;
    return Math.ceil(serverNow() / hour) * hour;
  },
  async pick(event: WechatMiniprogram.CustomEvent) {
    this.setData({ period: changedText(event) });
    await this.load();
  },
  openCommitments() {
    openPage('/packages/report/commitments/commitments');
  },
  openOverdue() {
    openPage('/packages/report/overdue/overdue');
  },
});
