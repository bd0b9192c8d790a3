import { ownBookings } from '../booking/own-bookings';
import { positionOf, shown } from '../booking/view';
import type { sessionContract } from '../contract/session';
import { ensure } from '../core/domain-error';
import { holds } from '../core/people/person';
import { OFFICE, OVERSIGHT } from '../core/people/role-sets';
import { isPlanPublic } from '../core/session/session';
import type { Handler } from '../platform/call/dispatch';
import { sessionDetail, withoutPlan } from './view';
import { isDateGuessed, sessionWithPools } from './with-pools';

/** One session with the person's own booking. A plan is the office's until its preview. @throws DomainError not_found */
export const getSession: Handler<(typeof sessionContract)['session.get']> = {
  may: 'anyone',
  async run({ sessionId }, { caller, now }) {
    const [session, own] = await Promise.all([sessionWithPools(sessionId), ownBookings(caller.openid)]);
    const mayPlan = own !== null && holds(own.person, OVERSIGHT);
    ensure(session.status !== 'planned' || mayPlan, 'not_found');
    const booking = own?.bookings.find((booking) => booking.sessionId === sessionId) ?? null;
    const seen = isPlanPublic(session) || mayPlan ? session : withoutPlan(session);
    const isOffice = own !== null && holds(own.person, OFFICE);
    const isGuess = await isDateGuessed(session, now);
    return {
      session: sessionDetail(seen, session.pools, session.keySet, isGuess, now, isOffice),
      booking: booking && shown(booking, session, await positionOf(booking)),
    };
  },
};
