import type { bookingContract } from '../contract/booking';
import { hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import { bookingId, markAbsent } from '../core/session/booking';
import type { Handler } from '../platform/call/dispatch';
import { bookings, people, sessions } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { transact } from '../platform/database/transaction';
import { patchOf } from '../platform/database/versioned';

/**
 * Had a place and did not come: waits behind the others for the next session only. Booking and person change in one
 * transaction, because nobody would come back for the second: the close passes over who is marked already.
 *
 * @throws DomainError not_found, wrong_stage before the session
 */
export const markBookingAbsent: Handler<(typeof bookingContract)['booking.markAbsent']> = {
  may: OFFICE,
  async run({ sessionId, personId, reason }, { caller, now, requestId }) {
    const office = await caller.boundPerson();
    const by = { actor: office._id, now, requestId };
    const session = await get(sessions, sessionId);
    ensure(session !== null, 'not_found');
    await transact(async (transaction) => {
      const booking = await transaction.get(bookings, bookingId(sessionId, personId));
      ensure(booking !== null, 'not_found');
      // Not again, when the desk has taken it back since.
      if (hasHappened(booking, requestId)) return;
      const { entity } = markAbsent(booking, session, reason, by);
      await transaction.update(bookings, booking._id, patchOf(booking, entity));
      await transaction.update(people, personId, { absentFrom: session.number });
    });
    return { status: 'absent' };
  },
};
