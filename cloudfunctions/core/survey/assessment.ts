import { semesterOf } from '../../../miniprogram/shared/semester';
import type { RuleBook } from '../rules/rulebook';
import type { AnnouncedResults } from './announcement-of-results';
import { deadlineOf } from './card-ladder';
import { counts, type GivenCard } from './card-ledger';

export { semesterOf };

/**
 * What a department has collected in a semester, for performance assessment (绩效考核): final cards in the sums, what
 * is still in review or appealed apart, withdrawn ones nowhere else.
 */
export interface AssessmentLine {
  semester: string;
  departmentId: string;
  name: string;
  /** Questions of the department that were rated, and those of them with enough ratings for a card. */
  questions: number;
  judged: number;
  yellow: number;
  red: number;
  pending: number;
  withdrawn: number;
  plansDone: number;
  plansLate: number;
  reratedBetter: number;
  /** To be taken off, by the rule book that each card was given under. */
  points: number;
}

/** Was a plan or a measure of it ever late: the ladder has said so, or it is late now. */
export function wasLate(card: GivenCard, now: number): boolean {
  const deadline = deadlineOf(card);
  return (
    card.history.some(({ what }) => what === 'plan_late') || (deadline?.what === 'plan' && deadline.at <= now)
  );
}

type CardPoints = Pick<RuleBook['rules']['cards'], 'yellowPoints' | 'redPoints' | 'latePlanPoints'>;

/** What a card takes off; null while it is not final. `rules` are those it was given under. */
export function pointsOf(card: GivenCard, rules: CardPoints, now: number): number | null {
  if (card.state !== 'final') return null;
  const given = card.colour === 'red' ? rules.redPoints : rules.yellowPoints;
  return given + (wasLate(card, now) ? rules.latePlanPoints : 0);
}

/** Everything an assessment is counted from. */
export interface AssessedPeriod {
  cards: readonly GivenCard[];
  /** Of the surveys announced in the period, the version in force. */
  results: ReadonlyArray<Pick<AnnouncedResults, 'surveyId' | 'items'> & { announcedAt: number }>;
  /** The cards' part of each rule book, by version. */
  rulesOf: (version: number) => CardPoints;
}

/** Lines by semester, newest first; in each the most points first, then by name. */
export function assess({ cards, results, rulesOf }: AssessedPeriod, now: number): AssessmentLine[] {
  const lines = new Map<string, AssessmentLine>();
  const lineOf = (at: number, departmentId: string, name: string): AssessmentLine => {
    const semester = semesterOf(at).name;
    const key = `${semester} ${departmentId}`;
    const line = lines.get(key) ?? { ...EMPTY, semester, departmentId, name };
    lines.set(key, line);
    return line;
  };
  // A successor carries the card, so the question counts with it too.
  const carriers = new Map(
    cards.filter(counts).map((card) => [`${card.surveyId}:${card.questionId}`, card] as const),
  );
  for (const { surveyId, items, announcedAt } of results)
    for (const item of items.filter(({ verdict }) => verdict !== 'not_due')) {
      const carrier = carriers.get(`${surveyId}:${item.questionId}`) ?? item;
      const line = lineOf(announcedAt, carrier.departmentId, carrier.departmentName);
      line.questions++;
      if (item.verdict !== 'hidden' && item.verdict !== 'too_few') line.judged++;
    }
  for (const card of cards) include(lineOf(card.givenAt, card.departmentId, card.departmentName), card);
  return [...lines.values()].sort(
    (left, right) =>
      (left.semester === right.semester ? 0 : left.semester < right.semester ? 1 : -1) ||
      right.points - left.points ||
      right.red - left.red ||
      right.yellow - left.yellow ||
      (left.name < right.name ? -1 : 1),
  );

  function include(line: AssessmentLine, card: GivenCard): void {
    if (card.state === 'withdrawn') line.withdrawn++;
    else if (card.state !== 'final') line.pending++;
    else {
      line[card.colour]++;
      line.points += pointsOf(card, rulesOf(card.rulesVersion), now) ?? 0;
      if (card.rectification.doneAt !== null) line.plansDone++;
      if (wasLate(card, now)) line.plansLate++;
      if (card.rerated === 'none') line.reratedBetter++;
    }
  }
}

const EMPTY = {
  questions: 0,
  judged: 0,
  yellow: 0,
  red: 0,
  pending: 0,
  withdrawn: 0,
  plansDone: 0,
  plansLate: 0,
  reratedBetter: 0,
  points: 0,
};

/** Final cards by session, oldest first: the bars of the chart. */
export function byPeriod(
  cards: readonly GivenCard[],
): Array<{ sessionNumber: number; yellow: number; red: number }> {
  const periods = new Map<number, { sessionNumber: number; yellow: number; red: number }>();
  for (const card of cards.filter(({ state }) => state === 'final')) {
    const { sessionNumber } = card;
    const period = periods.get(sessionNumber) ?? { sessionNumber, yellow: 0, red: 0 };
    period[card.colour]++;
    periods.set(sessionNumber, period);
  }
  return [...periods.values()].sort((left, right) => left.sessionNumber - right.sessionNumber);
}
