import { bindInstead } from '../../api/binding';
import { CallError } from '../../api/call-error';
import { type Answered, ask } from '../../api/client';
import { askConsent } from '../../api/consent';
import { dropDraft, keepDraft, readDraft } from '../../api/draft';
import type { Me } from '../../api/dto';
import { fieldSentences } from '../../api/errors';
import { queueCase, sendCase, takeOut } from '../../api/outbox';
import { keepPicture, randomName } from '../../api/pictures';
import { blankScreen, show } from '../../api/screen';
import { sentenceFor } from '../../api/trouble';
import { type ChosenPicture, changedPictures } from '../../components/picture-picker/chosen';
import { CASE_LIMITS } from '../../shared/case';
import { changedFlag, changedText, dataText } from '../../shared/event';
import { LIMITS } from '../../shared/limits';
import {
  blankDraft,
  type CaseDraft,
  caseInput,
  FIELD_ORDER,
  isCaseDraft,
  isCategory,
  isIdentity,
  isUrgency,
  isWorthKeeping,
  missingFields,
} from './form';
import { type CaseFormView, caseFormView, type SimilarView, similarView, titleOf } from './view';

Page({
  data: {
    ...blankScreen(),
    channel: 'box' as 'box' | 'hotline',
    view: null as CaseFormView | null,
    draft: blankDraft(),
    pictures: [] as ChosenPicture[],
    similar: null as SimilarView[] | null,
    limits: { ...LIMITS, ...CASE_LIMITS },
    errors: {} as Record<string, string>,
    problem: '',
    progress: '',
    isRestored: false,
    hasMore: false,
    isSending: false,
    skeleton: [{ height: '88rpx' }, { height: '88rpx' }, 1, { height: '240rpx' }],
  },
  onLoad(query: Record<string, string | undefined>) {
    const channel = query.channel === 'hotline' ? 'hotline' : 'box';
    const draft = readDraft(`case:${channel}`, isCaseDraft);
    wx.setNavigationBarTitle({ title: titleOf(channel) });
    this.setData({ channel, draft: draft ?? blankDraft(), isRestored: draft !== null });
  },
  async onShow() {
    if (this.data.phase !== 'ready') await this.load();
  },
  async load() {
    const { channel } = this.data;
    await show(
      this,
      () => this.me(),
      (me) => caseFormView(me, channel),
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
    this.setData({ draft, errors, problem: '', similar: null });
    if (isWorthKeeping(draft)) keepDraft(`case:${this.data.channel}`, draft);
    else dropDraft(`case:${this.data.channel}`);
  },
  pickCategory(event: WechatMiniprogram.CustomEvent) {
    const category = changedText(event);
    if (isCategory(category)) this.change({ category });
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
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.change({ [dataText(event, 'field')]: changedText(event) });
  },
  unfold() {
    this.setData({ hasMore: !this.data.hasMore });
  },
  startAgain() {
    dropDraft(`case:${this.data.channel}`);
    this.setData({
      draft: blankDraft(),
      pictures: [],
      errors: {},
      problem: '',
      isRestored: false,
      similar: null,
    });
  },
  changePictures(event: WechatMiniprogram.CustomEvent) {
    const errors = { ...this.data.errors };
    delete errors.pictures;
    this.setData({ pictures: changedPictures(event), errors });
  },
  call() {
    const { hotline } = this.data.view ?? {};
    if (hotline) wx.makePhoneCall({ phoneNumber: hotline });
  },
  openSimilar(event: WechatMiniprogram.TouchEvent) {
    wx.navigateTo({ url: `/pages/case/case?id=${dataText(event, 'id')}` });
  },
  /** First tap: earlier answers on the same matter are shown, where there are any. Second tap: it is sent. */
  async next() {
    const { draft, isSending, view, channel } = this.data;
    if (isSending) return;
    const missing = missingFields(draft);
    if (Object.keys(missing).length > 0) return this.refuse(missing, '');
    if (view?.isBound === false && draft.identity !== 'anonymous')
      return bindInstead(`/pages/case-form/case-form?channel=${channel}`);
    if (this.data.similar === null && (await this.lookForSimilar())) return;
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
    const { draft, channel, view } = this.data;
    this.setData({ isSending: true, problem: '' });
    if (draft.identity !== 'anonymous' && view) void askConsent(['case_progress'], view.templates);
    try {
      const pictures = await this.kept();
      const form = caseInput(channel, draft, await randomName());
      const { id } = await queueCase(form, draft, pictures);
      dropDraft(`case:${channel}`);
      await this.deliver(id);
    } finally {
      this.setData({ isSending: false, progress: '' });
    }
  },
  async kept(): Promise<string[]> {
    const paths: string[] = [];
    for (const { path } of this.data.pictures) paths.push(await keepPicture(path));
    // From now on these are the files of this form, should it come back.
    this.setData({ pictures: paths.map((path) => ({ path, size: 0 })) });
    return paths;
  },
  async deliver(id: string) {
    const { draft, channel, pictures } = this.data;
    const tell = (index: number) =>
      this.setData({ progress: `正在上传第 ${index + 1} 张图片，共 ${pictures.length} 张` });
    try {
      const sent = await sendCase(id, tell);
      takeOut(id);
      const query = `number=${sent.number}&id=${sent.caseId}&due=${sent.dueAt}&receipt=${sent.receiptCode ?? ''}`;
      wx.redirectTo({ url: `/pages/case-sent/case-sent?${query}` });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      // It may have arrived: only the outbox, which asks again with the same id, may send it.
      if (error.isCut || error.code === 'internal') {
        wx.redirectTo({ url: '/pages/case-sent/case-sent?waits=1' });
        return;
      }
      takeOut(id);
      keepDraft(`case:${channel}`, draft);
      if (error.code === 'not_bound') bindInstead(`/pages/case-form/case-form?channel=${channel}`);
      else this.refuse(fieldSentences(error.fields), sentenceFor(error));
    }
  },
  refuse(errors: Record<string, string>, problem: string) {
    const first = FIELD_ORDER.find((field) => errors[field] !== undefined);
    this.setData(
      { errors, problem, hasMore: this.data.hasMore || first === 'phone' || first === 'place' },
      () => {
        if (first) wx.pageScrollTo({ selector: `#field-${first}`, offsetTop: -24, duration: 200 });
      },
    );
  },
});
