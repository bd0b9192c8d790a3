import { followSession } from '../booking/follow-session';
import type { sessionContract } from '../contract/session';
import { DomainError } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import { dayOf } from '../core/rules/calendar';
import { reschedule } from '../core/session/session';
import { ensureTellsNobody } from '../hall/gate';
import type { Handler } from '../platform/call/dispatch';
import { isDuplicate } from '../platform/database/store';
import { makeRoom } from '../survey/make-room';
import { actOf, changeSession } from './change-session';
import { answered } from './with-pools';

/**
 * Moves a session, with a reason that everybody sees; whoever has booked is told, open offers get a deadline by the new
 * hour, and surveys that would still be open then close before it.
 *
 * @throws DomainError not_found, conflict, wrong_stage, date_in_past, session_date_taken, redaction_open
 */
export const rescheduleSession: Handler<(typeof sessionContract)['session.reschedule']> = {
  may: OFFICE,
  async run({ sessionId, startsAt, reason }, context) {
    const [by] = await Promise.all([actOf(context), ensureTellsNobody(reason)]);
    try {
      const moved = await changeSession(sessionId, by, (session) =>
        reschedule(session, startsAt, reason, by),
      );
      await Promise.all([followSession(moved, by.now), makeRoom(moved, by)]);
      return await answered(moved, by.now);
    } catch (error) {
      // The day is unique in the database; two sessions cannot be moved to the same one.
      if (!isDuplicate(error)) throw error;
      throw new DomainError('session_date_taken', { startsAt: dayOf(startsAt) });
    }
  },
};
