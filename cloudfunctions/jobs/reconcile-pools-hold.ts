import { giveBackTicket, takeReleasedTicket } from '../booking/places';
import { SYSTEM } from '../core/change';
import { holdUntil, release } from '../core/session/booking';
import { isDrawPending } from '../core/session/lottery';
import type { Session } from '../core/session/session';
import { bookings } from '../platform/database/collections';
import { find } from '../platform/database/store';
import { write } from '../platform/database/versioned';

/** From 72 h before the session a no-show of the last one waits like others: with a ticket of now, in their order. */
export async function releaseHeldBack(session: Session, poolId: string, now: number): Promise<void> {
  // Whoever waits for a draw is placed by it; who came too late for one that is over, like others.
  if (isDrawPending(session)) return;
  const isLifted = now >= holdUntil(session);
  const held = await find(
    bookings,
    { poolId, status: 'waitlisted', hold: 1 },
    { order: [['rank', 'asc']], limit: 100 },
  );
  for (const booking of held.filter(({ entry }) => isLifted || entry !== undefined)) {
    const ticket = await takeReleasedTicket(poolId);
    if (ticket === null) return;
    const requestId = `release-${booking._id}.${booking.version}`;
    const { entity } = release(booking, ticket, { actor: SYSTEM, now, requestId });
    if ((await write(bookings, booking, entity)) === 'stale') await giveBackTicket(poolId);
  }
}
