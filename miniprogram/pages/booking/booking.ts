import { bindInstead } from '../../api/binding';
import { CallError } from '../../api/call-error';
import { categoryChoices } from '../../api/categories';
import { type Answered, ask, command } from '../../api/client';
import { dropDraft, keepDraft, readDraft } from '../../api/draft';
import { fieldSentences } from '../../api/errors';
import { blankScreen, show } from '../../api/screen';
import { serverNow } from '../../api/server-time';
import { caseTopics } from '../../api/topics';
import { sentenceFor } from '../../api/trouble';
import { sessionInLink } from '../../shared/booking-link';
import { changedFlag, changedNumber, changedText, dataText } from '../../shared/event';
import { LIMITS } from '../../shared/limits';
import { openPage } from '../../shared/open-page';
import { type EarlierAnswer, earlierAnswers } from '../../view/earlier-answers';
import {
  type BookingDraft,
  blankDraft,
  bookingInput,
  FIELD_ORDER,
  isBookingDraft,
  isCategory,
  isWorthKeeping,
  missingFields,
} from './form';
import { closedBecause, type FormAnswer, type FormView, formView } from './view';

/** So long a hand rests before what it has typed is looked for: one question for a title, not one for a letter. */
const REST_MS = 800;
/** Fewer characters say nothing. */
const SHORTEST = 2;

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as FormView | null,
    draft: blankDraft(),
    departmentIndex: 0,
    limits: LIMITS,
    /** Answers to the same matter, shown while somebody types; the booking waits for none of it. */
    earlier: [] as EarlierAnswer[],
    errors: {} as Record<string, string>,
    problem: '',
    isRestored: false,
    isClosed: false,
    hasAdvanced: false,
    isSending: false,
    skeleton: [{ width: '70%' }, { height: '88rpx' }, { height: '88rpx' }, 1, { height: '200rpx' }],
  },
  resting: undefined as ReturnType<typeof setTimeout> | undefined,
  onLoad(query: Record<string, string | undefined>) {
    const id = query.id ?? sessionInLink(query.q ?? '') ?? '';
    const draft = readDraft(`booking:${id}`, isBookingDraft);
    this.setData({ id, draft: draft ?? blankDraft(), isRestored: draft !== null });
    if (draft) this.lookSoon();
  },
  onUnload() {
    clearTimeout(this.resting);
  },
  async onShow() {
    if (this.data.phase !== 'ready') await this.load();
  },
  async load() {
    const answer = await show(this, () => this.question(), formView);
    if (!answer) return;
    if (answer.me.person === null) {
      bindInstead(`/pages/booking/booking?id=${this.data.id}`);
      return;
    }
    const closed = closedBecause(answer, serverNow());
    if (closed === 'booked') wx.redirectTo({ url: `/pages/booked/booked?id=${this.data.id}` });
    const { departmentId, phone } = this.data.draft;
    const place = answer.departments
      .filter((one) => !one.isDissolved)
      .findIndex(({ id }) => id === departmentId);
    this.setData({
      isClosed: closed === 'closed',
      departmentIndex: place + 1,
      hasAdvanced: departmentId !== '' || phone !== '',
    });
  },
  async question(): Promise<Answered<FormAnswer>> {
    const [me, session, departments] = await Promise.all([
      ask('account.me', {}),
      ask('session.get', { sessionId: this.data.id }),
      ask('account.departments', {}),
      caseTopics(),
    ]);
    const data = { me: me.data, session: session.data, departments: departments.data.departments };
    return { data, at: Math.min(me.at, session.at), isStale: me.isStale || session.isStale };
  },
  async loadCategories() {
    await caseTopics();
    this.setData({ 'view.categories': categoryChoices() });
  },
  change(part: Partial<BookingDraft>) {
    const draft = { ...this.data.draft, ...part };
    const errors = { ...this.data.errors };
    for (const field of Object.keys(part)) delete errors[field];
    this.setData({ draft, errors, problem: '' });
    if (isWorthKeeping(draft)) keepDraft(`booking:${this.data.id}`, draft);
    else dropDraft(`booking:${this.data.id}`);
  },
  pickWish(event: WechatMiniprogram.CustomEvent) {
    this.change({ wish: changedText(event) === 'listen' ? 'listen' : 'speak' });
  },
  pickCategory(event: WechatMiniprogram.CustomEvent) {
    const category = changedText(event);
    if (isCategory(category)) this.change({ category });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    const field = dataText(event, 'field');
    this.change({ [field]: changedText(event) });
    if (field === 'title') this.lookSoon();
  },
  lookSoon() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => void this.lookForEarlier(), REST_MS);
  },
  async lookForEarlier() {
    const title = this.data.draft.title.trim();
    if (title.length < SHORTEST) {
      this.setData({ earlier: [] });
      return;
    }
    try {
      const { data } = await ask('case.similar', { text: title });
      // What was typed meanwhile is looked for by its own question.
      if (title === this.data.draft.title.trim()) this.setData({ earlier: earlierAnswers(data) });
    } catch (error) {
      // A help and no condition: without it the form is as it was.
      if (!(error instanceof CallError)) throw error;
    }
  },
  openEarlier(event: WechatMiniprogram.TouchEvent) {
    openPage(`/pages/case/case?id=${dataText(event, 'id')}`);
  },
  pickDepartment(event: WechatMiniprogram.CustomEvent) {
    const departmentIndex = changedNumber(event, -1) + 1;
    const department = this.data.view?.departments[departmentIndex - 1];
    this.setData({ departmentIndex });
    this.change({ departmentId: department?.id ?? '' });
  },
  hideName(event: WechatMiniprogram.CustomEvent) {
    this.change({ isUnnamed: changedFlag(event) });
  },
  unfold() {
    this.setData({ hasAdvanced: !this.data.hasAdvanced });
  },
  startAgain() {
    dropDraft(`booking:${this.data.id}`);
    this.setData({
      draft: blankDraft(),
      departmentIndex: 0,
      errors: {},
      problem: '',
      isRestored: false,
      earlier: [],
    });
  },
  async submit() {
    const { id, draft, isSending } = this.data;
    if (isSending) return;
    const missing = missingFields(draft);
    if (Object.keys(missing).length > 0) {
      this.refuse(missing, '');
      return;
    }
    this.setData({ isSending: true, problem: '' });
    try {
      await command('booking.create', bookingInput(id, draft));
      this.finish();
    } catch (error) {
      if (error instanceof CallError && error.code === 'not_bound')
        bindInstead(`/pages/booking/booking?id=${id}`);
      else if (error instanceof CallError && error.code === 'already_booked') this.finish();
      else if (error instanceof CallError)
        this.refuse(fieldSentences(error.fields, 'form.'), sentenceFor(error));
      else throw error;
    } finally {
      this.setData({ isSending: false });
    }
  },
  finish() {
    dropDraft(`booking:${this.data.id}`);
    wx.redirectTo({ url: `/pages/booked/booked?id=${this.data.id}&fresh=1` });
  },
  /** Writes each refusal under its field and brings the first of them into view. */
  refuse(errors: Record<string, string>, problem: string) {
    const first = FIELD_ORDER.find((field) => errors[field] !== undefined);
    // What can be chosen may have changed while this was written.
    if (errors.category !== undefined) void this.loadCategories();
    const hasAdvanced = this.data.hasAdvanced || first === 'phone' || first === 'departmentId';
    this.setData({ errors, problem, hasAdvanced }, () => {
      if (first) wx.pageScrollTo({ selector: `#field-${first}`, offsetTop: -24, duration: 200 });
    });
  },
});
