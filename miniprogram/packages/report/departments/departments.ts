import { CallError } from '../../../api/call-error';
import { ask } from '../../../api/client';
import type { Output } from '../../../api/dto';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { changedText, dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { type TrendView, trendView } from './trend';
import {
  type DashboardView,
  dashboardView,
  isMeasure,
  type Measure,
  measures,
  periodsAt,
  type SideBySide,
  sideBySide,
} from './view';

Page({
  data: {
    ...blankScreen(),
    periods: [] as { key: string; label: string }[],
    period: '',
    measures,
    measure: 'onTime' as Measure,
    view: null as DashboardView | null,
    side: null as SideBySide | null,
    trend: null as TrendView | null,
    /** The department whose figures are all shown. */
    opened: '',
    /** The category whose topics are shown. */
    openedCategory: '',
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
          ask('report.dashboard', this.period()),
          ask('report.record', {}),
          this.loadTrend(),
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
  /** Kept for members by some colleges: the figures of cases stand without it. */
  async loadTrend() {
    try {
      this.setData({ trend: trendView((await ask('report.trends', {})).data) });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
    }
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
  toggleTopics(event: WechatMiniprogram.TouchEvent) {
    const key = dataText(event, 'key');
    this.setData({ openedCategory: key === this.data.openedCategory ? '' : key });
  },
  /** Whole months, so that the same question can be answered from the phone when there is no network. */
  period() {
    const terms = periodsAt(serverNow());
    const chosen = terms.find(({ key }) => key === this.data.period) ?? terms[2];
    this.setData({
      periods: terms.map(({ key, name }) => ({ key, label: name })),
      period: chosen?.key ?? '',
    });
    return { from: chosen?.from ?? 0, to: chosen?.to ?? 0 };
  },
  async pick(event: WechatMiniprogram.CustomEvent) {
    this.setData({ period: changedText(event) });
    await this.load();
  },
  /** The cases behind a figure; what of them may be read is decided there. */
  openCases(event: WechatMiniprogram.TouchEvent) {
    const { from, to } = this.period();
    const parts = ['department', 'category', 'topic', 'outcome', 'state'].map(
      (name) => `${name}=${dataText(event, name)}`,
    );
    openPage(`/packages/report/cases/cases?${parts.join('&')}&from=${from}&to=${to}`);
  },
  openSession(event: WechatMiniprogram.TouchEvent) {
    openPage(`/packages/dialogue/results/results?id=${dataText(event, 'id')}`);
  },
  openCommitments() {
    openPage('/packages/report/commitments/commitments');
  },
  openOverdue() {
    openPage('/packages/report/overdue/overdue');
  },
});
