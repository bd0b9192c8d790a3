import type { DeskEntry, Output } from '../../../api/dto';
import { LIMITS } from '../../../shared/limits';
import { DESK_ANSWERS, type DeskAnswer } from '../../../shared/survey';
import { clockWords } from '../../../shared/time';

type Result = Output<'hall.deskCheckIn'>['results'][number];

/** One number of the paper, in the order in which it was typed. */
export interface PaperNumber {
  number: string;
  /** `again`: stands further up already; `wrong`: no number at all. */
  kind: 'new' | 'again' | 'wrong';
}

export interface PaperRow {
  key: string;
  number: string;
  name: string;
  words: string;
  isGood: boolean;
}

const NUMBER = /^[A-Za-z0-9-]{4,20}$/;

/** Whatever stands between the numbers: lines, blanks, commas, semicolons; full-width digits are digits. */
export function numbersOf(text: string): PaperNumber[] {
  const seen = new Set<string>();
  const words = text.normalize('NFKC').split(/[\s,;、。]+/);
  return words.filter(Boolean).map((number) => {
    if (!NUMBER.test(number)) return { number, kind: 'wrong' };
    if (seen.has(number)) return { number, kind: 'again' };
    seen.add(number);
    return { number, kind: 'new' };
  });
}

/** Numbers that have yet to be sent, or sent again. */
export const sendable = (numbers: readonly PaperNumber[]): string[] =>
  numbers.filter(({ kind }) => kind === 'new').map(({ number }) => number);

const MOST_AGE = 24 * 3_600_000;

/**
 * What is sent, so many at once as one call takes. A paper tells no instant: before the start they came now, afterwards
 * they count as having come at the start.
 *
 * @param ids by number, made once, so that what is sent again is the same entry again
 */
export function paperBatches(ids: ReadonlyMap<string, string>, startsAt: number, now: number): DeskEntry[][] {
  const ageMs = Math.min(MOST_AGE, Math.max(0, now - startsAt));
  const entries = Array.from(ids, ([number, entryId]) => ({ entryId, number, ageMs }));
  const batches: DeskEntry[][] = [];
  for (let at = 0; at < entries.length; at += LIMITS.deskBatchMax)
    batches.push(entries.slice(at, at + LIMITS.deskBatchMax));
  return batches;
}

const NOT_SENT = '未发出，请重试';

/** Each number of the paper with what became of it; what has no answer yet has not been sent. */
export function paperRows(numbers: readonly PaperNumber[], results: ReadonlyMap<string, Result>): PaperRow[] {
  return numbers.map(({ number, kind }, at) => {
    const row = { key: `${at}-${number}`, number, name: '' };
    if (kind === 'again') return { ...row, words: '重复，上面已有', isGood: true };
    if (kind === 'wrong') return { ...row, words: '不是学工号，请改正', isGood: false };
    const result = results.get(number);
    if (!result) return { ...row, words: NOT_SENT, isGood: false };
    return { ...row, name: result.name, words: saidOf(result), isGood: GOOD.includes(result.answer) };
  });
}

const GOOD: readonly DeskAnswer[] = ['checked_in', 'already', 'late_waits'];

const saidOf = ({ answer, firstAt }: Result): string =>
  answer === 'already' && firstAt !== null
    ? `${clockWords(firstAt)} ${DESK_ANSWERS[answer]}`
    : DESK_ANSWERS[answer];

/** 签到成功 12 · 已经签到过 3 · 待核对 1 · 重复 2 */
export function paperSummary(numbers: readonly PaperNumber[], results: ReadonlyMap<string, Result>): string {
  const counts = new Map<string, number>();
  for (const { number, kind } of numbers) {
    const answer = kind === 'new' ? results.get(number)?.answer : undefined;
    const group = kind === 'again' ? '重复' : ((answer && GROUPS[answer]) ?? '未登记');
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return ORDER.flatMap((group) => (counts.has(group) ? [`${group} ${counts.get(group)}`] : [])).join(' · ');
}

const GROUPS: Partial<Record<DeskAnswer, string>> = {
  checked_in: '签到成功',
  already: '已经签到过',
  late_waits: '待另一人确认',
  unknown: '待核对',
};
const ORDER = ['签到成功', '已经签到过', '待另一人确认', '待核对', '重复', '未登记'];
