import { addNumbered } from '../case/file';
import { caseIdOf } from '../core/case/case-id';
import { ASKER_ACTOR } from '../core/case/command';
import { openCase } from '../core/case/opening';
import { SYSTEM } from '../core/change';
import { type Question, queuedQuestion } from '../core/hall/question';
import {
  droppedSeat,
  isUnasked,
  keepSeat,
  madeOfSeat,
  passOverSeat,
  type SeatQuestion,
} from '../core/hall/seat-question';
import type { Notice } from '../core/message/message';
import { HOUR_MS } from '../core/rules/calendar';
import { daysEnd } from '../core/rules/working-time';
import { isOver } from '../core/session/course';
import { type Session, sessionFacts } from '../core/session/session';
import { eachInTurn } from '../platform/call/each';
import { cases, questions, seatQuestions, sessions } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { _, add, find, get, update } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { addCoAskers } from './co-askers';
import { questionsOf } from './view';

const systemAct = (seat: SeatQuestion, now: number) => ({
  actor: SYSTEM,
  now,
  requestId: `seat-${seat._id}.${seat.version}`,
});

/**
 * Makes what a decision promised: the question in the queue, the co-asker, or the case. Each has a natural id, so it is
 * made once however often this runs; `jobs` runs it again for calls that died.
 */
export async function finishSeat(seat: SeatQuestion, now: number): Promise<SeatQuestion> {
  if (seat.pending === null) return seat;
  const caseId = seat.pending === 'case' ? await caseOfSeat(seat, now) : null;
  if (seat.pending === 'question') await (seat.state === 'approved' ? enqueue(seat, now) : joinHead(seat));
  const { entity } = madeOfSeat(seat, { caseId }, systemAct(seat, now));
  // Stale: another run was faster.
  return (await write(seatQuestions, seat, entity)) === 'written' ? entity : seat;
}

async function enqueue(seat: SeatQuestion, now: number): Promise<void> {
  if (seat.questionId === null) return;
  const queue = await questionsOf(seat.sessionId);
  const approval = seat.history.find(({ what }) => what === 'approved');
  const act = { ...systemAct(seat, now), actor: approval?.actor ?? SYSTEM };
  const topic = {
    id: seat.questionId,
    sessionId: seat.sessionId,
    sessionNumber: seat.sessionNumber,
    origin: seat.questionId,
    order: Math.max(0, ...queue.map(({ order }) => order)) + 1,
    title: seat.approved,
    detail: seat.detail,
    category: seat.category,
    departmentId: null,
    askerId: seat.personId,
    isUnnamed: seat.isHidden,
    seatId: seat._id,
  };
  await add(questions, { ...queuedQuestion(topic, act), isApproved: true });
}

async function joinHead({ questionId, personId }: SeatQuestion): Promise<void> {
  if (questionId !== null) await addCoAskers(questionId, [personId]);
}

async function caseOfSeat(seat: SeatQuestion, now: number): Promise<string> {
  const id = caseIdOf(`seat:${seat._id}`);
  if (await get(cases, id)) return id;
  const opening = {
    id,
    channel: 'box' as const,
    category: seat.category,
    urgency: 'ordinary' as const,
    title: seat.title,
    text: seat.detail || seat.title,
    place: '',
    pictures: [],
    identity: seat.isHidden ? ('hidden' as const) : ('named' as const),
    isProtected: false,
    isDoubtful: seat.isDoubtful,
    askerId: seat.personId,
    phone: '',
    receipt: null,
    recordedBy: null,
    question: null,
  };
  await addNumbered(id, { openid: null, isDrawn: false }, now, ({ number, rules }) =>
    openCase({ ...opening, number }, ASKER_ACTOR, now, rules),
  );
  return id;
}

const PAGE = 100;

export const WITH_PENDING = { pending: _.in(['question', 'case']) } as const;
export const lookedAt = (now: number) => ({ lookAt: _.lte(now) }) as const;

/** The close asks for all of a session at once. */
export async function lookAtSeats(sessionId: string, now: number): Promise<void> {
  await update(seatQuestions, { sessionId, lookAt: _.gt(now) }, { lookAt: now });
}

/** What calls left half made, and what the end of a session or of a time brings. */
export async function settleSeats(now: number): Promise<void> {
  const half = await find(seatQuestions, WITH_PENDING, { limit: PAGE });
  await eachInTurn('seat_pending', half, (seat) => finishSeat(seat, now));
  const due = await find(seatQuestions, lookedAt(now), { limit: PAGE });
  const { rules } = await currentRuleBook(now);
  await eachInTurn('seat_over', due, (seat) => look(seat, daysEnd(now, rules.booking.unreachedDays), now));
}

async function look(seat: SeatQuestion, until: number, now: number): Promise<void> {
  const act = systemAct(seat, now);
  if (seat.state === 'unasked') {
    await write(seatQuestions, seat, droppedSeat(seat, act).entity);
    return;
  }
  const session = await get(sessions, seat.sessionId);
  if (!session || !isOver(session)) {
    await update(seatQuestions, { _id: seat._id, version: seat.version }, { lookAt: now + HOUR_MS });
    return;
  }
  const next = isUnasked(seat, await headOf(seat.questionId))
    ? passOverSeat(seat, until, unaskedNotices(seat, session, until, now), act)
    : keepSeat(seat, act);
  await write(seatQuestions, seat, next.entity);
}

/** The question that was asked for it, through a grouping that came later. */
async function headOf(questionId: string | null): Promise<Question | undefined> {
  const question = questionId === null ? null : await get(questions, questionId);
  if (!question?.mergedInto) return question ?? undefined;
  return (await get(questions, question.mergedInto)) ?? undefined;
}

function unaskedNotices(seat: SeatQuestion, session: Session, deadline: number, at: number): Notice[] {
  const facts = { ...sessionFacts(session), deadline, as: 'seat' as const };
  return [{ kind: 'booking_unreached', to: seat.personId, subject: seat._id, at, facts }];
}
