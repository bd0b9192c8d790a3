import { ask, command } from '../../../api/client';
import type { Input } from '../../../api/dto';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { DESK_ANSWERS } from '../../../shared/survey';
import { keepChecks, readChecks } from '../door/checks';
import { type FoundRow, foundRow, type UnmatchedRow, unmatchedRow } from './view';

type As = Input<'hall.settleUnmatched'>['as'];

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as UnmatchedRow[] | null,
    /** False once the survey's roll is frozen: entries can only be discarded. */
    mayEnter: true,
    chosen: null as UnmatchedRow | null,
    number: '',
    name: '',
    unit: '',
    reason: '',
    found: [] as FoundRow[],
    problem: '',
    isSending: false,
    limits: LIMITS,
    skeleton: [{ width: '50%' }, { height: '120rpx' }, { height: '120rpx' }],
  },
  searching: 0,
  async onLoad(query: Record<string, string | undefined>) {
    const id = query.id ?? '';
    this.setData({ id });
    const kept = readChecks(id);
    if (kept.length > 0) this.setData({ view: kept.map(unmatchedRow), phase: 'ready' });
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const { id } = this.data;
    const answer = await show(
      this,
      () => ask('hall.unmatched', { sessionId: id }),
      ({ entries }) => entries.map(unmatchedRow),
    );
    if (!answer) return;
    this.setData({ mayEnter: answer.mayEnter });
    if (this.data.staleSince === '') keepChecks(id, answer.entries);
  },
  choose(event: WechatMiniprogram.TouchEvent) {
    const chosen = this.data.view?.find(({ id }) => id === dataText(event, 'id'));
    if (!chosen) return;
    const { typed: number, name, unit } = chosen;
    this.setData({ chosen, number, name, unit, reason: '', found: [], problem: '' });
  },
  put() {
    this.setData({ chosen: null });
  },
  typeNumber(event: WechatMiniprogram.CustomEvent) {
    this.setData({ number: changedText(event) });
  },
  typeName(event: WechatMiniprogram.CustomEvent) {
    this.setData({ name: changedText(event) });
  },
  typeUnit(event: WechatMiniprogram.CustomEvent) {
    this.setData({ unit: changedText(event) });
  },
  typeReason(event: WechatMiniprogram.CustomEvent) {
    this.setData({ reason: changedText(event) });
  },
  async find(event: WechatMiniprogram.CustomEvent) {
    const search = changedText(event).trim();
    const turn = ++this.searching;
    if (search === '') return this.setData({ found: [] });
    try {
      const { data } = await ask('hall.deskSearch', { sessionId: this.data.id, search });
      if (turn === this.searching) this.setData({ found: data.people.slice(0, 5).map(foundRow) });
    } catch (error) {
      if (turn === this.searching) this.setData({ problem: sentenceFor(error) });
    }
  },
  async takeFound(event: WechatMiniprogram.TouchEvent) {
    await this.settle({ kind: 'person', personId: dataText(event, 'id') });
  },
  async takeCandidate() {
    const { chosen } = this.data;
    if (chosen) await this.settle({ kind: 'person', personId: chosen.candidateId });
  },
  async correct() {
    await this.settle({ kind: 'number', number: this.data.number.trim() });
  },
  async keepTold() {
    const { number, name, unit } = this.data;
    await this.settle({ kind: 'told', number: number.trim(), name: name.trim(), unit: unit.trim() });
  },
  async discard() {
    await this.settle({ kind: 'discarded', reason: this.data.reason.trim() });
  },
  async settle(as: As) {
    const { chosen, id, isSending } = this.data;
    if (!chosen || isSending) return;
    this.setData({ isSending: true, problem: '' });
    try {
      const { answer } = await command('hall.settleUnmatched', { sessionId: id, entryId: chosen.id, as });
      this.tell(as, answer);
      await this.load();
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
  /** Closes the sheet when the entry is settled, or kept as told; says what else to do otherwise. */
  tell(as: As, answer: keyof typeof DESK_ANSWERS | null) {
    const isKept = answer === 'unknown' && as.kind === 'told';
    if (answer === 'unknown' && !isKept)
      return this.setData({ problem: '名册中没有这个学工号。请再核对，或填写姓名后先记下。' });
    this.setData({ chosen: null });
    const said = answer === null ? '已作废' : isKept ? '已记下，进入名册后自动签到' : DESK_ANSWERS[answer];
    wx.showToast({ title: said, icon: 'none' });
  },
});
