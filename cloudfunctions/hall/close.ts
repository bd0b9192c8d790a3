import { givePlaceBack } from '../booking/places';
import type { hallContract } from '../contract/hall';
import { type Act, SYSTEM } from '../core/change';
import { DomainError } from '../core/domain-error';
import { attendanceId } from '../core/hall/attendance';
import { blocksClosing, wasAsked } from '../core/hall/question';
import { skip } from '../core/hall/question-queue';
import { OFFICE } from '../core/people/role-sets';
import { daysEnd } from '../core/rules/working-time';
import { type Booking, markAbsent } from '../core/session/booking';
import { advance, hasReached } from '../core/session/course';
import { hasGivenOn } from '../core/session/given-on';
import type { Session } from '../core/session/session';
import { passOver } from '../core/session/unreached';
import type { Handler } from '../platform/call/dispatch';
import { eachInTurn } from '../platform/call/each';
import { inParallel } from '../platform/call/parallel';
import {
  attendance,
  bookingPools,
  bookings,
  halls,
  people,
  questions,
  sessions,
} from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { _, find, get, update } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { actOf, changeSession, readSession } from '../session/change-session';
import { refreshFigures } from './figures';
import { firstDraft } from './first-draft';
import { hallOf } from './hall';
import { lookAtSeats } from './seat-outbox';
import { askersOf, hallViewFor, questionsOf } from './view';

/**
 * Closes the session, unless a question has neither answer nor owner; the ids of those stand in the refusal. What
 * follows — who came, who did not, figures — goes on in `jobs` when this call dies.
 *
 * @throws DomainError not_found, wrong_stage, questions_unsettled
 */
export const closeHall: Handler<(typeof hallContract)['hall.close']> = {
  may: OFFICE,
  async run({ sessionId }, context) {
    const act = await actOf(context);
    const session = await readSession(sessionId);
    if (!hasReached(session, 'closed')) {
      await ensureSettled(sessionId);
      await hallOf(sessionId);
      // Told before the session is closed: a hall that is marked and a session still live only means to press again.
      await update(halls, { _id: sessionId }, { closing: 'marking', currentId: null, closedBy: act.actor });
    }
    const closed = hasReached(session, 'closed')
      ? session
      : await changeSession(sessionId, act, (before) => advance(before, 'closed', act));
    await finishClosing(closed, act.now);
    return hallViewFor(await readSession(sessionId));
  },
};

/** @throws DomainError questions_unsettled with the ids in `fields` */
async function ensureSettled(sessionId: string): Promise<void> {
  const asked = await questionsOf(sessionId);
  const askers = await askersOf(asked);
  const open = asked.filter((question) => blocksClosing(question, askers.isHere(question) ?? false));
  if (open.length === 0) return;
  throw new DomainError(
    'questions_unsettled',
    Object.fromEntries(open.map(({ _id }) => [_id, 'question_unsettled'])),
  );
}

export const HALF_CLOSED = { closing: 'marking' } as const;

/** Sessions whose closing call died half way. */
export async function finishClosings(now: number): Promise<number> {
  const marking = await find(halls, HALF_CLOSED, { limit: 10 });
  return eachInTurn('closing', marking, async ({ _id }) => {
    const session = await get(sessions, _id);
    if (session && hasReached(session, 'closed')) await finishClosing(session, now);
  });
}

/** Everything that follows from the close; each part may be repeated. */
async function finishClosing(session: Session, now: number): Promise<void> {
  const hall = await hallOf(session._id);
  if (hall.closing === 'done') return;
  // A session closed before its hour still had its no-shows.
  const at = Math.max(now, session.startsAt);
  const act = { actor: hall.closedBy || SYSTEM, now: at, requestId: `close-${session._id}` };
  await skipRest(session._id, act);
  await markBookings(session, act);
  const { rules } = await currentRuleBook(now);
  const emptyAt = daysEnd(act.now, rules.booking.unreachedDays);
  await passOverWaiting(session, act, emptyAt);
  await passOverUnasked(session, act, emptyAt);
  await closeVotes(session._id);
  await lookAtSeats(session._id, now);
  await refreshFigures(session._id);
  // Drafted at once, so that minutes nobody begins are missed as well.
  await firstDraft(session, await questionsOf(session._id), act);
  await update(halls, { _id: session._id, closing: 'marking' }, { closing: 'done' });
}

async function skipRest(sessionId: string, act: Act): Promise<void> {
  const rest = (await questionsOf(sessionId)).filter(({ state }) => state === 'queued');
  await inParallel(rest, 10, async (question) => {
    await write(questions, question, skip(question, '未到场', act).entity);
  });
}

/**
 * Who still waits, or has not answered an offer, got no place. The place of an offer goes back first: a call that dies
 * then finds the booking again.
 */
async function passOverWaiting(session: Session, act: Act, emptyAt: number): Promise<void> {
  const waiting = { sessionId: session._id, status: _.in(['waitlisted', 'offered']) } as const;
  for (;;) {
    const passed = await find(bookings, waiting, { limit: PAGE });
    if (passed.length === 0) break;
    await inParallel(passed, 10, async (booking) => {
      if (booking.status === 'offered') await givePlaceBack(booking.poolId, booking.personId, booking.claim);
      await write(bookings, booking, passOver(booking, session, emptyAt, act).entity);
    });
  }
  await update(bookingPools, { sessionId: session._id }, { waiting: 0, offers: 0 });
}

/** Who had a slot and was there, and whose question was not put all the same: they choose like those who waited. */
async function passOverUnasked(session: Session, act: Act, emptyAt: number): Promise<void> {
  const all = await questionsOf(session._id);
  const asked = new Set(all.filter(wasAsked).map(({ _id }) => _id));
  // What was grouped is asked with its head, or not at all.
  const skipped = all.filter(
    ({ state, mergedInto }) => state === 'skipped' || (state === 'merged' && !asked.has(mergedInto ?? '')),
  );
  const unasked = {
    _id: _.in(skipped.map(({ origin }) => origin)),
    wish: 'speak',
    status: 'attended',
  } as const;
  const passed = await find(bookings, unasked, { limit: PAGE });
  await inParallel(passed, 10, async (booking) => {
    await givePlaceBack(booking.poolId, booking.personId, booking.claim);
    await write(bookings, booking, passOver(booking, session, emptyAt, act).entity);
  });
}

/** Who wants what asked is kept until they have been told what came of it (forget-co-askers.ts). */
async function closeVotes(sessionId: string): Promise<void> {
  await update(questions, { sessionId }, { isVoteClosed: true });
}

const PAGE = 500;

/** Who came and who did not, by what check-in recorded. Only a missed speaking slot lowers the next priority. */
async function markBookings(session: Session, act: Act): Promise<void> {
  for (;;) {
    const booked = await find(bookings, { sessionId: session._id, status: 'confirmed' }, { limit: PAGE });
    if (booked.length === 0) return;
    const ids = booked.map(({ personId }) => attendanceId(session._id, personId));
    const present = new Set(
      (await find(attendance, { _id: _.in(ids) }, { limit: PAGE, fields: ['personId'] })).map(
        ({ personId }) => personId,
      ),
    );
    const came = booked.filter(({ personId }) => present.has(personId)).map(({ _id }) => _id);
    if (came.length > 0)
      await update(
        bookings,
        { _id: _.in(came), status: 'confirmed' },
        { status: 'attended', version: _.inc(1) },
      );
    const missing = booked.filter(({ personId }) => !present.has(personId));
    await inParallel(missing, 10, (booking) => markMissing(session, booking, act));
  }
}

async function markMissing(session: Session, booking: Booking, act: Act): Promise<void> {
  // The person first: should this die in between, the booking is still found as not marked.
  if (booking.wish === 'speak' && !hasGivenOn(booking))
    await update(people, { _id: booking.personId }, { absentFrom: session.number });
  await write(bookings, booking, markAbsent(booking, session, '签到记录中没有', act).entity);
}
