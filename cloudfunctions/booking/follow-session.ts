import { SYSTEM } from '../core/change';
import type { Booking } from '../core/session/booking';
import { endWithSession } from '../core/session/call-off';
import { moveOffer } from '../core/session/moved-offer';
import type { Session } from '../core/session/session';
import { inParallel } from '../platform/call/parallel';
import { bookingPools, bookings, matters, sessions } from '../platform/database/collections';
import { _, find, update } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { givePlaceBack, settleOffer } from './places';

const PAGE = 200;
const WIDTH = 10;
/** No call lives longer; one that began to book before the session was called off has ended by then. */
const LAST_CALL_MS = 2 * 60_000;

const FOLLOWED = { bookingsFollow: null } as const;

/** What bookings have yet to do after their session was moved or called off. May be repeated and cut off anywhere. */
export async function followSession(session: Session, now: number): Promise<void> {
  if (session.bookingsFollow === 'offers') await moveOffers(session, now);
  if (session.bookingsFollow === 'end') await endBookings(session, now);
}

async function moveOffers(session: Session, now: number): Promise<void> {
  const offered = await find(bookings, { sessionId: session._id, status: 'offered' }, { limit: PAGE });
  await inParallel(offered, WIDTH, async (booking) => {
    const requestId = `move-${booking._id}.${booking.version}`;
    const moved = moveOffer(booking, session, { actor: SYSTEM, now, requestId })?.entity;
    if (!moved || (await write(bookings, booking, moved)) === 'stale') return;
    if (moved.status === 'confirmed') await settleOffer(moved.poolId);
  });
  // Moved once more meanwhile: the next run goes by the newer hour.
  const { _id, startsAt } = session;
  await update(sessions, { _id, startsAt, bookingsFollow: 'offers' }, FOLLOWED);
}

const LIVE = ['confirmed', 'waitlisted', 'offered'] as const satisfies ReadonlyArray<Booking['status']>;

/**
 * Ends what is booked for a session that was called off. Places go back first: a run that dies then finds the booking
 * again. Once no call can be on its way any more the pools are emptied and it is done.
 */
async function endBookings(session: Session, now: number): Promise<void> {
  const { _id: sessionId, calledOff } = session;
  const live = { sessionId, status: _.in([...LIVE]) };
  for (let left = true; left; ) {
    const page = await find(bookings, live, { limit: PAGE });
    await inParallel(page, WIDTH, (booking) => endBooking(booking, session, now));
    left = page.length === PAGE;
  }
  await update(bookingPools, { sessionId }, { waiting: 0, offers: 0 });
  // What the topics came from waits for the next agenda.
  await update(matters, { sessionId, state: 'on_agenda' }, { sessionId: null });
  if (now < (calledOff?.at ?? 0) + LAST_CALL_MS) return;
  for (const { _id, capacity } of await find(bookingPools, { sessionId }))
    await update(bookingPools, { _id }, { holders: _.set({}), left: capacity });
  await update(sessions, { _id: sessionId, bookingsFollow: 'end' }, FOLLOWED);
}

async function endBooking(booking: Booking, session: Session, now: number): Promise<void> {
  if (booking.status !== 'waitlisted') await givePlaceBack(booking.poolId, booking.personId, booking.claim);
  const requestId = `end-${booking._id}.${booking.version}`;
  await write(bookings, booking, endWithSession(booking, session, { actor: SYSTEM, now, requestId }).entity);
}
