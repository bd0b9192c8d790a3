import type { Category } from '../../../miniprogram/shared/category';
import type { SeatChoice, SeatState } from '../../../miniprogram/shared/hall';
import { type Act, type Change, change, SYSTEM } from '../change';
import { ensure } from '../domain-error';
import type { Notice } from '../message/message';
import { type Question, wasAsked } from './question';

/**
 * A question that somebody who is checked in sent from the seat (docs/rules.md, Questions). Nothing of it is public: what
 * the host approves becomes a question of the session in the host's own words. Persisted in `seat_questions`, `_id` made
 * of the request that sent it; changing the shape needs a migration.
 */
export interface SeatQuestion {
  _id: string;
  sessionId: string;
  sessionNumber: number;
  personId: string;
  /** Which of this person's it is, unique: as many as the rule book allows, however many are sent at once. */
  slot: string;
  /** The office knows who asks; nobody else will. */
  isHidden: boolean;
  /** Title and detail as they were written; empty once they have served. */
  title: string;
  detail: string;
  category: Category;
  at: number;
  state: SeatState;
  /** The question of the session it became, or was grouped with. */
  questionId: string | null;
  /** Title that was approved. */
  approved: string;
  /** Why it was set aside. */
  reason: string;
  caseId: string | null;
  /** The word list or WeChat was unsure: whoever reads it first is told. */
  isDoubtful: boolean;
  /** Outbox: what has yet to be made of it. Indexed; `jobs` finishes what a dying call left. */
  pending: 'question' | 'case' | null;
  /** When the timer looks at it next: whether the session is over, later whether the words are. Null when it is done. */
  lookAt: number | null;
  notices: Notice[];
  hasNotice: boolean;
  version: number;
  history: Change[];
}

interface SeatTransition {
  entity: SeatQuestion;
  event: Change;
}

type Sent = Pick<
  SeatQuestion,
  | '_id'
  | 'sessionId'
  | 'sessionNumber'
  | 'personId'
  | 'slot'
  | 'isHidden'
  | 'title'
  | 'detail'
  | 'category'
  | 'isDoubtful'
>;

/** What somebody sends. `lookAt`: when the session is surely over. */
export const sentFromSeat = (sent: Sent, lookAt: number, act: Act): SeatQuestion => ({
  ...sent,
  at: act.now,
  state: 'waiting',
  questionId: null,
  approved: '',
  reason: '',
  caseId: null,
  pending: null,
  lookAt,
  notices: [],
  hasNotice: false,
  version: 1,
  // What was sent is the asker's; the history names nobody.
  history: [change({ ...act, actor: SYSTEM }, 'sent')],
});

const changed = (
  seat: SeatQuestion,
  act: Act,
  what: string,
  fields: Partial<SeatQuestion>,
  detail = '',
): SeatTransition => {
  const event = change(act, what, detail);
  const history = [...seat.history, event];
  return { entity: { ...seat, ...fields, version: seat.version + 1, history }, event };
};

/** The host's decision, each for a question that still waits. All throw `wrong_stage` otherwise. */
const decided = (seat: SeatQuestion, act: Act, state: SeatState, fields: Partial<SeatQuestion>, why = '') => {
  ensure(seat.state === 'waiting', 'wrong_stage');
  return changed(seat, act, state, { state, ...fields }, why);
};

export const questionIdOf = (seatId: string): string => `q-${seatId}`;

/** Enters the queue under the host's title. */
export const approveSeat = (seat: SeatQuestion, title: string, act: Act): SeatTransition =>
  decided(seat, act, 'approved', {
    approved: title,
    questionId: questionIdOf(seat._id),
    pending: 'question',
  });

/** One question for several: the asker becomes a co-asker of another one. */
export const groupSeat = (seat: SeatQuestion, questionId: string, act: Act): SeatTransition =>
  decided(seat, act, 'grouped', { questionId, pending: 'question' });

export const setAside = (seat: SeatQuestion, reason: string, act: Act): SeatTransition =>
  decided(seat, act, 'set_aside', { reason }, reason);

/** A case is made of it, to be answered in writing. */
export const answerLater = (seat: SeatQuestion, act: Act): SeatTransition =>
  decided(seat, act, 'filed', { pending: 'case' });

/** Did the session end without it? Whatever the host set aside or filed has had its answer. */
export const isUnasked = (seat: Pick<SeatQuestion, 'state'>, question: Question | undefined): boolean =>
  seat.state === 'waiting' ||
  ((seat.state === 'approved' || seat.state === 'grouped') && !(question && wasAsked(question)));

/** The session is over and it was not asked: the person says until `until` what becomes of it, and is told so. */
export const passOverSeat = (
  seat: SeatQuestion,
  until: number,
  notices: Notice[],
  act: Act,
): SeatTransition =>
  changed(seat, act, 'unasked', {
    state: 'unasked',
    lookAt: until,
    notices: [...seat.notices, ...notices],
    hasNotice: true,
  });

/** It was asked, or decided otherwise: the timer need not look again. */
export const keepSeat = (seat: SeatQuestion, act: Act): SeatTransition =>
  changed(seat, act, 'over', { lookAt: null });

/** The asker's one tap on what was not asked. @throws DomainError wrong_stage when there is nothing to choose */
export function chooseSeat(seat: SeatQuestion, choice: SeatChoice, act: Act): SeatTransition {
  ensure(seat.state === 'unasked', 'wrong_stage');
  const bySelf = { ...act, actor: SYSTEM };
  return choice === 'case'
    ? changed(seat, bySelf, 'filed', { state: 'filed', pending: 'case', lookAt: null })
    : droppedSeat(seat, bySelf);
}

/** Deleted by its asker, or because nothing was chosen in time. */
export const droppedSeat = (seat: SeatQuestion, act: Act): SeatTransition =>
  changed(seat, act, 'dropped', { state: 'dropped', title: '', detail: '', lookAt: null });

/** What was still to be made of it is there. A case holds the words from now on. */
export const madeOfSeat = (
  seat: SeatQuestion,
  made: Pick<SeatQuestion, 'caseId'>,
  act: Act,
): SeatTransition =>
  changed(seat, act, 'made', {
    ...made,
    pending: null,
    ...(made.caseId === null ? {} : { title: '', detail: '', lookAt: null }),
  });
