import { randomUUID } from 'node:crypto';
import type { hallContract } from '../contract/hall';
import type { Act } from '../core/change';
import { ensure } from '../core/domain-error';
import { type Question, queuedQuestion } from '../core/hall/question';
import { skip } from '../core/hall/question-queue';
import { OFFICE } from '../core/people/role-sets';
import type { Booking } from '../core/session/booking';
import { advance } from '../core/session/course';
import type { Session } from '../core/session/session';
import type { Handler } from '../platform/call/dispatch';
import { bookings, questions } from '../platform/database/collections';
import { _, add, find, update } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { actOf, changeSession, readSession } from '../session/change-session';
import { hallOf } from './hall';
import { hallViewFor, questionsOf } from './view';

/** Confirmed speakers stand in the queue; may be repeated, as bookings still change. @throws DomainError wrong_stage */
export const prepareHall: Handler<(typeof hallContract)['hall.prepare']> = {
  may: OFFICE,
  async run({ sessionId }, context) {
    const act = await actOf(context);
    const session = await readSession(sessionId);
    ensure(session.status === 'previewed' || session.status === 'live', 'wrong_stage');
    await fillQueue(session, act);
    return hallViewFor(session);
  },
};

/** An hour before the time written, and never earlier. */
const EARLIEST_MS = 60 * 60_000;

/** The session begins. Pressing twice is pressing once. @throws DomainError wrong_stage */
export const openHall: Handler<(typeof hallContract)['hall.open']> = {
  may: OFFICE,
  async run({ sessionId }, context) {
    const act = await actOf(context);
    const session = await readSession(sessionId);
    ensure(act.now >= session.startsAt - EARLIEST_MS, 'wrong_stage');
    if (session.status === 'live') return hallViewFor(session);
    await fillQueue(session, act);
    return hallViewFor(await changeSession(sessionId, act, (before) => advance(before, 'live', act)));
  },
};

/** Everybody with a speaking slot has one place in the queue; whoever cancelled since has none. */
export async function fillQueue(session: Session, act: Act): Promise<void> {
  await hallOf(session._id);
  const [booked, queue] = await Promise.all([
    find(
      bookings,
      { sessionId: session._id, wish: 'speak', status: _.in(['confirmed', 'attended', 'absent']) },
      { order: [['bookedAt', 'asc']], limit: 200 },
    ),
    questionsOf(session._id),
  ]);
  const last = Math.max(0, ...queue.map(({ order }) => order));
  const known = new Set(queue.map(({ origin }) => origin));
  const unmarked = booked.filter(({ wasQueued }) => !wasQueued);
  const fresh = unmarked.filter(({ _id }) => !known.has(_id));
  // The origin is unique, so of two desks that prepare at once one adds each speaker.
  await Promise.all(fresh.map((booking, at) => add(questions, queued(session, booking, last + 1 + at, act))));
  if (unmarked.length > 0)
    await update(bookings, { _id: _.in(unmarked.map(({ _id }) => _id)) }, { wasQueued: true });
  const stillBooked = new Set(booked.map(({ _id }) => _id));
  const gone = queue.filter(
    ({ state, origin, _id }) => state === 'queued' && origin !== _id && !stillBooked.has(origin),
  );
  await Promise.all(
    gone.map((question) => write(questions, question, skip(question, '已取消预约', act).entity)),
  );
}

function queued(session: Session, booking: Booking, order: number, act: Act): Question {
  const { form } = booking;
  const topic = {
    // By chance: an id made of the person would tell who asked even after the asker is taken out.
    id: `q-${randomUUID()}`,
    sessionId: session._id,
    sessionNumber: session.number,
    origin: booking._id,
    order,
    title: form?.title || '（未填写题目）',
    detail: form?.detail ?? '',
    category: form?.category ?? 'other',
    departmentId: form?.departmentId ?? null,
    askerId: booking.personId,
    isUnnamed: form?.isUnnamed ?? false,
  } as const;
  return queuedQuestion(topic, act);
}
