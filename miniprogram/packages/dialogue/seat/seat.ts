import { CallError } from '../../../api/call-error';
import { categoryChoices } from '../../../api/categories';
import { ask, command } from '../../../api/client';
import { dropDraft, keepDraft, readDraft } from '../../../api/draft';
import { fieldSentences } from '../../../api/errors';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { caseTopics } from '../../../api/topics';
import { sentenceFor, toastTrouble } from '../../../api/trouble';
import { changedFlag, changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import {
  blankSeat,
  isCategory,
  isSeatDraft,
  missingInSeat,
  type SeatDraft,
  type SeatView,
  seatView,
} from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as SeatView | null,
    draft: blankSeat(),
    categories: [] as ReturnType<typeof categoryChoices>,
    problem: '',
    isSending: false,
    busyId: '',
    limits: LIMITS,
    skeleton: [{ width: '60%' }, { height: '88rpx' }, { height: '160rpx' }],
  },
  onLoad(query: Record<string, string | undefined>) {
    const id = query.id ?? '';
    this.setData({ id, draft: readDraft(`seat:${id}`, isSeatDraft) ?? blankSeat() });
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const { id } = this.data;
    const listed = this.loadCategories();
    await show(this, () => ask('hall.mySeats', id === '' ? {} : { sessionId: id }), seatView);
    await listed;
  },
  async loadCategories() {
    await caseTopics();
    this.setData({ categories: categoryChoices() });
  },
  write(part: Partial<SeatDraft>) {
    const draft = { ...this.data.draft, ...part };
    this.setData({ draft, problem: '' });
    keepDraft(`seat:${this.data.id}`, draft);
  },
  typeTitle(event: WechatMiniprogram.CustomEvent) {
    this.write({ title: changedText(event) });
  },
  typeDetail(event: WechatMiniprogram.CustomEvent) {
    this.write({ detail: changedText(event) });
  },
  pickCategory(event: WechatMiniprogram.CustomEvent) {
    this.write({ category: changedText(event) });
  },
  hide(event: WechatMiniprogram.CustomEvent) {
    this.write({ isHidden: changedFlag(event) });
  },
  async send() {
    const { draft, id, isSending } = this.data;
    if (isSending) return;
    const problem = missingInSeat(draft);
    const { category } = draft;
    if (problem !== '' || !isCategory(category)) {
      this.setData({ problem });
      return;
    }
    this.setData({ isSending: true, problem: '' });
    try {
      await command('hall.askFromSeat', { ...draft, category, sessionId: id });
      dropDraft(`seat:${id}`);
      this.setData({ draft: blankSeat() });
      wx.showToast({ title: '已提交，等待审核', icon: 'none' });
      await this.load();
    } catch (error) {
      const [first] = error instanceof CallError ? Object.values(fieldSentences(error.fields, '')) : [];
      this.setData({ problem: first ?? sentenceFor(error) });
      // What can be chosen may have changed while this was written.
      if (first !== undefined) await this.loadCategories();
    } finally {
      this.setData({ isSending: false });
    }
  },
  async file(event: WechatMiniprogram.TouchEvent) {
    await this.choose(dataText(event, 'id'), 'case', '已转为书面诉求');
  },
  async drop(event: WechatMiniprogram.TouchEvent) {
    await this.choose(dataText(event, 'id'), 'delete', '已删除');
  },
  async choose(seatId: string, choice: 'case' | 'delete', said: string) {
    if (this.data.busyId !== '') return;
    this.setData({ busyId: seatId });
    try {
      await command('hall.chooseSeat', { seatId, choice });
      wx.showToast({ title: said, icon: 'none' });
      await this.load();
    } catch (error) {
      toastTrouble(error);
    } finally {
      this.setData({ busyId: '' });
    }
  },
  openCase(event: WechatMiniprogram.TouchEvent) {
    openPage(dataText(event, 'url'));
  },
});
