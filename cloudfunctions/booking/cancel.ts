import type { bookingContract } from '../contract/booking';
import { type Booking, cancel, HOLDING } from '../core/session/booking';
import type { Session } from '../core/session/session';
import type { Handler } from '../platform/call/dispatch';
import { changeOwn } from './change-own';
import { giveBackTicket, givePlaceBack } from './places';
import { promote } from './promote';
import { shown } from './view';

/** Frees the place for the next and deletes what the form said. @throws DomainError not_found, cancel_closed */
export const cancelBooking: Handler<(typeof bookingContract)['booking.cancel']> = {
  may: 'bound',
  async run({ sessionId }, { caller, now, requestId }) {
    const person = await caller.boundPerson();
    const by = { actor: person._id, now, requestId };
    const { session, before, after } = await changeOwn(sessionId, by, (booking, ofSession) =>
      cancel(booking, ofSession, by),
    );
    if (before !== after) await free(before, session, now);
    return shown(after, session, null);
  },
};

/** After a booking has ended: its place, or its turn on the waitlist, goes to the next. */
export async function free(ended: Booking, session: Session, now: number): Promise<void> {
  if (HOLDING.includes(ended.status)) {
    const was = { offer: ended.status === 'offered' };
    const freed = await givePlaceBack(ended.poolId, ended.personId, ended.claim, was);
    if (freed && freed.waiting > 0) await promote(session, ended.poolId, now);
  } else if (ended.status === 'waitlisted' && ended.hold === 0) {
    await giveBackTicket(ended.poolId);
  }
}
