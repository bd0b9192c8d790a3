import type { CardColour, CardState } from '../../../miniprogram/shared/survey';
import { type Act, type Change, change, SYSTEM } from '../change';
import { ensure } from '../domain-error';
import type { Notice } from '../message/message';
import { addWorkingTime, type SchoolTime } from '../rules/working-time';
import type { CardVerdict } from './card';
import { type CardNotice, cardNotices } from './card-telling';
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
  /**
   * When `jobs` looks at its deadline again (card-ladder.ts); null while it has none. Absent on cards from before the
   * ladder, which are looked at within the hour.
   */
  wakeAt?: number | null;
  /** Its deadline is over. Absent until it was first looked at. */
  isLate?: boolean;
  version: number;
  history: Change[];
  notices: Notice[];
  hasNotice: boolean;
}

interface CardAppeal {
  grounds: string;
  at: number;
  by: string;
  /** The office's last instant to decide; absent in appeals from before there was one. */
  decideBy?: number;
  decision: 'upheld' | 'withdrawn' | null;
  reason: string;
}

export const cardId = (surveyId: string, questionId: string): string => `${surveyId}:${questionId}`;

/** The plan is due together with the end of the review window. */
export const reviewEnd = (givenAt: number, workingDays: number, school: SchoolTime): number =>
  addWorkingTime(givenAt, { workingDays }, school);

/** Does the card count: it was not withdrawn after a review. */
export const counts = (card: Pick<GivenCard, 'state'>): boolean => card.state !== 'withdrawn';

/** Is there still something to plan or to report: not on a withdrawn card, nor once a re-rating was passed. */
export const hasOpenPlan = (card: Pick<GivenCard, 'state' | 'rerated'>): boolean =>
  counts(card) && card.rerated !== 'none';

interface CardTransition {
  entity: GivenCard;
  event: Change;
}

/** The card after an event, one version on, with what is to be told of it; its deadline is looked at again. */
export const changedCard = (
  card: GivenCard,
  act: Act,
  what: string,
  fields: Partial<GivenCard>,
  detail = '',
  tell: CardNotice | null = null,
): CardTransition => {
  const event = change(act, what, detail);
  const entity: GivenCard = {
    ...card,
    ...fields,
    version: card.version + 1,
    wakeAt: act.now,
    history: [...card.history, event],
  };
  if (tell === null) return { entity, event };
  const notices = [...card.notices, ...cardNotices(entity, tell, act.now)];
  return { entity: { ...entity, notices, hasNotice: true }, event };
};

/**
 * The department asks for a review, once; the office is told until when to decide. Throws `review_closed` outside the
 * window or the second time.
 */
export function appeal(card: GivenCard, grounds: string, act: Act, decideBy: number): CardTransition {
  ensure(card.state === 'review' && card.appeal === null && act.now < card.reviewUntil, 'review_closed');
  const asked = { grounds, at: act.now, by: act.actor, decideBy, decision: null, reason: '' };
  const tell = { step: 'appealed', deadline: decideBy } as const;
  return changedCard(card, act, 'appealed', { state: 'appealed', appeal: asked }, '', tell);
}

/**
 * The office decides with a reason; a withdrawn card stays visible as such. A plan that was not handed in while the
 * appeal waited is due at `planDueAt`, where that is later. Throws `nothing_to_decide`.
 */
export function decide(
  card: GivenCard,
  decision: 'upheld' | 'withdrawn',
  reason: string,
  act: Act,
  planDueAt: number,
): CardTransition {
  ensure(card.state === 'appealed' && card.appeal !== null, 'nothing_to_decide');
  const decided = { ...card.appeal, decision, reason };
  if (decision === 'withdrawn') {
    const fields = { state: 'withdrawn', appeal: decided } as const;
    return changedCard(card, act, decision, fields, reason, { step: decision, reason });
  }
  const plan = card.rectification;
  const dueAt = plan.submittedAt === null ? Math.max(plan.dueAt, planDueAt) : plan.dueAt;
  const fields = { state: 'final', appeal: decided, rectification: { ...plan, dueAt } } as const;
  const tell = { step: decision, reason, deadline: plan.submittedAt === null ? dueAt : undefined } as const;
  return changedCard(card, act, decision, fields, reason, tell);
}

/** The window passes without an appeal: the card is final. Null before, or when there is nothing to do. */
export function endReview(card: GivenCard, now: number): CardTransition | null {
  if (card.state !== 'review' || now < card.reviewUntil) return null;
  const act = { actor: SYSTEM, now, requestId: `final-${card._id}` };
  return changedCard(card, act, 'final', { state: 'final' }, '', { step: 'final' });
}

/** A correction of the results moved the question to another department: this card goes, visibly. */
export const supersede = (card: GivenCard, reason: string, act: Act): CardTransition =>
  changedCard(card, act, 'superseded', { state: 'withdrawn' }, reason, { step: 'superseded', reason });

/** What the same people said when they rated the question again. */
export const rerate = (
  card: GivenCard,
  verdict: NonNullable<GivenCard['rerated']>,
  act: Act,
): CardTransition =>
  changedCard(card, act, 'rerated', { rerated: verdict }, verdict, { step: `rerated_${verdict}` });
