import type { hallContract } from '../contract/hall';
import type { Attendance } from '../core/hall/attendance';
import { PAGE_SIZE, pageOf, readTimeCursor, timeCursor } from '../core/page';
import { OFFICE } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { attendance, bookings, sessions } from '../platform/database/collections';
import { _, aggregate, find } from '../platform/database/store';

/** Who was there, newest first; the office alone sees it. Two round trips in one, one for the pages that follow. */
export const attendanceList: Handler<(typeof hallContract)['hall.attendance']> = {
  may: OFFICE,
  async run({ sessionId, cursor }) {
    const where = cursor === undefined ? { sessionId } : _.and([{ sessionId }, olderThan(cursor)]);
    const [found, totals] = await Promise.all([
      find(attendance, where, {
        order: [
          ['firstAt', 'desc'],
          ['_id', 'desc'],
        ],
        limit: PAGE_SIZE + 1,
      }),
      cursor === undefined ? totalsOf(sessionId) : null,
    ]);
    const { page, next } = pageOf(found, ({ firstAt, _id }) => timeCursor({ at: firstAt, _id }));
    return {
      people: page.map(({ personId, name, unit, kind, firstAt, method, wish }) => ({
        personId,
        name,
        unit,
        kind,
        firstAt,
        method,
        wish,
      })),
      next,
      totals,
    };
  },
};

interface Counted {
  came: { _id: Attendance['wish']; people: number }[];
  missing: { people: number }[];
}

/** All counts of a session in one joined read. */
async function totalsOf(sessionId: string) {
  const people = { $sum: 1 };
  const came = [{ $match: { sessionId } }, { $group: { _id: '$wish', people } }];
  const missing = [{ $match: { sessionId, status: 'absent' } }, { $group: { _id: null, people } }];
  const [found] = await aggregate(sessions, [
    { match: { _id: sessionId } },
    { lookup: { from: attendance.name, pipeline: came, as: 'came' } },
    { lookup: { from: bookings.name, pipeline: missing, as: 'missing' } },
    { project: { came: 1, missing: 1 } },
  ]).list<Counted>();
  const groups = found?.came ?? [];
  const checkedIn = groups.reduce((sum, group) => sum + group.people, 0);
  const booked = groups.reduce((sum, group) => sum + (group._id === null ? 0 : group.people), 0);
  return { checkedIn, booked, walkIns: checkedIn - booked, absent: found?.missing[0]?.people ?? 0 };
}

function olderThan(cursor: string) {
  const { at, id } = readTimeCursor(cursor);
  return _.or([{ firstAt: _.lt(at) }, { firstAt: at, _id: _.lt(id) }]);
}
