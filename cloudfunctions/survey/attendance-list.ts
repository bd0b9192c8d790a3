import type { surveyContract } from '../contract/survey';
import { PAGE_SIZE, pageOf, readTimeCursor, timeCursor } from '../core/page';
import { attendance, bookings } from '../platform/collections';
import type { Handler } from '../platform/dispatch';
import { _, count, find } from '../platform/store';

/** Who was there, newest first; the office alone sees it. One round trip, with the totals four. */
export const attendanceList: Handler<(typeof surveyContract)['survey.attendance']> = {
  may: ['office'],
  async run({ sessionId, cursor }) {
    const where = cursor === undefined ? { sessionId } : _.and([{ sessionId }, olderThan(cursor)]);
    const [found, checkedIn, booked, absent] = await Promise.all([
      find(attendance, where, {
        order: [
          ['firstAt', 'desc'],
          ['_id', 'desc'],
        ],
        limit: PAGE_SIZE + 1,
      }),
      count(attendance, { sessionId }),
      count(attendance, { sessionId, wish: _.in(['speak', 'listen']) }),
      count(bookings, { sessionId, status: 'absent' }),
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
      totals: { checkedIn, booked, walkIns: checkedIn - booked, absent },
    };
  },
};

function olderThan(cursor: string) {
  const { at, id } = readTimeCursor(cursor);
  return _.or([{ firstAt: _.lt(at) }, { firstAt: at, _id: _.lt(id) }]);
}
