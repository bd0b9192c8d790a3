import type { DeskPerson } from '../contract/check-in';
import type { hallContract } from '../contract/hall';
import { attendanceId } from '../core/hall/attendance';
import type { Person } from '../core/people/person';
import { OFFICE } from '../core/people/role-sets';
import { HOLDING } from '../core/session/booking';
import type { Handler } from '../platform/call/dispatch';
import { attendance, bookings, people } from '../platform/database/collections';
import { _, find } from '../platform/database/store';

const FOUND = 20;
const PAGE = 200;

/** Everything that begins with what was typed, by index. */
const startingWith = (typed: string) => _.and([_.gte(typed), _.lt(`${typed}\uffff`)]);

/** Roster search at the desk. Three round trips, two in sequence. */
export const deskSearch: Handler<(typeof hallContract)['hall.deskSearch']> = {
  may: OFFICE,
  async run({ sessionId, search }) {
    const begins = startingWith(search);
    const found = await find(
      people,
      _.and([{ hasLeft: false }, _.or([{ name: begins }, { number: begins }])]),
      { order: [['number', 'asc']], limit: FOUND },
    );
    return { people: await asDeskSees(sessionId, found) };
  },
};

/** Everybody who booked, page by page, for a desk that may lose its network. Three round trips, two in sequence. */
export const deskList: Handler<(typeof hallContract)['hall.deskList']> = {
  may: OFFICE,
  async run({ sessionId, cursor }) {
    const after = cursor === undefined ? {} : { _id: _.gt(cursor) };
    const booked = await find(
      bookings,
      { sessionId, status: _.in([...HOLDING]), ...after },
      { order: [['_id', 'asc']], limit: PAGE, fields: ['personId'] },
    );
    const found = await find(
      people,
      { _id: _.in(booked.map(({ personId }) => personId)), hasLeft: false },
      { limit: PAGE },
    );
    const last = booked[booked.length - 1];
    return {
      people: await asDeskSees(sessionId, found),
      next: booked.length < PAGE || !last ? null : last._id,
    };
  },
};

async function asDeskSees(sessionId: string, found: readonly Person[]): Promise<DeskPerson[]> {
  const ids = found.map(({ _id }) => attendanceId(sessionId, _id));
  const [booked, present] = await Promise.all([
    find(bookings, { _id: _.in(ids), status: _.in([...HOLDING]) }, { limit: PAGE }),
    find(attendance, { _id: _.in(ids) }, { limit: PAGE }),
  ]);
  return found.map(({ _id: personId, name, unit, kind, number }) => {
    const booking = booked.find((booking) => booking.personId === personId);
    return {
      personId,
      name,
      unit,
      kind,
      numberEnd: number.slice(-3),
      wish: booking?.wish ?? null,
      code: booking?.code ?? '',
      firstAt: present.find((entry) => entry.personId === personId)?.firstAt ?? null,
    };
  });
}
