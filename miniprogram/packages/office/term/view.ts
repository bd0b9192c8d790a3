import type { Input, Output } from '../../../api/dto';
import { clockWords, dateWords, exactWords, instantOf, isoDate, momentWords } from '../../../shared/time';
import { GUESSED, skippedWords } from '../../../view/session';

type Proposal = Output<'session.propose'>;

/** One session of the term as the rule has it, and what the office made of it. */
export interface TermLine {
  /** As the rule has it; what identifies the line. */
  ruleAt: number;
  day: string;
  clock: string;
  isWanted: boolean;
  reason: string;
  /** What became of it; empty until it was tried. */
  trouble: string;
  isMade: boolean;
}

export interface TermRow extends TermLine {
  key: string;
  title: string;
  remarks: string[];
  /** On another day than the rule's: everybody reads why. */
  needsReason: boolean;
}

export const linesOf = ({ term }: Proposal): TermLine[] =>
  term.map(({ startsAt }) => ({
    ruleAt: startsAt,
    day: isoDate(startsAt),
    clock: clockWords(startsAt),
    isWanted: true,
    reason: '',
    trouble: '',
    isMade: false,
  }));

const startOf = ({ day, clock }: TermLine): number | null => instantOf(day, clock);

const isMoved = (line: TermLine): boolean => startOf(line) !== line.ruleAt;

/** Rows as they stand. A number is given when a session is made, in the order of making, so none stands here. */
export function rowsOf({ term }: Proposal, lines: readonly TermLine[], now: number): TermRow[] {
  return lines.map((line) => {
    const rule = term.find(({ startsAt }) => startsAt === line.ruleAt);
    const at = startOf(line);
    const remarks = [
      ...skippedWords(rule?.skipped ?? []),
      rule?.isDateGuessed ? GUESSED : '',
      isMoved(line) ? `按规则为 ${exactWords(line.ruleAt)}` : '',
      rule && !isMoved(line) ? `预告应在 ${momentWords(rule.previewDueAt, now)} 前发布` : '',
    ].filter(Boolean);
    return {
      ...line,
      key: String(line.ruleAt),
      title: line.isWanted
        ? at === null
          ? '请选择日期'
          : exactWords(at)
        : `${dateWords(line.ruleAt)}（不排）`,
      remarks,
      needsReason: line.isWanted && isMoved(line),
    };
  });
}

/** What is still to be made, in the order of the days: numbers follow it. */
export const toMake = (lines: readonly TermLine[]): TermLine[] =>
  lines
    .filter(({ isWanted, isMade }) => isWanted && !isMade)
    .sort((left, right) => (startOf(left) ?? 0) - (startOf(right) ?? 0));

/** What a line lacks before it can be sent; empty when nothing. */
export function lacking(line: TermLine): string {
  if (startOf(line) === null) return '请选择日期和时间';
  return isMoved(line) && line.reason.trim() === '' ? '与规则日期不同，请写调整原因' : '';
}

/** The plan of one: place, chair and who answers as last time; topics wait for the first session alone. */
export function creationOf({ plan }: Proposal, line: TermLine, isFirst: boolean): Input<'session.create'> {
  return {
    startsAt: startOf(line) ?? line.ruleAt,
    reason: isMoved(line) ? line.reason.trim() : '',
    plan: isFirst ? plan : { ...plan, topics: [] },
  };
}

export const changedLine = (lines: readonly TermLine[], key: string, part: Partial<TermLine>): TermLine[] =>
  lines.map((line) => (String(line.ruleAt) === key ? { ...line, ...part } : line));
