import type { hallContract } from '../contract/hall';
import { ensure } from '../core/domain-error';
import { attendanceId } from '../core/hall/attendance';
import type { Handler } from '../platform/call/dispatch';
import { attendance, sessions } from '../platform/database/collections';
import { count, find, get, update } from '../platform/database/store';

/** More than were ever in the hall. */
const SHOWN = 1000;

/**
 * How many were there, and the names of those who agreed to be named. The list is in the order of names, so that it
 * says nothing of who came when. Four round trips, two in sequence.
 *
 * @throws DomainError not_found
 */
export const attendees: Handler<(typeof hallContract)['hall.attendees']> = {
  may: 'anyone',
  showsWords: true,
  async run({ sessionId }, { caller }) {
    const own = caller.person().then((me) => me && get(attendance, attendanceId(sessionId, me._id)));
    const [session, checkedIn, listed, mine] = await Promise.all([
      get(sessions, sessionId),
      count(attendance, { sessionId }),
      find(
        attendance,
        { sessionId, isListed: true },
        { order: [['name', 'asc']], limit: SHOWN, fields: ['name', 'unit'] },
      ),
      own,
    ]);
    ensure(session !== null && session.status !== 'planned', 'not_found');
    return {
      number: session.number,
      checkedIn,
      people: listed.map(({ name, unit }) => ({ name, unit })),
      isListed: mine ? mine.isListed === true : null,
    };
  },
};

/** The own name on that list, or off it again. Three round trips at most. @throws DomainError not_checked_in */
export const listMe: Handler<(typeof hallContract)['hall.listMe']> = {
  may: 'bound',
  runs: 'once',
  async run({ sessionId, isListed }, { caller, isDone }) {
    const { _id: me } = await caller.boundPerson();
    const mine = { _id: attendanceId(sessionId, me) };
    const entry = await get(attendance, mine._id);
    ensure(entry !== null, 'not_checked_in');
    if (isDone) return { isListed: entry.isListed };
    if (entry.isListed !== isListed) await update(attendance, mine, { isListed });
    return { isListed };
  },
};
