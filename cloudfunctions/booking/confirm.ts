import type { bookingContract } from '../contract/booking';
import { confirm } from '../core/session/booking';
import type { Handler } from '../platform/call/dispatch';
import { changeOwn } from './change-own';
import { settleOffer } from './places';
import { shown } from './view';

/** Takes the offered place. @throws DomainError not_found, no_offer, offer_expired */
export const confirmBooking: Handler<(typeof bookingContract)['booking.confirm']> = {
  may: 'bound',
  async run({ sessionId }, { caller, now, requestId }) {
    const person = await caller.boundPerson();
    const by = { actor: person._id, now, requestId };
    const { session, before, after } = await changeOwn(sessionId, by, (booking, ofSession) =>
      confirm(booking, ofSession, by),
    );
    if (before !== after) await settleOffer(after.poolId);
    return shown(after, session, null);
  },
};
