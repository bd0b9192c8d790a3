import { bindThenRun } from '../../api/binding';
import { CallError } from '../../api/call-error';
import { type Answered, ask, command } from '../../api/client';
import { askConsent } from '../../api/consent';
import { departmentNames } from '../../api/departments';
import type { CaseView } from '../../api/dto';
import { uploadPictures, uploadWithoutName } from '../../api/pictures';
import { blankScreen, show } from '../../api/screen';
import { sentenceFor } from '../../api/trouble';
import { type ChosenPicture, changedPictures } from '../../components/picture-picker/chosen';
import { CASE_LIMITS } from '../../shared/case';
import { changedText } from '../../shared/event';
import { isLevel, type Level } from '../../shared/rating';
import { type AskerCaseView, askerCaseView, LEVEL_CHOICES } from './view';

type Sheet = '' | 'answer' | 'notSolved' | 'solved' | 'withdraw';

Page({
  data: {
    ...blankScreen(),
    id: '',
    receipt: '',
    view: null as AskerCaseView | null,
    sheet: '' as Sheet,
    text: '',
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
    this.setData({ id: query.id ?? '', receipt: decodeURIComponent(query.receipt ?? '') });
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await this.load();
    wx.stopPullDownRefresh();
  },
  async load() {
    const [names, me] = await Promise.all([departmentNames(), this.templatesKnown()]);
    this.setData({ templates: me });
    await show(
      this,
      () => this.question(),
      (view, now) => askerCaseView(view, names, now),
    );
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
  async run(give: () => Promise<unknown>, done: string) {
    if (this.data.isSending) return;
    this.setData({ isSending: true });
    try {
      await give();
      this.setData({ sheet: '', text: '', level: '' });
      if (done) wx.showToast({ title: done, icon: 'none' });
      await this.load();
    } catch (error) {
      if (error instanceof CallError && error.code === 'not_bound')
        bindThenRun(() => void this.run(give, done));
      else wx.showToast({ title: sentenceFor(error), icon: 'none', duration: 3000 });
    } finally {
      this.setData({ isSending: false });
    }
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ text: changedText(event) });
  },
  changePictures(event: WechatMiniprogram.CustomEvent) {
    this.setData({ pictures: changedPictures(event) });
  },
  pickLevel(event: WechatMiniprogram.CustomEvent) {
    const level = changedText(event);
    if (isLevel(level)) this.setData({ level });
  },
  openAnswer() {
    this.setData({ sheet: 'answer', text: '', pictures: [] });
  },
  openSolved() {
    this.setData({ sheet: 'solved', text: '' });
  },
  openNotSolved() {
    this.setData({ sheet: 'notSolved', text: '' });
  },
  openWithdraw() {
    this.setData({ sheet: 'withdraw', text: '' });
  },
  closeSheet() {
    this.setData({ sheet: '' });
  },
  async sendAnswer() {
    const { text, pictures, receipt } = this.data;
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
  async solved() {
    const { level } = this.data;
    const satisfaction = level === '' ? null : level;
    await this.run(
      () => command('case.judge', { ...this.key(), isSolved: true, reason: '', satisfaction }),
      '谢谢你的确认',
    );
  },
  async notSolved() {
    const { text, level } = this.data;
    if (text.trim() === '') {
      wx.showToast({ title: '请写一句哪里没解决', icon: 'none' });
      return;
    }
    const satisfaction = level === '' ? null : level;
    const give = () => command('case.judge', { ...this.key(), isSolved: false, reason: text, satisfaction });
    await this.run(give, '已退回重办，时限重新计算');
  },
  async withdraw() {
    await this.run(() => command('case.withdraw', { ...this.key(), reason: this.data.text }), '已撤回');
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
    await this.run(() => command('case.join', { caseId: id }), '已记上，有进展会告诉你');
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
    wx.navigateTo({ url: `/packages/case/handle/handle?id=${this.data.id}` });
  },
  openCase(event: WechatMiniprogram.CustomEvent) {
    wx.navigateTo({ url: `/pages/case/case?id=${changedText(event)}` });
  },
});
