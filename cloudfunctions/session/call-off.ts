import { followSession } from '../booking/follow-session';
import type { sessionContract } from '../contract/session';
import { OFFICE } from '../core/people/role-sets';
import { callOff } from '../core/session/call-off';
import { ensureTellsNobody } from '../hall/gate';
import { lookAtSeats } from '../hall/seat-outbox';
import type { Handler } from '../platform/call/dispatch';
import { actOf, changeSession } from './change-session';
import { answered } from './with-pools';

/**
 * Calls a session off, with a reason that everybody sees; then its bookings end, and who asked from a seat is
 * given the choice of the unreached. A call that dies in between leaves that to `jobs`.
 *
 * @throws DomainError not_found, conflict, wrong_stage, redaction_open
 */
export const callOffSession: Handler<(typeof sessionContract)['session.callOff']> = {
  may: OFFICE,
  async run({ sessionId, reason }, context) {
    const [by] = await Promise.all([actOf(context), ensureTellsNobody(reason)]);
    const ended = await changeSession(sessionId, by, (session) => callOff(session, reason, by));
    await Promise.all([followSession(ended, by.now), lookAtSeats(ended._id, by.now)]);
    return answered(ended, by.now);
  },
};
