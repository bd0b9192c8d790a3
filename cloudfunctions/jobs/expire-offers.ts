import { free } from '../booking/cancel';
import { SYSTEM } from '../core/change';
import { type Booking, expire } from '../core/session/booking';
import type { Session } from '../core/session/session';
import { inParallel } from '../platform/call/parallel';
import { bookings, sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { dueOn, type TimerStep } from './timer-step';

const PAGE = 200;
const WIDTH = 10;

const overAt = (now: number) => ({ status: 'offered', offerExpiresAt: _.lte(now) }) as const;

/** Offers that nobody answered in time end, and each place goes to the next. */
export const expireOffers: TimerStep = {
  name: 'expire_offers',
  dueWhen: (now) => [dueOn(bookings, overAt(now))],
  run: endOffers,
};

/** Answers how many ended. */
async function endOffers(now: number): Promise<number> {
  const over = await find(bookings, overAt(now), { order: [['offerExpiresAt', 'asc']], limit: PAGE });
  if (over.length === 0) return 0;
  const ids = Array.from(new Set(over.map(({ sessionId }) => sessionId)));
  const byId = new Map((await find(sessions, { _id: _.in(ids) })).map((session) => [session._id, session]));
  let ended = 0;
  await inParallel(over, WIDTH, async (booking) => {
    const session = byId.get(booking.sessionId);
    if (session && (await endOffer(booking, session, now))) ended++;
  });
  return ended;
}

/** False when it was confirmed or cancelled meanwhile: then its place is not ours to give. */
async function endOffer(booking: Booking, session: Session, now: number): Promise<boolean> {
  const by = { actor: SYSTEM, now, requestId: `expire-${booking._id}.${booking.version}` };
  if ((await write(bookings, booking, expire(booking, session, by).entity)) === 'stale') return false;
  await free(booking, session, now);
  return true;
}
