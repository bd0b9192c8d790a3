import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import { dropDraft, keepDraft, readDraft } from '../../../api/draft';
import { fieldSentences } from '../../../api/errors';
import { randomName } from '../../../api/pictures';
import { blankScreen, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { caseTopics, type Topics } from '../../../api/topics';
import { sentenceFor, sentenceForNew } from '../../../api/trouble';
import { CASE_LIMITS } from '../../../shared/case';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import { type CaseRowView, caseRowView } from '../../../view/case';
import { copyText } from '../../../view/copy-text';
import { topicChoices } from '../../../view/topic-choices';
import {
  blankCall,
  type Call,
  callInput,
  isCallCategory,
  isCallDraft,
  isCallIdentity,
  isCallUrgency,
  isCallWorthKeeping,
  missingIn,
  pickedByKeys,
} from './form';
import { type IssuedView, issuedView, type OperatorView, operatorView } from './view';

type Field = 'title' | 'text' | 'place' | 'keys' | 'search' | 'phone';
/** A window as wide as this has a keyboard before it. */
const KEYBOARD_FROM = 700;
/** From so many characters on a title says enough to be compared, and so many likely doubles are shown. */
const DOUBLES_FROM = 4;
const DOUBLES_SHOWN = 3;

Page({
  data: {
    ...blankScreen(),
    view: null as OperatorView | null,
    call: blankCall(),
    /** Of the category that is chosen; empty where it has none. */
    topics: [] as ReturnType<typeof topicChoices>,
    found: [] as { personId: string; name: string; unit: string; number: string }[],
    search: '',
    /** The search is answered and the roster has nobody like that. */
    isNobody: false,
    keys: '',
    isRestored: false,
    /** The field the keyboard is in: Enter moves on in the order in which people talk. */
    focus: 'title' as Field | '',
    problem: '',
    /** The same matter, as others have told it: seen while it is being typed. */
    doubles: [] as CaseRowView[],
    /** Calls that were looked for, whoever recorded them; null while nobody looks. */
    calls: null as CaseRowView[] | null,
    done: null as IssuedView | null,
    limits: { ...LIMITS, ...CASE_LIMITS },
    isSending: false,
    skeleton: [{ height: '88rpx' }, { height: '88rpx' }, 1, { height: '200rpx' }],
  },
  topics: [] as Topics,
  receiptSeed: '',
  /** The operator's own draft: another one who sits down at this computer does not find it. */
  draftName: '',
  /** When the first word of this call was taken down; 0 before. */
  startedAt: 0,
  async onShow() {
    if (this.data.phase !== 'ready') await this.load();
  },
  async load() {
    const hasKeys = wx.getWindowInfo().windowWidth >= KEYBOARD_FROM;
    const [names, topics] = await Promise.all([departmentNames(), caseTopics(), this.restore()]);
    this.topics = topics;
    this.showTopics();
    await show(
      this,
      () => ask('case.recorded', {}),
      (answer, now) => operatorView(answer, names, now, hasKeys),
    );
  },
  /** What was half written when the app was killed. */
  async restore() {
    if (this.draftName !== '') return;
    try {
      const { person } = (await ask('account.me', {})).data;
      if (!person) return;
      this.draftName = `call:${person.id}`;
    } catch (error) {
      // Without a network nothing can be recorded either; the page says so.
      if (error instanceof CallError) return;
      throw error;
    }
    const draft = readDraft(this.draftName, isCallDraft);
    if (!draft || isCallWorthKeeping(this.data.call)) return;
    this.receiptSeed = draft.receiptSeed;
    this.setData({ call: { ...blankCall(), ...draft.call }, isRestored: true });
  },
  change(part: Partial<Call>) {
    const call = { ...this.data.call, ...part };
    // A topic is one of its category.
    if (call.category !== this.data.call.category) call.topicId = '';
    if (this.startedAt === 0 && isCallWorthKeeping(call)) this.startedAt = serverNow();
    this.setData({ call, problem: '' });
    this.keep(call);
    this.showTopics();
  },
  showTopics() {
    const topics = topicChoices(this.topics, this.data.call.category);
    if (topics.length > 0 || this.data.topics.length > 0) this.setData({ topics });
  },
  keep(call: Call) {
    if (this.draftName === '') return;
    if (isCallWorthKeeping(call)) keepDraft(this.draftName, { call, receiptSeed: this.receiptSeed });
    else dropDraft(this.draftName);
  },
  startAgain() {
    this.startedAt = 0;
    this.receiptSeed = '';
    this.change(blankCall());
    this.setData({ isRestored: false, focus: 'title' });
  },
  pickByKeys(event: WechatMiniprogram.CustomEvent) {
    const keys = changedText(event);
    this.setData({ keys });
    this.change(pickedByKeys(keys));
  },
  type(event: WechatMiniprogram.CustomEvent) {
    const field = dataText(event, 'field');
    this.change({ [field]: changedText(event) });
    if (field === 'title') this.lookForDoubles(changedText(event).trim());
  },
  async lookForDoubles(title: string) {
    if (title.length < DOUBLES_FROM) {
      this.setData({ doubles: [] });
      return;
    }
    try {
      const doubles = (await this.found(title)).slice(0, DOUBLES_SHOWN);
      // What was typed meanwhile has its own answer on the way.
      if (this.data.call.title.trim() === title) this.setData({ doubles });
    } catch (error) {
      // A call is recorded without them just as well.
      if (!(error instanceof CallError)) throw error;
    }
  },
  async found(typed: string): Promise<CaseRowView[]> {
    const words = Array.from(typed).slice(0, LIMITS.searchMax).join('');
    const [{ data }, names] = await Promise.all([
      ask('case.find', { desk: 'hotline', words }),
      departmentNames(),
    ]);
    return data.cases.map((row) => caseRowView(row, names, serverNow()));
  },
  async findCalls(event: WechatMiniprogram.CustomEvent) {
    const typed = changedText(event).trim();
    try {
      this.setData({ calls: typed === '' ? null : await this.found(typed) });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    }
  },
  closeCalls() {
    this.setData({ calls: null });
  },
  pickCategory(event: WechatMiniprogram.CustomEvent) {
    const category = changedText(event);
    if (isCallCategory(category)) this.change({ category });
  },
  pickTopic(event: WechatMiniprogram.CustomEvent) {
    this.change({ topicId: changedText(event) });
  },
  pickUrgency(event: WechatMiniprogram.CustomEvent) {
    const urgency = changedText(event);
    if (isCallUrgency(urgency)) this.change({ urgency });
  },
  pickIdentity(event: WechatMiniprogram.CustomEvent) {
    const identity = changedText(event);
    if (isCallIdentity(identity)) this.change({ identity });
  },
  async find(event: WechatMiniprogram.CustomEvent) {
    const search = changedText(event).trim();
    this.setData({ search });
    if (search === '') {
      this.setData({ found: [], isNobody: false });
      return;
    }
    try {
      const { data } = await ask('case.findCaller', { search });
      // What was typed meanwhile has its own answer on the way.
      if (this.data.search === search)
        this.setData({ found: data.people, isNobody: data.people.length === 0 });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    }
  },
  pickCaller(event: WechatMiniprogram.TouchEvent) {
    const person = this.data.found.find(({ personId }) => personId === dataText(event, 'id'));
    if (person) this.takeCaller(person);
  },
  takeCaller({ personId, name, unit }: { personId: string; name: string; unit: string }) {
    this.change({ callerId: personId, callerName: `${name} · ${unit}` });
    this.setData({ found: [], isNobody: false, search: '', focus: 'phone' });
  },
  /** Who stands in no roster is kept by the name they give. */
  takeOutsider() {
    this.change({ callerId: null, callerName: this.data.search });
    this.setData({ found: [], isNobody: false, search: '', focus: 'phone' });
  },
  goOn(event: WechatMiniprogram.CustomEvent) {
    const field = dataText(event, 'field');
    const afterPlace: Field = this.data.view?.hasKeys ? 'keys' : 'search';
    this.setData({ focus: field === 'title' ? 'text' : field === 'place' ? afterPlace : 'search' });
  },
  /** Enter in the search takes the first of the list. */
  pickFirst() {
    const [person] = this.data.found;
    if (person) this.takeCaller(person);
    else if (this.data.isNobody) this.takeOutsider();
  },
  dropCaller() {
    this.change({ callerId: null, callerName: '' });
    this.setData({ focus: 'search' });
  },
  async record() {
    const { isSending } = this.data;
    if (isSending) return;
    const call = { ...this.data.call, seconds: this.data.call.seconds || this.callSeconds() };
    const missing = missingIn(call);
    if (missing) {
      this.setData({ problem: missing });
      return;
    }
    this.setData({ isSending: true, problem: '' });
    try {
      this.receiptSeed ||= await randomName();
      // The seed is part of what is sent: tried again after a killed app it must be the same command.
      this.setData({ call });
      this.keep(call);
      const sent = await command('case.record', callInput(call, this.receiptSeed));
      this.receiptSeed = '';
      this.change(blankCall());
      this.startedAt = 0;
      this.setData({
        done: issuedView(sent, serverNow(), call.seconds),
        doubles: [],
        keys: '',
        isRestored: false,
      });
      // The number is read out now, wherever the form had been scrolled to.
      wx.pageScrollTo({ scrollTop: 0, duration: 0 });
      await this.load();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const [first] = Object.values(fieldSentences(error.fields, ''));
      this.setData({ problem: first ?? sentenceForNew(error) });
      if (error.fields?.category !== undefined) await this.load();
    } finally {
      this.setData({ isSending: false });
    }
  },
  callSeconds(): number {
    return this.startedAt === 0 ? 0 : Math.max(0, Math.round((serverNow() - this.startedAt) / 1000));
  },
  nextCall() {
    this.setData({ done: null, focus: 'title' });
  },
  copy() {
    const { done } = this.data;
    if (done) copyText(done.receipt || done.number);
  },
  open(event: WechatMiniprogram.CustomEvent) {
    openPage(`/packages/case/handle/handle?id=${changedText(event)}`);
  },
});
