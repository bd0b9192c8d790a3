import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import { dropDraft, keepDraft, readDraft } from '../../../api/draft';
import type { CardDetail } from '../../../api/dto';
import { giveAfterLook } from '../../../api/look-through';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { sentenceFor } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { openPage } from '../../../shared/open-page';
import { isoDate } from '../../../shared/time';
import {
  isPlanDraft,
  MEASURES_MAX,
  measuresOf,
  missingIn,
  type PlanDraft,
  planDraftOf,
  planWords,
} from './plan';
import { type CardAct, type CardView, cardView } from './view';

const ACTS: readonly CardAct[] = ['decide', 'plan', 'note', 'appeal'];
const SHEETS: Record<CardAct, { act: CardAct; title: string; hint: string; placeholder: string }> = {
  decide: {
    act: 'decide',
    title: '决定复核',
    hint: '理由会和结果一起公开。撤销后牌还在记录里，写明已撤销。',
    placeholder: '决定的理由',
  },
  plan: {
    act: 'plan',
    title: '整改方案',
    hint: '原因、措施和完成日期。之后按条更新进展，下次调查时由同一批人复评。',
    placeholder: '原因是什么，打算怎么改',
  },
  note: { act: 'note', title: '更新进展', hint: '做完的措施打上勾。', placeholder: '做到哪一步了' },
  appeal: {
    act: 'appeal',
    title: '申请复核',
    hint: '写明依据。评价无法查看、无法修改，复核的是归属和程序。',
    placeholder: '复核的依据',
  },
};

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as CardView | null,
    isOpen: false,
    sheet: SHEETS.note,
    text: '',
    draft: { plan: '', measures: [] } as PlanDraft,
    ticked: [] as number[],
    /** The same by place: a template calls no methods. */
    isTicked: {} as Record<string, boolean>,
    problem: '',
    isSending: false,
    today: isoDate(Date.now()),
    measuresMax: MEASURES_MAX,
    limits: LIMITS,
    skeleton: [{ height: '180rpx' }, { width: '60%' }, 1, 1],
  },
  card: null as CardDetail | null,
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
  },
  async onShow() {
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const card = await show(this, () => ask('survey.card', { cardId: this.data.id }), cardView);
    if (card) this.card = card;
  },
  openRules() {
    openPage(`/pages/rulebook/rulebook?version=${this.card?.rulesVersion ?? ''}`);
  },
  planName(): string {
    return `plan:${this.data.id}`;
  },
  open(event: WechatMiniprogram.TouchEvent) {
    const act = ACTS.find((one) => one === dataText(event, 'act'));
    if (!act || !this.card) return;
    const ticked = this.card.measures.flatMap(({ isDone }, at) => (isDone ? [at] : []));
    const draft = readDraft(this.planName(), isPlanDraft) ?? planDraftOf(this.card, serverNow());
    this.setData({ isOpen: true, sheet: SHEETS[act], text: '', problem: '', draft });
    this.mark(ticked);
  },
  /** What was asked stays until the sheet is gone, so that it does not change under the eyes. */
  close() {
    this.setData({ isOpen: false });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ text: changedText(event), problem: '' });
  },
  change(draft: PlanDraft) {
    keepDraft(this.planName(), draft);
    this.setData({ draft, problem: '' });
  },
  typePlan(event: WechatMiniprogram.CustomEvent) {
    this.change({ ...this.data.draft, plan: changedText(event) });
  },
  typeMeasure(event: WechatMiniprogram.CustomEvent) {
    this.changeMeasure(event, { text: changedText(event) });
  },
  pickDate(event: WechatMiniprogram.CustomEvent) {
    this.changeMeasure(event, { date: changedText(event) });
  },
  changeMeasure(event: WechatMiniprogram.CustomEvent, part: { text?: string; date?: string }) {
    const at = Number(dataText(event, 'at'));
    const { draft } = this.data;
    const measures = draft.measures.map((one, index) => (index === at ? { ...one, ...part } : one));
    this.change({ ...draft, measures });
  },
  addMeasure() {
    const { draft } = this.data;
    const date = draft.measures[draft.measures.length - 1]?.date ?? '';
    this.change({ ...draft, measures: [...draft.measures, { text: '', date, isDone: false }] });
  },
  dropMeasure(event: WechatMiniprogram.TouchEvent) {
    const at = Number(dataText(event, 'at'));
    const { draft } = this.data;
    this.change({ ...draft, measures: draft.measures.filter((_one, index) => index !== at) });
  },
  tick(event: WechatMiniprogram.TouchEvent) {
    const at = Number(dataText(event, 'at'));
    const without = this.data.ticked.filter((one) => one !== at);
    this.mark(without.length < this.data.ticked.length ? without : [...without, at]);
  },
  mark(ticked: number[]) {
    this.setData({ ticked, isTicked: Object.fromEntries(ticked.map((at) => [at, true])) });
  },
  async uphold() {
    await this.decide('upheld');
  },
  async withdraw() {
    await this.decide('withdrawn');
  },
  async decide(decision: 'upheld' | 'withdrawn') {
    const { id: cardId, text: reason } = this.data;
    if (this.isBlank('请写明理由')) return;
    await this.give(() => command('survey.decideAppeal', { cardId, decision, reason }));
  },
  isBlank(problem: string): boolean {
    if (this.data.text.trim() !== '') return false;
    this.setData({ problem });
    return true;
  },
  async send() {
    const { id: cardId, text, draft, ticked } = this.data;
    const { act } = this.data.sheet;
    if (act === 'appeal') {
      if (!this.isBlank('请写明依据'))
        await this.give(() => command('survey.appeal', { cardId, grounds: text }));
    } else if (act === 'note') {
      if (!this.isBlank('请写一句进展'))
        await this.give(() =>
          giveAfterLook({ main: { key: 'note', text }, others: [] }, (kept) =>
            command('survey.notePlan', { cardId, note: text, doneMeasures: ticked, kept }),
          ),
        );
    } else if (act === 'plan' && this.card) {
      const problem = missingIn(draft);
      this.setData({ problem });
      const { version } = this.card;
      const plan = { cardId, version, plan: draft.plan, measures: measuresOf(draft) };
      const words = planWords(plan);
      const run = () => giveAfterLook(words, (kept) => command('survey.submitPlan', { ...plan, kept }));
      if (problem === '' && (await this.give(run))) dropDraft(this.planName());
    }
  },
  async give(run: () => Promise<CardDetail>): Promise<boolean> {
    if (this.data.isSending) return false;
    this.setData({ isSending: true, problem: '' });
    try {
      this.card = await run();
      this.setData({ view: cardView(this.card, serverNow()), isOpen: false });
      return true;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.setData({ problem: sentenceFor(error) });
      // The next try stands on what is there now; what was typed stays.
      if (error.code === 'conflict') await this.load();
      return false;
    } finally {
      this.setData({ isSending: false });
    }
  },
});
