import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import { fieldSentences } from '../../../api/errors';
import { randomName } from '../../../api/pictures';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { CASE_LIMITS } from '../../../shared/case';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import {
  blankCall,
  type Call,
  callInput,
  isCallCategory,
  isCallIdentity,
  isCallUrgency,
  missingIn,
} from './form';
import { type OperatorView, operatorView } from './view';

type Field = 'title' | 'text' | 'place' | 'search' | 'phone';
const NEXT: Readonly<Record<string, Field>> = { title: 'text', place: 'search' };

Page({
  data: {
    ...blankScreen(),
    view: null as OperatorView | null,
    call: blankCall(),
    found: [] as { personId: string; name: string; unit: string; number: string }[],
    search: '',
    /** The field the keyboard is in: Enter moves on in the order in which people talk. */
    focus: 'title' as Field | '',
    problem: '',
    done: null as { number: string; receipt: string } | null,
    limits: { ...LIMITS, ...CASE_LIMITS },
    isSending: false,
    skeleton: [{ height: '88rpx' }, { height: '88rpx' }, 1, { height: '200rpx' }],
  },
  receiptSeed: '',
  async onShow() {
    if (this.data.phase !== 'ready') await this.load();
  },
  async load() {
    const names = await departmentNames();
    await show(
      this,
      () => ask('case.recorded', {}),
      (answer, now) => operatorView(answer, names, now),
    );
  },
  change(part: Partial<Call>) {
    this.setData({ call: { ...this.data.call, ...part }, problem: '' });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.change({ [dataText(event, 'field')]: changedText(event) });
  },
  pickCategory(event: WechatMiniprogram.CustomEvent) {
    const category = changedText(event);
    if (isCallCategory(category)) this.change({ category });
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
      this.setData({ found: [] });
      return;
    }
    try {
      const { data } = await ask('case.findCaller', { search });
      // What was typed meanwhile has its own answer on the way.
      if (this.data.search === search) this.setData({ found: data.people });
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
    this.setData({ found: [], search: '', focus: 'phone' });
  },
  goOn(event: WechatMiniprogram.CustomEvent) {
    const next = NEXT[dataText(event, 'field')];
    if (next) this.setData({ focus: next });
  },
  /** Enter in the search takes the first of the list. */
  pickFirst() {
    const [person] = this.data.found;
    if (!person) return;
    this.takeCaller(person);
  },
  dropCaller() {
    this.change({ callerId: null, callerName: '' });
  },
  async record() {
    const { call, isSending } = this.data;
    if (isSending) return;
    const missing = missingIn(call);
    if (missing) {
      this.setData({ problem: missing });
      return;
    }
    this.setData({ isSending: true, problem: '' });
    try {
      this.receiptSeed ||= await randomName();
      const sent = await command('case.record', callInput(call, this.receiptSeed));
      this.receiptSeed = '';
      this.setData({ done: { number: sent.number, receipt: sent.receiptCode ?? '' }, call: blankCall() });
      await this.load();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const [first] = Object.values(fieldSentences(error.fields, ''));
      this.setData({ problem: first ?? sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
  nextCall() {
    this.setData({ done: null, focus: 'title' });
  },
  copy() {
    const { done } = this.data;
    if (done) wx.setClipboardData({ data: done.receipt || done.number });
  },
  open(event: WechatMiniprogram.CustomEvent) {
    wx.navigateTo({ url: `/packages/case/handle/handle?id=${changedText(event)}` });
  },
});
