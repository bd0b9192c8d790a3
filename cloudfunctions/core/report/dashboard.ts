import type { Channel, Outcome } from '../../../miniprogram/shared/case';
import type { Category } from '../../../miniprogram/shared/category';
import { DISSATISFIED_LEVELS } from '../../../miniprogram/shared/rating';
import type { Figures, Rate } from '../../contract/report';
import { isCalledBack } from '../case/call-back';
import type { Case } from '../case/case';
import { monthOf } from '../rules/calendar';

export { DISSATISFIED_LEVELS };

/** What figures are counted from; everything else stays in the database. */
export const FIGURE_FIELDS = [
  'leadId',
  'channel',
  'category',
  'topic',
  'submittedAt',
  'isOpen',
  'isDue',
  'dueAt',
  'repliedAt',
  'firstReplyAt',
  'wasOnTime',
  'verdict',
  'satisfaction',
  'reply.outcome',
  'returns',
  'extensions',
  'reopenings',
  'closing',
  'identity',
  'callBacks',
  'isProtected',
  'asAnswered',
] as const;

export type Counted = Pick<
  Case,
  | 'leadId'
  | 'channel'
  | 'category'
  | 'topic'
  | 'submittedAt'
  | 'isOpen'
  | 'isDue'
  | 'dueAt'
  | 'firstReplyAt'
  | 'wasOnTime'
  | 'verdict'
  | 'satisfaction'
  | 'returns'
  | 'extensions'
  | 'reopenings'
  | 'closing'
  | 'identity'
  | 'callBacks'
  | 'asAnswered'
> & { reply: { outcome: Outcome } | null };

const OUTCOMES: readonly Outcome[] = ['solved', 'explained', 'promised', 'taken_up', 'not_accepted'];

/**
 * A case that was withdrawn or merged before it was answered asks nothing of a department: it is left out of all rates.
 * After the answer only one that was sent back can be, and would be missed.
 */
const isCounted = ({ closing, firstReplyAt }: Counted) =>
  firstReplyAt !== null || (closing !== 'withdrawn' && closing !== 'merged');

/** Where it lay when it was answered. */
export const leadOf = ({
  leadId,
  asAnswered: first,
}: Pick<Counted, 'leadId' | 'asAnswered'>): string | null => (first ? first.leadId : leadId);

/**
 * The figures of a set of cases (docs/rules.md, What is counted). Each rate says who judged it: the clock, the asker,
 * the office. What askers judged is shown from `smallestShown` judgements on.
 */
export function figuresOf(all: readonly Counted[], now: number, smallestShown: number): Figures {
  const cases = all.filter(isCounted);
  const how = (is: (counted: Counted) => boolean) => cases.filter(is).length;
  const sentBack = shownOf(cases, wasJudged, smallestShown).filter(isSentBack);
  const open = [...cases.filter(({ firstReplyAt, isOpen }) => firstReplyAt === null && isOpen), ...sentBack];
  const replied = how(({ firstReplyAt }) => firstReplyAt !== null);
  const returns = cases
    .flatMap(({ returns, asAnswered: first }) => returns.slice(0, first?.returns))
    .filter(({ decision }) => decision !== 'waiting');
  const byAsker = (wasAsked: (counted: Counted) => boolean, is: (counted: Counted) => boolean): Rate => {
    const shown = shownOf(cases, wasAsked, smallestShown);
    return shown.length === 0
      ? { count: null, of: cases.length, judgedBy: 'asker' }
      : { count: shown.filter(is).length, of: shown.length, judgedBy: 'asker' };
  };
  return {
    cases: cases.length,
    open: open.length,
    overdue: open.filter((counted) => counted.isDue && counted.dueAt < now).length,
    onTime: {
      count: how(({ wasOnTime }) => wasOnTime === true),
      // Late without an answer is late already.
      of: replied + how((counted) => counted.firstReplyAt === null && counted.isDue && counted.dueAt < now),
      judgedBy: 'clock',
    },
    response: { count: replied, of: cases.length, judgedBy: 'clock' },
    resolution: byAsker(hasVerdict, isSolved),
    satisfaction: byAsker(
      ({ satisfaction }) => satisfaction !== null,
      ({ satisfaction }) => satisfaction !== null && !DISSATISFIED_LEVELS.includes(satisfaction),
    ),
    calledBack: calledBackOf(cases, smallestShown),
    byTelephone: {
      ...byAsker(wasReached, (counted) => heardOf(counted) === true),
      judgedBy: 'caller',
    },
    rejectedReturns: {
      count: returns.filter(({ decision }) => decision === 'rejected').length,
      of: returns.length,
      judgedBy: 'office',
    },
    extensions: cases.reduce(
      (sum, { extensions, asAnswered: first }) => sum + (first?.extensions ?? extensions),
      0,
    ),
    // "Not solved" is a judgement too.
    reopenings: shownOf(cases, wasJudged, smallestShown).reduce((sum, { reopenings }) => sum + reopenings, 0),
    outcomes: outcomesOf(cases),
  };
}

/** Answered, and open again: which of them that is says what their askers said. */
const isSentBack = ({ firstReplyAt, isOpen, isDue, verdict }: Counted): boolean =>
  firstReplyAt !== null && isOpen && (isDue || verdict === 'not_solved');

/** Who judged need not be called back: below the number that may be shown nobody reads how many are left. */
function calledBackOf(cases: readonly Counted[], smallestShown: number): Rate {
  const answered = cases.filter((counted) => counted.firstReplyAt !== null && counted.channel === 'hotline');
  const shown = shownOf(answered, isToCallBack, smallestShown);
  return shown.length === 0 && smallestShown > 1
    ? { count: null, of: answered.length, judgedBy: 'clock' }
    : { count: shown.filter(wasReached).length, of: shown.length, judgedBy: 'clock' };
}

const hasVerdict = ({ verdict }: Counted): boolean => verdict !== null;
const wasJudged = (counted: Counted): boolean =>
  counted.verdict !== null || counted.reopenings > 0 || wasReached(counted);
/** Replied to, of a caller who can be rung up and has not judged without that. */
const isToCallBack = (counted: Counted): boolean => counted.firstReplyAt !== null && isCalledBack(counted);
/** What the caller said last on the telephone; null where nobody was reached. */
const heardOf = ({ callBacks }: Counted): boolean | null =>
  (callBacks ?? []).reduce<boolean | null>((last, { isSolved }) => isSolved ?? last, null);
const wasReached = (counted: Counted): boolean => heardOf(counted) !== null;
const isSolved = ({ verdict }: Counted): boolean => verdict === 'solved';

/**
 * The judged cases that may be counted in public: those of a month, a department and a channel in which at least
 * `smallest` were judged. Each public figure is a sum over such cells and over no part of one, so no two windows or
 * filters differ by fewer judgements (docs/rules.md, Small groups).
 */
function shownOf(
  cases: readonly Counted[],
  is: (counted: Counted) => boolean,
  smallest: number,
): readonly Counted[] {
  const cells = grouped(
    cases.filter(is),
    (counted) => `${monthOf(counted.submittedAt)} ${counted.channel} ${leadOf(counted) ?? ''}`,
  );
  return [...cells.values()].filter((cell) => cell.length >= smallest).flat();
}

/** The same for staff, who read the cases themselves: whatever has not ended is open, however few were sent back. */
export function figuresForStaff(all: readonly Counted[], now: number, smallestShown: number): Figures {
  const cases = all.flatMap(({ asAnswered: _shown, ...counted }) =>
    counted.closing === 'withdrawn' || counted.closing === 'merged' ? [] : [counted],
  );
  const open = cases.filter(({ isOpen }) => isOpen);
  return {
    ...figuresOf(cases, now, smallestShown),
    open: open.length,
    overdue: open.filter(({ isDue, dueAt }) => isDue && dueAt < now).length,
    calledBack: calledBackOf(cases, 0),
  };
}

function outcomesOf(cases: readonly Counted[]): Figures['outcomes'] {
  const counts = { solved: 0, explained: 0, promised: 0, taken_up: 0, not_accepted: 0 };
  for (const { reply, asAnswered: first } of cases)
    for (const outcome of OUTCOMES) if ((first ?? reply)?.outcome === outcome) counts[outcome] += 1;
  return counts;
}

/** One group of cases per value, those without one left out. */
export function grouped<K>(
  cases: readonly Counted[],
  keyOf: (counted: Counted) => K | null,
): Map<K, Counted[]> {
  const groups = new Map<K, Counted[]>();
  for (const counted of cases) {
    const key = keyOf(counted);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(counted);
    else groups.set(key, [counted]);
  }
  return groups;
}

/** How many of each category, most first. */
export const byCategory = (cases: readonly Counted[]): Array<{ category: Category; cases: number }> =>
  Array.from(
    grouped(cases.filter(isCounted), ({ category }) => category),
    ([category, group]) => ({ category, cases: group.length }),
  ).sort((a, b) => b.cases - a.cases);

/**
 * How many of each topic, most first; cases without one are left out.
 *
 * @param names what topics are called now; one that is in no list any more goes by the name on its cases
 */
export const byTopic = (
  cases: readonly Counted[],
  names: ReadonlyMap<string, string>,
): Array<{ category: Category; topicId: string; name: string; cases: number }> =>
  Array.from(
    grouped(cases.filter(isCounted), ({ topic }) => topic?.id ?? null),
    ([topicId, group]) =>
      group.slice(0, 1).map(({ category, topic }) => ({
        category,
        topicId,
        name: names.get(topicId) ?? topic?.name ?? '',
        cases: group.length,
      })),
  )
    .flat()
    .sort((a, b) => b.cases - a.cases);

/** How many each department has of each category: the heat map. */
export const byCell = (
  cases: readonly Counted[],
): Array<{ departmentId: string; category: Category; cases: number }> =>
  Array.from(grouped(cases.filter(isCounted), leadOf), ([departmentId, group]) =>
    byCategory(group).map(({ category, cases: count }) => ({ departmentId, category, cases: count })),
  ).flat();

/** By channel, with those that their askers call solved. */
export const byChannel = (
  cases: readonly Counted[],
  smallestShown: number,
): Array<{ channel: Channel; cases: number; solved: number | null }> =>
  Array.from(
    grouped(cases.filter(isCounted), ({ channel }) => channel),
    ([channel, group]) => ({
      channel,
      cases: group.length,
      solved: solvedIn(group, smallestShown),
    }),
  );

/** How many of these their askers call solved; null where too few judged. */
function solvedIn(cases: readonly Counted[], smallestShown: number): number | null {
  const shown = shownOf(cases, hasVerdict, smallestShown);
  return shown.length === 0 ? null : shown.filter(isSolved).length;
}

/** By the month in which it was asked, in order. */
export const byMonth = (cases: readonly Counted[], now: number, smallestShown: number) =>
  Array.from(
    grouped(cases.filter(isCounted), ({ submittedAt }) => monthOf(submittedAt)),
    ([month, group]) => ({
      month,
      cases: group.length,
      replied: group.filter(({ firstReplyAt }) => firstReplyAt !== null).length,
      solved: solvedIn(group, smallestShown),
      overdue: group.filter(
        (counted) =>
          counted.wasOnTime === false ||
          (counted.firstReplyAt === null && counted.isDue && counted.dueAt < now),
      ).length,
    }),
  ).sort((a, b) => (a.month < b.month ? -1 : 1));
