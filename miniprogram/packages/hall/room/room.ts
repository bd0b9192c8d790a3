import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import type { HallView, RedactionFinding } from '../../../api/dto';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { sentenceFor } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import { applied, type FindingRow, findingRows } from '../../../view/findings';
import { movedBefore, type RoomRow, type RoomView, roomView, rowOf } from './view';

/** Several people run one hall, so what others do must show by itself. */
const LOOK_EVERY = 8_000;

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as RoomView | null,
    /** The speaker whose actions are open. */
    chosen: null as RoomRow | null,
    /** The question that somebody who only reads along looks at. */
    read: null as RoomRow | null,
    topic: '',
    /** What in the topic has yet to be looked at before it stands on the screen. */
    found: [] as FindingRow[],
    problem: '',
    isUnsettled: false,
    isClosing: false,
    isSending: false,
    limits: LIMITS,
    skeleton: [{ width: '50%', height: '56rpx' }, { height: '200rpx' }, 1, 1, 1],
  },
  findings: [] as RedactionFinding[],
  kept: [] as string[],
  timer: undefined as ReturnType<typeof setInterval> | undefined,
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
  },
  async onShow() {
    clearInterval(this.timer);
    this.timer = setInterval(() => void this.look(), LOOK_EVERY);
    await this.load();
  },
  onHide() {
    clearInterval(this.timer);
  },
  onUnload() {
    clearInterval(this.timer);
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    await show(this, () => ask('hall.view', { sessionId: this.data.id }), roomView);
  },
  /** A look that fails changes nothing: the next one comes soon. */
  async look() {
    if (this.data.phase !== 'ready' || this.data.isSending) return;
    try {
      const { data, isStale } = await ask('hall.view', { sessionId: this.data.id });
      if (!isStale && !this.data.isSending)
        this.setData({ view: roomView(data, serverNow()), staleSince: '' });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
    }
  },
  /** Gives one command whose answer is the hall as it stands then. */
  async give(run: () => Promise<HallView>): Promise<boolean> {
    if (this.data.isSending) return false;
    this.setData({ isSending: true, problem: '' });
    try {
      const hall = await run();
      this.setData({ view: roomView(hall, serverNow()), chosen: null });
      return true;
    } catch (error) {
      this.setData({ problem: sentenceFor(error), chosen: null });
      if (error instanceof CallError && error.code === 'questions_unsettled') await this.showUnsettled();
      return false;
    } finally {
      this.setData({ isSending: false });
    }
  },
  async showUnsettled() {
    this.setData({ isUnsettled: true });
    await this.load();
    wx.pageScrollTo({ scrollTop: 0, duration: 200 });
  },
  async prepare() {
    await this.give(() => command('hall.prepare', { sessionId: this.data.id }));
  },
  async begin() {
    await this.give(() => command('hall.open', { sessionId: this.data.id }));
  },
  async callNext() {
    const { view, id } = this.data;
    if (view) await this.give(() => command('hall.call', { sessionId: id, questionId: view.nextId }));
  },
  async clearScreen() {
    await this.give(() => command('hall.call', { sessionId: this.data.id, questionId: null }));
  },
  choose(event: WechatMiniprogram.TouchEvent) {
    const { view } = this.data;
    if (!view?.mayRun) return this.open(event);
    const id = dataText(event, 'id');
    const chosen = [...(view?.queue ?? []), ...(view?.skipped ?? [])].find((row) => row.id === id);
    if (!chosen) return;
    this.findings = [];
    this.kept = [];
    this.setData({ chosen, topic: chosen.title, found: [], problem: '' });
  },
  put() {
    this.setData({ chosen: null, read: null });
  },
  async callChosen() {
    const { chosen, id } = this.data;
    if (chosen) await this.give(() => command('hall.call', { sessionId: id, questionId: chosen.id }));
  },
  async skipChosen() {
    const { chosen } = this.data;
    if (chosen) await this.give(() => command('hall.skip', { questionId: chosen.id, reason: '' }));
  },
  async skipCurrent() {
    const current = this.data.view?.current;
    if (current) await this.give(() => command('hall.skip', { questionId: current.id, reason: '' }));
  },
  async moveUp() {
    await this.move(-1);
  },
  async moveDown() {
    await this.move(1);
  },
  async move(by: -1 | 1) {
    const { chosen, view } = this.data;
    if (!chosen || !view) return;
    const before = movedBefore(view.queue, chosen.id, by);
    if (before !== undefined)
      await this.give(() => command('hall.reorder', { questionId: chosen.id, before }));
  },
  typeTopic(event: WechatMiniprogram.CustomEvent) {
    this.setData({ topic: changedText(event) });
  },
  /** What stands on the screen are the words the host has approved, which may differ from what was booked. */
  async approve() {
    const { chosen, topic, isSending } = this.data;
    if (!chosen || isSending) return;
    this.setData({ isSending: true });
    try {
      const isApproved = !chosen.isApproved;
      const { kept } = this;
      await command('hall.approveTopic', { questionId: chosen.id, isApproved, title: topic, kept });
      this.setData({ chosen: null });
      await this.load();
    } catch (error) {
      if (error instanceof CallError && error.code === 'redaction_open') await this.showFindings(chosen.id);
      else this.setData({ problem: sentenceFor(error), chosen: null });
    } finally {
      this.setData({ isSending: false });
    }
  },
  async showFindings(questionId: string) {
    try {
      const { data } = await ask('hall.topicFindings', { questionId, title: this.data.topic });
      this.findings = data.findings;
      this.setData({ found: findingRows(this.findings, this.kept) });
    } catch (error) {
      this.setData({ problem: sentenceFor(error), chosen: null });
    }
  },
  useSuggestion(event: WechatMiniprogram.CustomEvent) {
    const finding = this.findings.find(({ id }) => id === changedText(event));
    if (!finding) return;
    this.findings = this.findings.filter(({ id }) => id !== finding.id);
    const topic = applied(this.data.topic, finding);
    this.setData({ topic, found: findingRows(this.findings, this.kept) });
  },
  keepFinding(event: WechatMiniprogram.CustomEvent) {
    this.kept = [...this.kept, changedText(event)];
    this.setData({ found: findingRows(this.findings, this.kept) });
  },
  open(event: WechatMiniprogram.TouchEvent) {
    const { view, id } = this.data;
    const question = dataText(event, 'id');
    if (view && !view.mayRun) this.setData({ read: rowOf(view, question) });
    else openPage(`/packages/hall/question/question?session=${id}&id=${question}`);
  },
  openCase() {
    const { read } = this.data;
    this.setData({ read: null });
    if (read) openPage(`/packages/case/handle/handle?id=${read.caseId}`);
  },
  openChosen() {
    const { chosen, id } = this.data;
    this.setData({ chosen: null });
    if (chosen) openPage(`/packages/hall/question/question?session=${id}&id=${chosen.id}`);
  },
  add() {
    openPage(`/packages/hall/question/question?session=${this.data.id}`);
  },
  openDoor() {
    openPage(`/packages/hall/door/door?id=${this.data.id}`);
  },
  openScreen() {
    openPage(`/packages/hall/wall/wall?id=${this.data.id}`);
  },
  openAttendance() {
    openPage(`/packages/hall/attendance/attendance?id=${this.data.id}`);
  },
  openAttendees() {
    openPage(`/packages/dialogue/attendees/attendees?id=${this.data.id}`);
  },
  openMinutes() {
    openPage(`/packages/hall/minutes/minutes?id=${this.data.id}`);
  },
  async askClose() {
    await this.load();
    const { view } = this.data;
    if (!view || view.unsettled.length === 0) {
      this.setData({ isClosing: true });
      return;
    }
    this.setData({ isUnsettled: true });
    wx.pageScrollTo({ scrollTop: 0, duration: 200 });
  },
  keep() {
    this.setData({ isClosing: false });
  },
  async close() {
    this.setData({ isClosing: false });
    const isClosed = await this.give(() => command('hall.close', { sessionId: this.data.id }));
    if (isClosed) this.setData({ isUnsettled: false });
  },
});
