import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import type { Output } from '../../../api/dto';
import { fieldSentences } from '../../../api/errors';
import { blankScreen, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { sentenceFor } from '../../../api/trouble';
import { changedFlag, changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import {
  changedLine,
  creationOf,
  lacking,
  linesOf,
  rowsOf,
  type TermLine,
  type TermRow,
  toMake,
} from './view';

/** The term's sessions in one list: proposed by the rule, changed by the office, made one after the other. */
Page({
  data: {
    ...blankScreen(),
    view: null as { place: string } | null,
    rows: [] as TermRow[],
    count: 0,
    told: '',
    isSending: false,
    limits: LIMITS,
    skeleton: [{ width: '40%' }, { height: '160rpx' }, { height: '160rpx' }, { height: '160rpx' }],
  },
  proposal: null as Output<'session.propose'> | null,
  lines: [] as TermLine[],
  async onLoad() {
    await this.load();
  },
  async load() {
    const proposal = await show(
      this,
      () => ask('session.propose', {}),
      ({ plan }) => ({ place: plan.venue }),
    );
    if (!proposal) return;
    this.proposal = proposal;
    this.put(linesOf(proposal));
  },
  put(lines: TermLine[]) {
    this.lines = lines;
    if (!this.proposal) return;
    this.setData({ rows: rowsOf(this.proposal, lines, serverNow()), count: toMake(lines).length });
  },
  change(event: WechatMiniprogram.BaseEvent, part: Partial<TermLine>) {
    this.put(changedLine(this.lines, dataText(event, 'key'), { ...part, trouble: '' }));
  },
  want(event: WechatMiniprogram.CustomEvent) {
    this.change(event, { isWanted: changedFlag(event) });
  },
  pickDay(event: WechatMiniprogram.CustomEvent) {
    this.change(event, { day: changedText(event) });
  },
  pickClock(event: WechatMiniprogram.CustomEvent) {
    this.change(event, { clock: changedText(event) });
  },
  typeReason(event: WechatMiniprogram.CustomEvent) {
    this.change(event, { reason: changedText(event) });
  },
  async create() {
    const { proposal } = this;
    if (this.data.isSending || !proposal) return;
    const wanted = toMake(this.lines);
    const faults = wanted.map((line) => ({ line, trouble: lacking(line) })).filter(({ trouble }) => trouble);
    if (faults.length > 0) {
      for (const { line, trouble } of faults) this.mark(line, { trouble });
      this.setData({ told: '请先补全标出的内容' });
      return;
    }
    this.setData({ isSending: true, told: '' });
    // One after the other: each number follows the one before, and what fails keeps none of the others.
    for (const [at, line] of wanted.entries()) await this.make(proposal, line, at === 0);
    const left = toMake(this.lines).length;
    const made = wanted.length - left;
    this.setData({
      isSending: false,
      told: left === 0 ? `已排定 ${made} 期` : `已排定 ${made} 期，${left} 期未排定，原因见各期`,
    });
  },
  async make(proposal: Output<'session.propose'>, line: TermLine, isFirst: boolean) {
    try {
      await command('session.create', creationOf(proposal, line, isFirst));
      this.mark(line, { isMade: true, trouble: '' });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const [field] = Object.values(fieldSentences(error.fields));
      this.mark(line, { trouble: field ?? sentenceFor(error) });
    }
  },
  mark(line: TermLine, part: Partial<TermLine>) {
    this.put(changedLine(this.lines, String(line.ruleAt), part));
  },
  goBack() {
    wx.navigateBack();
  },
});
