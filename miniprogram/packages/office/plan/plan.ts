import { CallError } from '../../../api/call-error';
import { type Answered, ask, command } from '../../../api/client';
import { dropDraft, keepDraft, readDraft } from '../../../api/draft';
import type { SessionPlan } from '../../../api/dto';
import { fieldSentenceOf, fieldSentences } from '../../../api/errors';
import { type FoundPerson, peopleFinder } from '../../../api/find-people';
import { giveAfterLook } from '../../../api/look-through';
import { blankScreen, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { sentenceFor } from '../../../api/trouble';
import { changedFlag, changedNumber, changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import { instantOf } from '../../../shared/time';
import type { SessionView } from '../../../view/session';
import { type FoundRow, foundRows, seatedFrom } from '../../../view/table';
import {
  blankPlan,
  isPlan,
  peopleIn,
  splitQuota,
  topicsFrom,
  untitled,
  withNumber,
  withText,
  wordsOf,
} from './plan-form';
import { type PlanSource, type PlanView, planView, previewOf } from './view';

Page({
  data: {
    /** Here and not in the template, where a line break would be shown as two letters. */
    example: '例如 宿舍热水\n选课',
    ...blankScreen(),
    id: '',
    view: null as PlanView | null,
    plan: blankPlan(),
    /** Whom the chair's name, as far as it is typed, may mean. */
    chairs: [] as FoundRow[],
    topics: '',
    day: '',
    clock: '',
    reason: '',
    isOtherDay: false,
    isEnding: false,
    isEndAsked: false,
    changeReason: '',
    limits: LIMITS,
    errors: {} as Record<string, string>,
    problem: '',
    isRestored: false,
    preview: null as SessionView | null,
    isPublishing: false,
    isSending: false,
    skeleton: [{ width: '50%' }, { height: '100rpx' }, { height: '100rpx' }, { height: '200rpx' }],
  },
  source: { session: null, proposal: null } as PlanSource,
  candidates: [] as FoundPerson[],
  finder: peopleFinder(),
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
  },
  async onShow() {
    // What is being typed is never overwritten by coming back from another page.
    if (this.data.phase !== 'ready') await this.load();
  },
  async load() {
    const source = await show(this, () => this.question(), planView);
    if (!source) return;
    this.source = source;
    const draft = readDraft(this.draftName(), isPlan);
    this.fill(draft ?? source.session?.plan ?? source.proposal?.plan ?? blankPlan());
    const { view } = this.data;
    this.setData({ isRestored: draft !== null, day: view?.day ?? '', clock: view?.clock ?? '' });
  },
  async question(): Promise<Answered<PlanSource>> {
    const { id } = this.data;
    if (id) {
      const answer = await ask('session.get', { sessionId: id });
      return { ...answer, data: { session: answer.data.session, proposal: null } };
    }
    const answer = await ask('session.propose', {});
    return { ...answer, data: { session: null, proposal: answer.data } };
  },
  draftName() {
    return `plan:${this.data.id || 'new'}`;
  },
  fill(plan: SessionPlan) {
    this.setData({ plan, chairs: [], topics: plan.topics.join('\n') });
  },
  change(plan: SessionPlan, field: string) {
    const errors = { ...this.data.errors };
    delete errors[field];
    this.setData({ plan, errors, problem: '' });
    keepDraft(this.draftName(), plan);
  },
  type(event: WechatMiniprogram.CustomEvent) {
    const field = dataText(event, 'field');
    this.change(withText(this.data.plan, field, changedText(event)), field);
  },
  count(event: WechatMiniprogram.CustomEvent) {
    const field = dataText(event, 'field');
    this.change(withNumber(this.data.plan, field, changedNumber(event, 0)), field);
  },
  changePeople(event: WechatMiniprogram.CustomEvent) {
    this.change({ ...this.data.plan, attendees: peopleIn(event) }, 'attendees');
  },
  async typeChair(event: WechatMiniprogram.CustomEvent) {
    const name = changedText(event);
    if (name === this.data.plan.chair.name) return;
    this.change(withText(this.data.plan, 'chair.name', name), 'chair.name');
    try {
      const found = await this.finder(name);
      if (!found) return;
      this.candidates = found;
      this.setData({ chairs: foundRows(found) });
    } catch (error) {
      // Name and office can be typed.
      if (!(error instanceof CallError)) throw error;
      this.setData({ chairs: [] });
    }
  },
  pickChair(event: WechatMiniprogram.CustomEvent) {
    const person = this.candidates[changedNumber(event, -1)];
    if (!person) return;
    this.change({ ...this.data.plan, chair: seatedFrom(person) }, 'chair.name');
    this.setData({ chairs: [] });
  },
  typeTopics(event: WechatMiniprogram.CustomEvent) {
    const topics = changedText(event);
    this.setData({ topics });
    this.change({ ...this.data.plan, topics: topicsFrom(topics) }, 'topics');
  },
  splitQuota(event: WechatMiniprogram.CustomEvent) {
    const { plan } = this.data;
    const quota = changedFlag(event)
      ? splitQuota(plan.speakingSlots, Math.ceil(plan.speakingSlots / 2))
      : null;
    this.change({ ...plan, quota }, 'quota');
  },
  chooseOtherDay() {
    this.setData({ isOtherDay: !this.data.isOtherDay, isEnding: false, errors: {}, problem: '' });
  },
  chooseEnd() {
    this.setData({ isEnding: !this.data.isEnding, isOtherDay: false, errors: {}, problem: '' });
  },
  typeChangeReason(event: WechatMiniprogram.CustomEvent) {
    this.setData({ changeReason: changedText(event), 'errors.reason': '' });
  },
  pickDay(event: WechatMiniprogram.CustomEvent) {
    this.setData({ day: changedText(event) });
  },
  pickClock(event: WechatMiniprogram.CustomEvent) {
    this.setData({ clock: changedText(event) });
  },
  typeReason(event: WechatMiniprogram.CustomEvent) {
    this.setData({ reason: changedText(event), 'errors.reason': '' });
  },
  startAgain() {
    dropDraft(this.draftName());
    this.fill(this.source.session?.plan ?? this.source.proposal?.plan ?? blankPlan());
    this.setData({ isRestored: false, errors: {}, problem: '' });
  },
  look() {
    const preview = this.data.preview ? null : previewOf(this.source, this.data.plan, serverNow());
    this.setData({ preview });
    wx.pageScrollTo({ scrollTop: 0, duration: 0 });
  },
  /** Saves what is on the screen. @returns whether it was saved */
  async save(): Promise<boolean> {
    const { id, plan, isOtherDay, day, clock, reason, changeReason, isSending } = this.data;
    if (isSending) return false;
    const missing = untitled(plan.attendees);
    if (missing.length > 0) {
      this.setData({ errors: { attendees: `请写上职务：${missing.join('、')}` } });
      return false;
    }
    const startsAt = isOtherDay ? instantOf(day, clock) : null;
    this.setData({ isSending: true, problem: '' });
    try {
      if (this.source.session) {
        const { version } = this.source.session;
        const session = await giveAfterLook(wordsOf(plan), (kept) =>
          command('session.save', { sessionId: id, version, plan, reason: changeReason, kept }),
        );
        this.settle({ session, proposal: null });
        this.setData({ changeReason: '' });
      } else {
        const { sessionId } = await giveAfterLook(wordsOf(plan), (kept) =>
          command('session.create', {
            ...(startsAt === null ? {} : { startsAt }),
            reason: isOtherDay ? reason : '',
            plan,
            kept,
          }),
        );
        dropDraft(this.draftName());
        wx.redirectTo({ url: `/packages/office/plan/plan?id=${sessionId}` });
      }
      wx.showToast({ title: '已保存', icon: 'none' });
      return true;
    } catch (error) {
      this.refuse(error);
      return false;
    } finally {
      this.setData({ isSending: false });
    }
  },
  async reschedule() {
    const { id, day, clock, reason } = this.data;
    const startsAt = instantOf(day, clock);
    if (startsAt === null) return;
    try {
      const session = await command('session.reschedule', { sessionId: id, startsAt, reason });
      this.settle({ session, proposal: null });
      this.setData({ isOtherDay: false, reason: '' });
      wx.showToast({ title: '已改期，正在通知', icon: 'none' });
    } catch (error) {
      this.refuse(error);
    }
  },
  askEnd() {
    if (this.data.reason.trim() === '') this.setData({ 'errors.reason': fieldSentenceOf('reason_needed') });
    else this.setData({ isEndAsked: true });
  },
  keepSession() {
    this.setData({ isEndAsked: false });
  },
  async callOff() {
    this.setData({ isEndAsked: false });
    const { id, reason, isSending } = this.data;
    if (isSending) return;
    this.setData({ isSending: true, problem: '' });
    try {
      const session = await command('session.callOff', { sessionId: id, reason });
      this.settle({ session, proposal: null });
      this.setData({ isEnding: false, reason: '' });
      wx.showToast({ title: '本期已取消，正在通知', icon: 'none' });
    } catch (error) {
      this.refuse(error);
    } finally {
      this.setData({ isSending: false });
    }
  },
  async askPublish() {
    if (await this.save()) this.setData({ isPublishing: true });
  },
  keep() {
    this.setData({ isPublishing: false });
  },
  async publish() {
    this.setData({ isPublishing: false });
    try {
      const session = await command('session.publishPreview', { sessionId: this.data.id });
      this.settle({ session, proposal: null });
      wx.showToast({ title: '预告已发布，正在通知大家', icon: 'none' });
    } catch (error) {
      this.refuse(error);
    }
  },
  /** The server's answer is what the page goes on from. */
  settle(source: PlanSource) {
    this.source = source;
    dropDraft(this.draftName());
    const view = planView(source, serverNow());
    this.setData({ view, day: view.day, clock: view.clock, isRestored: false, preview: null });
  },
  refuse(error: unknown) {
    const problem = sentenceFor(error);
    const fields = error instanceof CallError ? error.fields : {};
    this.setData({ problem, errors: { ...fieldSentences(fields), ...fieldSentences(fields, 'plan.') } });
  },
  openArticle() {
    openPage(`/packages/office/article/article?id=${this.data.id}`);
  },
});
