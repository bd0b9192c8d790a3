import { ask } from '../../../api/client';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { toastTrouble } from '../../../api/trouble';
import { dataText } from '../../../shared/event';
import { sessionOfScene } from '../../../shared/hall';
import { openPage } from '../../../shared/open-page';
import { openFile } from '../../../view/open-file';
import { type ComparisonView, comparisonView } from './comparison';
import { type MinutesView, minutesView } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    /** 0: the newest. */
    revision: 0,
    comparison: null as ComparisonView | null,
    isComparing: false,
    isFetching: false,
    view: null as { minutes: MinutesView | null } | null,
    skeleton: [
      { width: '60%', height: '56rpx' },
      { width: '40%' },
      { height: '240rpx' },
      { height: '240rpx' },
    ],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? sessionOfScene(query.scene ?? '') });
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const { id, revision } = this.data;
    const answer = await show(
      this,
      () => ask('hall.minutes', revision > 0 ? { sessionId: id, revision } : { sessionId: id }),
      ({ minutes }) => ({ minutes: minutes && minutesView(minutes) }),
    );
    if (answer?.minutes) wx.setNavigationBarTitle({ title: `第 ${answer.minutes.number} 期对话纪要` });
  },
  async pickRevision(event: WechatMiniprogram.TouchEvent) {
    this.setData({ revision: Number(dataText(event, 'revision')), comparison: null });
    await this.load();
  },
  async showNewest() {
    this.setData({ revision: 0, comparison: null });
    await this.load();
  },
  /** The shown revision beside the one before it. */
  async compare() {
    const { id, view, isComparing } = this.data;
    if (this.data.comparison) {
      this.setData({ comparison: null });
      return;
    }
    const shown = view?.minutes?.revision ?? 0;
    if (isComparing || shown < 2) return;
    this.setData({ isComparing: true });
    try {
      const [older, newer] = await Promise.all(
        [shown - 1, shown].map((revision) => ask('hall.minutes', { sessionId: id, revision })),
      );
      if (older?.data.minutes && newer?.data.minutes)
        this.setData({ comparison: comparisonView(older.data.minutes, newer.data.minutes) });
    } catch (error) {
      toastTrouble(error);
    } finally {
      this.setData({ isComparing: false });
    }
  },
  /** The revision on the screen, to be printed and filed. */
  async openWord() {
    const { id, view, isFetching } = this.data;
    if (isFetching || !view?.minutes) return;
    this.setData({ isFetching: true });
    try {
      const { revision } = view.minutes;
      const { data } = await ask('report.minutesFile', { sessionId: id, revision });
      openFile(data, 'docx', (title) => void wx.showToast({ title, icon: 'none' }));
    } catch (error) {
      toastTrouble(error);
    } finally {
      this.setData({ isFetching: false });
    }
  },
  open(event: WechatMiniprogram.TouchEvent) {
    const url = dataText(event, 'url');
    if (url) openPage(url);
  },
  openAttendees() {
    openPage(`/packages/dialogue/attendees/attendees?id=${this.data.id}`);
  },
  openResults() {
    openPage(`/packages/dialogue/results/results?id=${this.data.id}`);
  },
  openSession() {
    wx.redirectTo({ url: `/pages/session/session?id=${this.data.id}` });
  },
  onShareAppMessage() {
    const { id, view } = this.data;
    const title = view?.minutes ? `四点对话${view.minutes.title}` : '四点对话纪要';
    return { title, path: `/packages/dialogue/minutes/minutes?id=${id}` };
  },
});
