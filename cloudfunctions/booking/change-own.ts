import { type Act, hasHappened } from '../core/change';
import { DomainError, ensure } from '../core/domain-error';
import { type Booking, type BookingTransition, bookingId } from '../core/session/booking';
import type { Session } from '../core/session/session';
import { bookings, sessions } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { write } from '../platform/database/versioned';

const ROUNDS = 5;

export interface OwnChange {
  session: Session;
  /** As it was; equal to `after` when the command had been carried out before. */
  before: Booking;
  after: Booking;
}

/**
 * One command of a person on the own booking. What `jobs` or another phone did meanwhile is read again and decided
 * again; a repeat changes nothing. Three round trips: session and booking side by side, then the write.
 *
 * @throws DomainError not_found, and what the transition refuses
 */
export async function changeOwn(
  sessionId: string,
  by: Act,
  transition: (booking: Booking, session: Session) => BookingTransition,
): Promise<OwnChange> {
  for (let round = 0; round < ROUNDS; round++) {
    const [session, booking] = await Promise.all([
      get(sessions, sessionId),
      get(bookings, bookingId(sessionId, by.actor)),
    ]);
    ensure(session !== null && booking !== null, 'not_found');
    if (hasHappened(booking, by.requestId)) return { session, before: booking, after: booking };
    const { entity } = transition(booking, session);
    if ((await write(bookings, booking, entity)) === 'written')
      return { session, before: booking, after: entity };
  }
  throw new DomainError('conflict');
}
