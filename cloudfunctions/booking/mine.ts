import type { bookingContract } from '../contract/booking';
import { DomainError, ensure } from '../core/domain-error';
import { PAGE_SIZE } from '../core/page';
import type { Handler } from '../platform/call/dispatch';
import { ownBookingsWithSessions } from './own-bookings';
import { positionOf, shown } from './view';

/**
 * The person's own bookings, newest first. Reads the person together with the bookings, so that the page stays within
 * two round trips; hence it checks the binding by itself.
 *
 * @throws DomainError not_bound
 */
export const myBookings: Handler<(typeof bookingContract)['booking.mine']> = {
  may: 'anyone',
  async run({ cursor }, { caller }) {
    const own = await ownBookingsWithSessions(caller.openid);
    if (!own) throw new DomainError('not_bound');
    const start = offsetOf(cursor);
    const page = own.bookings.slice(start, start + PAGE_SIZE);
    const sessionOf = new Map(own.sessions.map((session) => [session._id, session]));
    const bookings = await Promise.all(
      page.map(async (booking) => {
        const session = sessionOf.get(booking.sessionId);
        return session ? [shown(booking, session, await positionOf(booking))] : [];
      }),
    );
    const end = start + page.length;
    return { bookings: bookings.flat(), next: end < own.bookings.length ? String(end) : null };
  },
};

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  ensure(/^[0-9]{1,6}$/.test(cursor), 'invalid_input', { cursor: 'cursor_malformed' });
  return Number(cursor);
}
