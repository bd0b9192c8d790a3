import { bindInstead, bindThenRun } from '../../api/binding';
import { CallError } from '../../api/call-error';
import { categoryChoices } from '../../api/categories';
import { type Answered, ask, command } from '../../api/client';
import { askConsent } from '../../api/consent';
import { departmentNames } from '../../api/departments';
import { dropDraft, keepDraft, readDraft } from '../../api/draft';
import type { Me } from '../../api/dto';
import { fieldSentences } from '../../api/errors';
import { queueCase, sendCase, takeOut } from '../../api/outbox';
import { passBase, passStand, rememberPassBase } from '../../api/passes';
import { keepPicture, picturesStillThere, randomName, removePicture } from '../../api/pictures';
import { blankScreen, show } from '../../api/screen';
import { caseTopics, type Topics } from '../../api/topics';
import { sentenceFor, sentenceForNew } from '../../api/trouble';
import { CASE_LIMITS } from '../../shared/case';
import { channelLabel } from '../../shared/college';
import { changedFlag, changedText, dataText } from '../../shared/event';
import { LIMITS } from '../../shared/limits';
import { openPage } from '../../shared/open-page';
import { type ChosenPicture, changedPictures } from '../../shared/picture';
import { needsPhone } from '../../view/computer';
import { topicChoices } from '../../view/topic-choices';
import {
  blankDraft,
  type CaseDraft,
  caseInput,
  FIELD_ORDER,
  isCaseDraft,
  isCategory,
  isIdentity,
  isRoute,
  isUrgency,
  isWorthKeeping,
  missingFields,
} from './form';
import {
  type AboutChoice,
  aboutChoices,
  type CaseFormView,
  caseFormView,
  joinsWords,
  type SimilarView,
  similarView,
} from './view';

const blankForm = () => ({
  draft: blankDraft(),
  pictures: [] as ChosenPicture[],
  similar: null as SimilarView[] | null,
  /** The case this person has joined just now instead of sending another. */
  joinedId: '',
  errors: {} as Record<string, string>,
  problem: '',
});

Page({
  data: {
    ...blankScreen(),
    channel: 'box' as 'box' | 'hotline',
    view: null as CaseFormView | null,
    ...blankForm(),
    limits: { ...LIMITS, ...CASE_LIMITS },
    /** Of the category that is chosen; empty where it has none. */
    topics: [] as ReturnType<typeof topicChoices>,
    progress: '',
    leaders: [] as { id: string; name: string }[],
    abouts: [] as AboutChoice[],
    isRestored: false,
    hasMore: false,
    isSending: false,
    skeleton: [{ height: '88rpx' }, { height: '88rpx' }, 1, { height: '240rpx' }],
  },
  hasAsked: false,
  topics: [] as Topics,
  onLoad(query: Record<string, string | undefined>) {
    const channel = query.channel === 'hotline' ? 'hotline' : 'box';
    const draft = readDraft(`case:${channel}`, isCaseDraft);
    wx.setNavigationBarTitle({ title: channelLabel(channel) });
    // What is brought to the hotline is often urgent: how urgent stands open there.
    const hasMore = channel === 'hotline';
    this.setData({ channel, hasMore, draft: draft ?? blankDraft(), isRestored: draft !== null });
    void this.loadTopics();
    if (draft) void this.restorePictures(draft.pictures);
    if (draft?.isProtected) void this.loadAbouts();
  },
  async restorePictures(kept: readonly string[]) {
    const pictures = await picturesStillThere(kept);
    if (this.data.pictures.length > 0) return;
    this.setData({ pictures: pictures.map((path) => ({ path, size: 0 })) });
    if (pictures.length < kept.length) this.change({ pictures });
  },
  async onShow() {
    if (this.data.phase !== 'ready') await this.load();
  },
  async load() {
    const { channel } = this.data;
    await show(
      this,
      () => this.me(),
      (me) => {
        rememberPassBase(me?.passBase);
        return caseFormView(me, channel, { isByPass: passBase() !== '', stand: passStand() });
      },
    );
  },
  /** Without a network nobody need know who one is to write: null, and the answer comes when it is sent. */
  async me(): Promise<Answered<Me | null>> {
    try {
      return await ask('account.me', {});
    } catch (error) {
      if (error instanceof CallError && error.isCut) return { data: null, at: Date.now(), isStale: false };
      throw error;
    }
  },
  change(part: Partial<CaseDraft>) {
    const draft = { ...this.data.draft, ...part };
    const errors = { ...this.data.errors };
    for (const field of Object.keys(part)) delete errors[field];
    this.setData({ draft, errors, problem: '', similar: null, joinedId: '' });
    if (isWorthKeeping(draft)) keepDraft(`case:${this.data.channel}`, draft);
    else dropDraft(`case:${this.data.channel}`);
  },
  async loadTopics() {
    this.topics = await caseTopics();
    if (this.data.view) this.setData({ 'view.categories': categoryChoices() });
    this.showTopics();
  },
  showTopics() {
    this.setData({ topics: topicChoices(this.topics, this.data.draft.category) });
  },
  pickCategory(event: WechatMiniprogram.CustomEvent) {
    const category = changedText(event);
    if (!isCategory(category)) return;
    this.change({ category, topicId: '' });
    this.showTopics();
  },
  pickTopic(event: WechatMiniprogram.CustomEvent) {
    this.change({ topicId: changedText(event) });
  },
  pickUrgency(event: WechatMiniprogram.CustomEvent) {
    const urgency = changedText(event);
    if (isUrgency(urgency)) this.change({ urgency });
  },
  pickIdentity(event: WechatMiniprogram.TouchEvent) {
    const identity = dataText(event, 'key');
    if (isIdentity(identity)) this.change({ identity });
  },
  protect(event: WechatMiniprogram.CustomEvent) {
    this.change({ isProtected: changedFlag(event) });
    if (this.data.draft.isProtected) void this.loadAbouts();
  },
  /** Without a network the report can be written all the same; it is told then whom it is about. */
  async loadAbouts() {
    try {
      const { data } = await ask('case.reportChoices', {});
      this.setData({ leaders: data.leaders });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
    }
    await this.showAbouts();
  },
  async showAbouts() {
    const { leaders, draft } = this.data;
    this.setData({ abouts: aboutChoices(await departmentNames(), leaders, draft.about) });
  },
  pickRoute(event: WechatMiniprogram.CustomEvent) {
    const route = changedText(event);
    if (isRoute(route)) this.change({ route });
  },
  async toggleAbout(event: WechatMiniprogram.TouchEvent) {
    const key = dataText(event, 'key');
    const { about } = this.data.draft;
    this.change({ about: about.includes(key) ? about.filter((other) => other !== key) : [...about, key] });
    await this.showAbouts();
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.change({ [dataText(event, 'field')]: changedText(event) });
  },
  unfold() {
    this.setData({ hasMore: !this.data.hasMore });
  },
  startAgain() {
    dropDraft(`case:${this.data.channel}`);
    for (const path of this.data.draft.pictures) removePicture(path);
    this.setData({ ...blankForm(), topics: [], isRestored: false });
  },
  /** A picture is kept as soon as it is chosen: what WeChat hands out is gone with the app. */
  async changePictures(event: WechatMiniprogram.CustomEvent) {
    const chosen = changedPictures(event);
    const before = this.data.draft.pictures;
    const pictures: ChosenPicture[] = [];
    for (const { path, size } of chosen)
      pictures.push({ path: before.includes(path) ? path : await keepPicture(path), size });
    const paths = pictures.map(({ path }) => path);
    for (const path of before) if (!paths.includes(path)) removePicture(path);
    this.setData({ pictures });
    this.change({ pictures: paths });
  },
  call() {
    const { hotline } = this.data.view ?? {};
    // Putting the phone away again is no failure.
    if (hotline && !needsPhone('makePhoneCall'))
      wx.makePhoneCall({ phoneNumber: hotline.number, fail: () => undefined });
  },
  openSimilar(event: WechatMiniprogram.TouchEvent) {
    openPage(`/pages/case/case?id=${dataText(event, 'id')}`);
  },
  /** One tap joins an earlier case instead of sending another; one more takes it back. */
  async join(event: WechatMiniprogram.TouchEvent) {
    const id = dataText(event, 'id');
    const item = this.data.similar?.find((one) => one.id === id);
    if (!item || item.isJoining) return;
    const hasJoined = !item.hasJoined;
    if (hasJoined) this.askConsentOnce();
    this.showSimilar(id, { isJoining: true });
    try {
      const { joins } = await command('case.join', { caseId: id, hasJoined });
      this.showSimilar(id, { hasJoined, joins: joinsWords(joins), isJoining: false });
      const joinedId = this.data.similar?.find((one) => one.hasJoined)?.id ?? '';
      this.setData({ joinedId, problem: '' });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.showSimilar(id, { isJoining: false });
      if (error.code === 'not_bound') bindThenRun(() => void this.load().then(() => this.join(event)));
      else this.setData({ problem: sentenceFor(error) });
    }
  },
  /** Straight from a tap; whoever taps on, to take it back or to send after all, is not asked again. */
  askConsentOnce() {
    if (this.hasAsked || !this.data.view) return;
    this.hasAsked = true;
    void askConsent(['case_progress'], this.data.view.templates);
  },
  showSimilar(id: string, part: Partial<SimilarView>) {
    const similar = this.data.similar?.map((one) => (one.id === id ? { ...one, ...part } : one)) ?? null;
    this.setData({ similar });
  },
  /** The matter is in good hands already: what was typed is not needed any more. */
  openJoined() {
    const { joinedId, channel, draft } = this.data;
    dropDraft(`case:${channel}`);
    for (const path of draft.pictures) removePicture(path);
    wx.redirectTo({ url: `/pages/case/case?id=${joinedId}` });
  },
  /** First tap: earlier answers on the same matter are shown, where there are any. Second tap: it is sent. */
  async next() {
    const { draft, isSending, view, channel } = this.data;
    if (isSending) return;
    const missing = missingFields(draft);
    if (Object.keys(missing).length > 0) return this.refuse(missing, '');
    const isAnonymous = draft.identity === 'anonymous';
    if (view?.isBound === false && (!isAnonymous || view.isByPass))
      return bindInstead(`/pages/case-form/case-form?channel=${channel}`);
    if (isAnonymous && view && view.anonymousProblem !== '')
      return this.refuse({ identity: '现在还不能匿名提交，原因写在“匿名”里。' }, '');
    // Looking for earlier answers would show the words to a function that knows the account.
    const isLetter = isAnonymous && view?.isByPass === true;
    if (!isLetter && this.data.similar === null && (await this.lookForSimilar())) return;
    await this.send();
  },
  async lookForSimilar(): Promise<boolean> {
    this.setData({ isSending: true });
    try {
      const { title, text } = this.data.draft;
      const words = `${title} ${text}`.slice(0, CASE_LIMITS.textMax);
      const { data } = await ask('case.similar', { text: words });
      const similar = similarView(data);
      this.setData({ similar });
      if (similar.length > 0) wx.pageScrollTo({ selector: '#similar', offsetTop: -24, duration: 200 });
      return similar.length > 0;
    } catch (error) {
      // Earlier answers are a help, not a condition: without them the item is simply sent.
      if (!(error instanceof CallError)) throw error;
      this.setData({ similar: [] });
      return false;
    } finally {
      this.setData({ isSending: false });
    }
  },
  /** Once it is in the outbox it will go out, now or when there is a network; a refusal brings it back here. */
  async send() {
    const { draft, channel } = this.data;
    this.setData({ isSending: true, problem: '' });
    if (draft.identity !== 'anonymous') this.askConsentOnce();
    try {
      const form = caseInput(channel, draft, await randomName());
      const goesWithout = draft.identity === 'anonymous' && this.data.view?.isByPass === true;
      const { id } = await queueCase(form, draft, goesWithout ? [] : draft.pictures);
      dropDraft(`case:${channel}`);
      await this.deliver(id);
    } finally {
      this.setData({ isSending: false, progress: '' });
    }
  },
  async deliver(id: string) {
    const { draft, channel, pictures } = this.data;
    const tell = (index: number, share: number) => {
      const part = share > 0 ? `（${Math.floor(share * 100)}%）` : '';
      this.setData({ progress: `正在上传第 ${index + 1} 张图片${part}，共 ${pictures.length} 张` });
    };
    try {
      await sendCase(id, tell);
      wx.redirectTo({ url: `/pages/case-sent/case-sent?id=${id}` });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      // It may have arrived: only the outbox, which asks again with the same id, may send it.
      if (error.isCut || error.code === 'internal' || error.code === 'busy') {
        wx.redirectTo({ url: `/pages/case-sent/case-sent?id=${id}` });
        return;
      }
      takeOut(id);
      keepDraft(`case:${channel}`, draft);
      if (error.code === 'not_bound') bindInstead(`/pages/case-form/case-form?channel=${channel}`);
      else this.refuse(fieldSentences(error.fields), sentenceForNew(error));
    }
  },
  refuse(errors: Record<string, string>, problem: string) {
    const first = FIELD_ORDER.find((field) => errors[field] !== undefined);
    // What can be chosen may have changed while this was written.
    if (errors.category !== undefined) void this.loadTopics();
    this.setData({ errors, problem, hasMore: this.data.hasMore || first === 'phone' }, () => {
      if (first) wx.pageScrollTo({ selector: `#field-${first}`, offsetTop: -24, duration: 200 });
    });
  },
});
