import type { bookingContract } from '../contract/booking';
import { hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import { bookingId, markAbsent } from '../core/session/booking';
import type { Handler } from '../platform/call/dispatch';
import { bookings, people, sessions } from '../platform/database/collections';
import { get, update } from '../platform/database/store';
import { commit } from '../platform/database/versioned';

/**
 * Had a place and did not come: waits behind the others for the next session only. A repeat also finishes what a call
 * that died half way left undone.
 *
 * @throws DomainError not_found, wrong_stage before the session, conflict
 */
export const markBookingAbsent: Handler<(typeof bookingContract)['booking.markAbsent']> = {
  may: OFFICE,
  async run({ sessionId, personId, reason }, { caller, now, requestId }) {
    const office = await caller.boundPerson();
    const [session, booking] = await Promise.all([
      get(sessions, sessionId),
      get(bookings, bookingId(sessionId, personId)),
    ]);
    ensure(session !== null && booking !== null, 'not_found');
    const by = { actor: office._id, now, requestId };
    const isRepeat = hasHappened(booking, requestId);
    if (!isRepeat) await commit(bookings, booking, markAbsent(booking, session, reason, by).entity);
    // Not again, when the desk has taken it back since.
    if (!isRepeat || booking.status === 'absent')
      await update(people, { _id: personId }, { absentFrom: session.number });
    return { status: 'absent' };
  },
};
