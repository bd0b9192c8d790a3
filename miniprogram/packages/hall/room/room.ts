import { CallError } from '../../../api/call-error';
import { type Answered, ask, command } from '../../../api/client';
import type { HallView, Output, RedactionFinding } from '../../../api/dto';
import { lookEvery, stopLooking } from '../../../api/looking';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { sentenceFor } from '../../../api/trouble';
import { changedFlag, changedText, dataText } from '../../../shared/event';
import { WALL_SHOWS } from '../../../shared/hall';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import { isComputer } from '../../../view/computer';
import { applied, type FindingRow, findingRows } from '../../../view/findings';
import { type SeatsView, seatsView } from '../seats/view';
import {
  keyAction,
  movedBefore,
  placeRows,
  presenceLine,
  type RoomRow,
  type RoomView,
  roomView,
  rowOf,
} from './view';

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
    isBeginning: false,
    /** There are keys, and room for everything side by side. */
    isComputer: false,
    walls: Object.entries(WALL_SHOWS).map(([key, label]) => ({ key, label })),
    /** Somebody raises a hand: the few words that the host types. */
    hand: null as string | null,
    /** What came from the seats; beside the rest where there is room. */
    seats: null as SeatsView | null,
    isSeatOpen: false,
    /** Letters are typed beside the queue. */
    isTyping: false,
    isSending: false,
    limits: LIMITS,
    skeleton: [{ width: '50%', height: '56rpx' }, { height: '200rpx' }, 1, 1, 1],
  },
  findings: [] as RedactionFinding[],
  kept: [] as string[],
  onLoad(query: Record<string, string | undefined>) {
    this.press = this.press.bind(this);
    this.setData({ id: query.id ?? '', isComputer: isComputer() });
  },
  async onShow() {
    this.listen(true);
    lookEvery(
      this,
      LOOK_EVERY,
      () => this.askAll(),
      ({ hall, seats }) => ({ view: roomView(hall, serverNow()), ...(seats ? { seats } : {}) }),
    );
    await this.load();
  },
  onHide() {
    this.listen(false);
    stopLooking(this);
  },
  onUnload() {
    this.listen(false);
    stopLooking(this);
  },
  /** Keys are a computer's; other platforms do not have the interface. */
  listen(isOn: boolean) {
    if (!this.data.isComputer || typeof wx.onKeyDown !== 'function') return;
    wx.offKeyDown(this.press);
    if (isOn) wx.onKeyDown(this.press);
  },
  press({ key }: { key: string }) {
    const { view, chosen, hand, found, isSending, isSeatOpen, isTyping, isBeginning, isClosing } = this.data;
    if (!view?.mayRun || isSending || isSeatOpen || isTyping) return;
    const todo = keyAction(key, { isSheetOpen: chosen !== null, hasFindings: found.length > 0, view });
    // Letters that are typed into a field are no commands.
    if (hand !== null || isBeginning || isClosing || todo === '') return;
    if (todo === 'close') this.put();
    else if (todo === 'next') void this.callNext();
    else if (todo === 'record') this.record();
    else if (todo === 'call' && chosen) void this.callOrApprove(chosen);
  },
  async callOrApprove(chosen: RoomRow) {
    const isReady = chosen.isPersonal || (chosen.isApproved && this.data.topic === chosen.title);
    if (isReady) await this.callChosen();
    else await this.approveAndCall();
  },
  record() {
    const { view, id } = this.data;
    if (view?.current) openPage(`/packages/hall/question/question?session=${id}&id=${view.current.id}`);
  },
  async switchWalls(event: WechatMiniprogram.CustomEvent) {
    const picked = changedText(event);
    const shows = picked === 'announcement' || picked === 'quiet' ? picked : 'session';
    const { id, view } = this.data;
    if (this.data.isSending || !view) return;
    this.setData({ isSending: true, problem: '' });
    try {
      await command('hall.showOnWall', { sessionId: id, shows });
      this.setData({ 'view.shows': shows });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const answer = await show(
      this,
      () => this.askAll(),
      ({ hall }, now) => roomView(hall, now),
    );
    if (answer?.seats) this.setData({ seats: answer.seats });
  },
  /** On a computer whoever runs the hall has the inbox of the seats beside it. */
  async askAll(): Promise<Answered<{ hall: HallView; seats: SeatsView | null }>> {
    const sessionId = this.data.id;
    const { data: hall, ...how } = await ask('hall.view', { sessionId });
    const hasInbox = this.data.isComputer && hall.mayRun && !how.isStale;
    const seats = hasInbox ? seatsView((await ask('hall.seatInbox', { sessionId })).data) : null;
    return { data: { hall, seats }, ...how };
  },
  mark(event: WechatMiniprogram.CustomEvent) {
    this.setData({ isSending: changedFlag(event) });
  },
  markSheet(event: WechatMiniprogram.CustomEvent) {
    this.setData({ isSeatOpen: changedFlag(event) });
  },
  async takeSeats({ detail }: WechatMiniprogram.CustomEvent<{ inbox: Output<'hall.seatInbox'> }>) {
    this.setData({ seats: seatsView(detail.inbox) });
    await this.load();
  },
  takePlaces({ detail }: WechatMiniprogram.CustomEvent<{ value: HallView['places'] }>) {
    this.setData({ 'view.places': placeRows(detail.value), 'view.presence': presenceLine(detail.value) });
  },
  markTyping(event: WechatMiniprogram.CustomEvent) {
    this.setData({ isTyping: changedFlag(event) });
  },
  async callSeat(event: WechatMiniprogram.CustomEvent) {
    const questionId = changedText(event);
    await this.give(() => command('hall.call', { sessionId: this.data.id, questionId }));
  },
  /** Gives one command whose answer is the hall as it stands then. */
  async give(run: () => Promise<HallView>, approved: RoomRow | null = null): Promise<boolean> {
    if (this.data.isSending) return false;
    this.setData({ isSending: true, problem: '' });
    try {
      const hall = await run();
      this.setData({ view: roomView(hall, serverNow()), chosen: null });
      return true;
    } catch (error) {
      if (approved && error instanceof CallError && error.code === 'redaction_open') {
        await this.showFindings(approved.id);
        return false;
      }
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
  /** Before the hour it is asked about first. */
  async askBegin() {
    if (this.data.view?.early) this.setData({ isBeginning: true });
    else await this.begin();
  },
  async begin() {
    this.setData({ isBeginning: false });
    await this.give(() => command('hall.open', { sessionId: this.data.id }));
  },
  /** Words that nobody has approved are shown first, to be edited and approved with the call. */
  async callNext() {
    const { view, id } = this.data;
    const next = view && rowOf(view, view.nextId);
    if (!next) return;
    if (next.isApproved || next.isPersonal)
      await this.give(() => command('hall.call', { sessionId: id, questionId: next.id }));
    else this.show(next);
  },
  /** One tap: the words as they stand in the field are approved, and their speaker stands on the wall. */
  async approveAndCall() {
    const { chosen, topic, id } = this.data;
    if (!chosen) return;
    const approval = { title: topic, kept: this.kept };
    await this.give(() => command('hall.call', { sessionId: id, questionId: chosen.id, approval }), chosen);
  },
  /** Before the start: everything without a finding at once; what has one stays to be looked at. */
  async approveAll() {
    const waiting = (this.data.view?.queue ?? []).filter((row) => !row.isApproved && !row.isPersonal);
    if (this.data.isSending) return;
    this.setData({ isSending: true, problem: '' });
    let left = 0;
    try {
      for (const { id, title } of waiting) left += (await this.approves(id, title)) ? 0 : 1;
      await this.load();
      if (left > 0) this.setData({ problem: `${left} 个题目有疑似姓名或号码，请逐个查看。` });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
  /** False where something in the words has to be looked at first. */
  async approves(questionId: string, title: string): Promise<boolean> {
    try {
      await command('hall.approveTopic', { questionId, isApproved: true, title, kept: [] });
      return true;
    } catch (error) {
      if (error instanceof CallError && error.code === 'redaction_open') return false;
      throw error;
    }
  },
  raiseHand() {
    this.setData({ hand: '', problem: '' });
  },
  typeHand(event: WechatMiniprogram.CustomEvent) {
    this.setData({ hand: changedText(event) });
  },
  lowerHand() {
    this.setData({ hand: null });
  },
  /** The last place in the queue; with a call the same sheet as for everybody follows. */
  async addHand() {
    const { hand, id } = this.data;
    if (!hand?.trim()) return;
    const speaker = { sessionId: id, title: hand, asker: 'none', askerId: null } as const;
    const isAdded = await this.give(() => command('hall.addSpeaker', speaker));
    if (isAdded) this.setData({ hand: null });
  },
  async clearScreen() {
    await this.give(() => command('hall.call', { sessionId: this.data.id, questionId: null }));
  },
  choose(event: WechatMiniprogram.TouchEvent) {
    const { view } = this.data;
    if (!view?.mayRun) return this.open(event);
    const id = dataText(event, 'id');
    const chosen = rowOf(view, id);
    if (chosen) this.show(chosen);
  },
  show(chosen: RoomRow) {
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
  openSeats() {
    openPage(`/packages/hall/seats/seats?id=${this.data.id}`);
  },
  /** The office connects and switches walls; a leader looks at one. */
  openScreen() {
    const page = this.data.view?.mayRun ? 'walls/walls' : 'wall/wall';
    openPage(`/packages/hall/${page}?id=${this.data.id}`);
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
    this.setData({ isClosing: false, isBeginning: false });
  },
  async close() {
    this.setData({ isClosing: false });
    const isClosed = await this.give(() => command('hall.close', { sessionId: this.data.id }));
    if (isClosed) this.setData({ isUnsettled: false });
  },
});
