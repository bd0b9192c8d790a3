import type { hallContract } from '../contract/hall';
import { ensure } from '../core/domain-error';
import { checkInEnds, DOORS_OPEN_MS } from '../core/hall/attendance';
import { upcomingCodes } from '../core/hall/code';
import { OFFICE } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { attendance, sessions } from '../platform/database/collections';
import { count, get } from '../platform/database/store';
import { hallOf } from './hall';

/**
 * Three minutes of codes: the screen asks again every minute, and lives two of them without network. Whoever has codes
 * ahead of time can let people in who are elsewhere, so there are few, and they are the office's screen's alone.
 */
const CODES = 12;

/** The next codes of the hall's screen. Three round trips, in one. @throws DomainError not_found, wrong_stage, check_in_closed */
export const hallCodes: Handler<(typeof hallContract)['hall.codes']> = {
  may: OFFICE,
  async run({ sessionId }, { now }) {
    const [session, hall, checkedIn] = await Promise.all([
      get(sessions, sessionId),
      hallOf(sessionId),
      count(attendance, { sessionId }),
    ]);
    ensure(session !== null, 'not_found');
    ensure(session.status === 'previewed' || session.status === 'live', 'wrong_stage');
    ensure(now < checkInEnds(session), 'check_in_closed');
    return {
      codes: upcomingCodes(hall.secret, sessionId, now, CODES),
      opensInMs: Math.max(0, session.startsAt - DOORS_OPEN_MS - now),
      checkedIn,
    };
  },
};
