import type { hallContract } from '../contract/hall';
import { ensure } from '../core/domain-error';
import { DOORS_OPEN_MS } from '../core/hall/attendance';
import { upcomingCodes } from '../core/hall/code';
import { OVERSIGHT } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { attendance, sessions } from '../platform/database/collections';
import { count, get } from '../platform/database/store';
import { hallOf } from './hall';

/** Ten minutes of codes: the screen asks again every minute, and lives that long without network. */
const CODES = 40;

/** The next codes of the hall's screen. Three round trips, in one. @throws DomainError not_found, wrong_stage */
export const hallCodes: Handler<(typeof hallContract)['hall.codes']> = {
  may: OVERSIGHT,
  async run({ sessionId }, { now }) {
    const [session, hall, checkedIn] = await Promise.all([
      get(sessions, sessionId),
      hallOf(sessionId),
      count(attendance, { sessionId }),
    ]);
    ensure(session !== null, 'not_found');
    ensure(session.status === 'previewed' || session.status === 'live', 'wrong_stage');
    return {
      codes: upcomingCodes(hall.secret, sessionId, now, CODES),
      opensInMs: Math.max(0, session.startsAt - DOORS_OPEN_MS - now),
      checkedIn,
    };
  },
};
