import type { CardColour, CardState } from '../../../miniprogram/shared/survey';
import { type Act, type Change, change, SYSTEM } from '../change';
import { ensure } from '../domain-error';
import type { Notice } from '../message/message';
import { HOUR_MS, type SchoolBreak } from '../rules/calendar';
import { addWorkingTime } from '../rules/working-time';
import type { CardVerdict } from './card';
import type { Rectification } from './rectification';

/**
 * A yellow or red card of one question, carried by its lead department (docs/rules.md, Cards). `_id` is
 * `survey:question`: a result gives a question one card. Persisted in `cards`; changing the shape needs a migration.
 */
export interface GivenCard {
  _id: string;
  colour: CardColour;
  state: CardState;
  surveyId: string;
  sessionId: string;
  sessionNumber: number;
  questionId: string;
  title: string;
  departmentId: string;
  departmentName: string;
  /** As published: a band where an exact figure would show everybody's choice. */
  valid: number;
  dissatisfied: number | null;
  band: string;
  rulesVersion: number;
  /** Version of the results that gave it. */
  resultVersion: number;
  givenAt: number;
  reviewUntil: number;
  appeal: CardAppeal | null;
  rectification: Rectification;
  /** What the same people said at the re-rating. */
  rerated: Exclude<CardVerdict, 'not_due'> | null;
  version: number;
  history: Change[];
  notices: Notice[];
  hasNotice: boolean;
}

interface CardAppeal {
  grounds: string;
  at: number;
  by: string;
  decision: 'upheld' | 'withdrawn' | null;
  reason: string;
}

export const cardId = (surveyId: string, questionId: string): string => `${surveyId}:${questionId}`;

/** The plan is due together with the end of the review window. */
export const reviewEnd = (givenAt: number, workingDays: number, breaks: readonly SchoolBreak[]): number =>
  addWorkingTime(givenAt, { workingDays }, breaks);

/** Does the card count: it was not withdrawn after a review. */
export const counts = (card: Pick<GivenCard, 'state'>): boolean => card.state !== 'withdrawn';

/** Is there still something to plan or to report: not on a withdrawn card, nor once a re-rating was passed. */
export const hasOpenPlan = (card: Pick<GivenCard, 'state' | 'rerated'>): boolean =>
  counts(card) && card.rerated !== 'none';

interface CardTransition {
  entity: GivenCard;
  event: Change;
}

/** The card after an event, one version on. */
export const changedCard = (
  card: GivenCard,
  act: Act,
  what: string,
  fields: Partial<GivenCard>,
  detail = '',
): CardTransition => {
  const event = change(act, what, detail);
  return {
    entity: { ...card, ...fields, version: card.version + 1, history: [...card.history, event] },
    event,
  };
};

/** The department asks for a review, once. Throws `review_closed` outside the window or the second time. */
export function appeal(card: GivenCard, grounds: string, act: Act): CardTransition {
  ensure(card.state === 'review' && card.appeal === null && act.now < card.reviewUntil, 'review_closed');
  return changedCard(card, act, 'appealed', {
    state: 'appealed',
    appeal: { grounds, at: act.now, by: act.actor, decision: null, reason: '' },
  });
}

/** The office decides with a reason; a withdrawn card stays visible as such. Throws `nothing_to_decide`. */
export function decide(
  card: GivenCard,
  decision: 'upheld' | 'withdrawn',
  reason: string,
  act: Act,
): CardTransition {
  ensure(card.state === 'appealed' && card.appeal !== null, 'nothing_to_decide');
  const decided = { ...card.appeal, decision, reason };
  return changedCard(
    card,
    act,
    decision,
    { state: decision === 'upheld' ? 'final' : 'withdrawn', appeal: decided },
    reason,
  );
}

/** The window passes without an appeal: the card is final. Null before, or when there is nothing to do. */
export function endReview(card: GivenCard, now: number): CardTransition | null {
  if (card.state !== 'review' || now < card.reviewUntil) return null;
  const act = { actor: SYSTEM, now, requestId: `final-${card._id}` };
  return changedCard(card, act, 'final', { state: 'final' });
}

/** A correction of the results moved the question to another department: this card goes, visibly. */
export const supersede = (card: GivenCard, reason: string, act: Act): CardTransition =>
  changedCard(card, act, 'superseded', { state: 'withdrawn' }, reason);

/** What a department has collected, for performance assessment (绩效考核). */
export interface LedgerLine {
  departmentId: string;
  name: string;
  yellow: number;
  red: number;
  withdrawn: number;
  plansDone: number;
  reratedBetter: number;
}

/** Cards by department, most cards first. Withdrawn ones are counted apart and nowhere else. */
export function ledger(cards: readonly GivenCard[]): LedgerLine[] {
  const lines = new Map<string, LedgerLine>();
  for (const card of cards) {
    const line = lines.get(card.departmentId) ?? {
      departmentId: card.departmentId,
      name: card.departmentName,
      yellow: 0,
      red: 0,
      withdrawn: 0,
      plansDone: 0,
      reratedBetter: 0,
    };
    lines.set(card.departmentId, line);
    if (!counts(card)) {
      line.withdrawn++;
      continue;
    }
    line[card.colour]++;
    if (card.rectification.doneAt !== null) line.plansDone++;
    if (card.rerated === 'none') line.reratedBetter++;
  }
  return [...lines.values()].sort(
    (left, right) => right.red - left.red || right.yellow - left.yellow || (left.name < right.name ? -1 : 1),
  );
}

/** Cards that count, by session, oldest first: the bars of the chart. */
export function byPeriod(
  cards: readonly GivenCard[],
): Array<{ sessionNumber: number; yellow: number; red: number }> {
  const periods = new Map<number, { sessionNumber: number; yellow: number; red: number }>();
  for (const card of cards.filter(counts)) {
    const { sessionNumber } = card;
    const period = periods.get(sessionNumber) ?? { sessionNumber, yellow: 0, red: 0 };
    period[card.colour]++;
    periods.set(sessionNumber, period);
  }
  return [...periods.values()].sort((left, right) => left.sessionNumber - right.sessionNumber);
}

/** How long after the review a re-rated question may still lack its plan before it shows as overdue. */
export const isPlanOverdue = (card: GivenCard, now: number): boolean =>
  counts(card) && card.rectification.doneAt === null && now > latestDue(card) + HOUR_MS;

const latestDue = (card: GivenCard): number =>
  Math.max(card.rectification.dueAt, ...card.rectification.measures.map(({ dueAt }) => dueAt));
