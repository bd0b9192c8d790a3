import { bindThenRun } from '../../api/binding';
import { CallError } from '../../api/call-error';
import { type Answered, ask, command } from '../../api/client';
import { askConsent } from '../../api/consent';
import { departmentNames } from '../../api/departments';
import { dropDraft, keepDraft, readDraft } from '../../api/draft';
import type { CaseView } from '../../api/dto';
import { uploadPictures, uploadWithoutName } from '../../api/pictures';
import { receiptInHand } from '../../api/receipt-in-hand';
import { blankScreen, pullDown, show } from '../../api/screen';
import { LONG_TOAST, toastTrouble } from '../../api/trouble';
import { CASE_LIMITS } from '../../shared/case';
import { changedText } from '../../shared/event';
import { openPage } from '../../shared/open-page';
import { type ChosenPicture, changedPictures } from '../../shared/picture';
import { isLevel, type Level } from '../../shared/rating';
import { copyText } from '../../view/copy-text';
import { type AskerCaseView, askerCaseView, LEVEL_CHOICES } from './view';

/** What is typed in which sheet; kept until it is sent, so that neither a tap beside it nor a killed app loses it. */
const blankWords = () => ({ answer: '', notSolved: '', withdraw: '' });
type Words = ReturnType<typeof blankWords>;
type Sheet = '' | 'solved' | keyof Words;

const isWords = (value: unknown): value is Words =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(blankWords()).every((name) => typeof Reflect.get(value, name) === 'string');

Page({
  data: {
    ...blankScreen(),
    id: '',
    receipt: '',
    view: null as AskerCaseView | null,
    number: '',
    sheet: '' as Sheet,
    words: blankWords(),
    pictures: [] as ChosenPicture[],
    level: '' as Level | '',
    levels: LEVEL_CHOICES,
    limits: CASE_LIMITS,
    isSending: false,
    /** Known before the tap that asks for consent. */
    templates: {} as Record<string, string>,
    skeleton: [
      { width: '40%' },
      { width: '80%', height: '56rpx' },
      1,
      { height: '160rpx' },
      { height: '240rpx' },
    ],
  },
  uploaded: new Map<string, string>(),
  onLoad(query: Record<string, string | undefined>) {
    this.uploaded = new Map();
    const id = query.id ?? '';
    const words = readDraft(`words:${id}`, isWords) ?? blankWords();
    this.setData({ id, words, receipt: query.by === 'receipt' ? receiptInHand() : '' });
    if (query.by === 'receipt' && this.data.receipt === '') wx.redirectTo({ url: '/pages/receipt/receipt' });
  },
  async onShow() {
    // Without a code in hand the page is giving way to the one where it is typed.
    if (this.data.id || this.data.receipt) await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const [names, me] = await Promise.all([departmentNames(), this.templatesKnown()]);
    this.setData({ templates: me });
    const shown = await show(
      this,
      () => this.question(),
      (view, now) => askerCaseView(view, names, now),
    );
    // The case may be another than was asked for: one's own, which was merged into it.
    if (shown) this.setData({ number: shown.number, id: this.data.receipt ? '' : shown.id });
  },
  async templatesKnown(): Promise<Record<string, string>> {
    try {
      return (await ask('account.me', {})).data.templates;
    } catch (error) {
      // Without them no consent sheet is shown; everything else works.
      if (error instanceof CallError) return {};
      throw error;
    }
  },
  question(): Promise<Answered<CaseView>> {
    const { id, receipt } = this.data;
    return receipt ? ask('case.byReceipt', { receiptCode: receipt }) : ask('case.get', { caseId: id });
  },
  /** Which case a command is about: the receipt is the only key to an anonymous one. */
  key(): { caseId: string } | { receiptCode: string } {
    const { id, receipt } = this.data;
    return receipt ? { receiptCode: receipt } : { caseId: id };
  },
  /** Gives a command and shows what became of it. @returns whether it was done */
  async run(give: () => Promise<unknown>, done: string): Promise<boolean> {
    if (this.data.isSending) return false;
    this.setData({ isSending: true });
    try {
      await give();
      this.type('');
      this.setData({ sheet: '', level: '', pictures: [] });
      if (done) wx.showToast({ title: done, icon: 'none' });
      await this.load();
      return true;
    } catch (error) {
      if (error instanceof CallError && error.code === 'not_bound')
        bindThenRun(() => void this.run(give, done));
      else toastTrouble(error, LONG_TOAST);
      return false;
    } finally {
      this.setData({ isSending: false });
    }
  },
  typed(event: WechatMiniprogram.CustomEvent) {
    this.type(changedText(event));
  },
  /** Into the sheet that is open. What belongs to a receipt code is not kept on the phone. */
  type(text: string) {
    const { sheet, words, id, receipt } = this.data;
    if (sheet === '' || sheet === 'solved') return;
    const next = { ...words, [sheet]: text };
    this.setData({ words: next });
    if (receipt) return;
    if (Object.values(next).some((words) => words !== '')) keepDraft(`words:${id}`, next);
    else dropDraft(`words:${id}`);
  },
  changePictures(event: WechatMiniprogram.CustomEvent) {
    this.setData({ pictures: changedPictures(event) });
  },
  pickLevel(event: WechatMiniprogram.CustomEvent) {
    const level = changedText(event);
    if (isLevel(level)) this.setData({ level });
  },
  openAnswer() {
    this.setData({ sheet: 'answer' });
  },
  openNotSolved() {
    this.setData({ sheet: 'notSolved', level: '' });
  },
  openWithdraw() {
    this.setData({ sheet: 'withdraw' });
  },
  closeSheet() {
    this.setData({ sheet: '' });
  },
  async sendAnswer() {
    const { pictures, receipt } = this.data;
    const text = this.data.words.answer;
    if (text.trim() === '') {
      wx.showToast({ title: '请写一句说明', icon: 'none' });
      return;
    }
    const upload = receipt ? uploadWithoutName : undefined;
    await this.run(async () => {
      const ids = await uploadPictures(pictures, this.uploaded, upload);
      await command('case.answer', { ...this.key(), text, pictures: ids });
    }, '已补充');
  },
  /** One tap; how satisfied they are is asked afterwards, and may be left out. */
  async solved() {
    const give = () =>
      command('case.judge', { ...this.key(), isSolved: true, reason: '', satisfaction: null });
    if (await this.run(give, '')) this.setData({ sheet: 'solved' });
  },
  async rate(event: WechatMiniprogram.CustomEvent) {
    const satisfaction = changedText(event);
    if (!isLevel(satisfaction)) return;
    this.setData({ level: satisfaction });
    const give = () => command('case.judge', { ...this.key(), isSolved: true, reason: '', satisfaction });
    await this.run(give, '已记下');
  },
  async notSolved() {
    const { level } = this.data;
    const text = this.data.words.notSolved;
    if (text.trim() === '') {
      wx.showToast({ title: '请写一句哪里没解决', icon: 'none' });
      return;
    }
    const satisfaction = level === '' ? null : level;
    const give = () => command('case.judge', { ...this.key(), isSolved: false, reason: text, satisfaction });
    await this.run(give, '已退回重办，时限重新计算');
  },
  async withdraw() {
    await this.run(
      () => command('case.withdraw', { ...this.key(), reason: this.data.words.withdraw }),
      '已撤回',
    );
  },
  async allowName() {
    const isAllowed = this.data.view?.has.allowName === true;
    await this.run(
      () => command('case.allowName', { caseId: this.data.id, isAllowed }),
      isAllowed ? '部门现在能看到你的姓名' : '部门看不到你的姓名了',
    );
  },
  async join() {
    const { view, id } = this.data;
    if (!view) return;
    const hasJoined = view.has.leave !== true;
    if (hasJoined) void askConsent(['case_progress'], this.data.templates);
    await this.run(
      () => command('case.join', { caseId: id, hasJoined }),
      hasJoined ? '已登记，有进展会通知你' : '已取消',
    );
  },
  copyNumber() {
    copyText(this.data.number);
  },
  async follow() {
    const { view, id } = this.data;
    if (!view) return;
    const isFollowing = !view.isFollowing;
    if (isFollowing) void askConsent(['case_progress'], this.data.templates);
    await this.run(
      () => command('case.follow', { caseId: id, isFollowing }),
      isFollowing ? '已关注' : '已取消关注',
    );
  },
  /** A member of staff who came by the public way. */
  handle() {
    openPage(`/packages/case/handle/handle?id=${this.data.id}`);
  },
  openCase(event: WechatMiniprogram.CustomEvent) {
    openPage(`/pages/case/case?id=${changedText(event)}`);
  },
});
