import type { hallContract } from '../contract/hall';
import type { Attendance, LateEntry } from '../core/hall/attendance';
import { PAGE_SIZE, pageOf, readTimeCursor, timeCursor } from '../core/page';
import type { Person } from '../core/people/person';
import { OFFICE } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import {
  attendance,
  bookings,
  lateEntries,
  people as persons,
  sessions,
} from '../platform/database/collections';
import { _, aggregate, find } from '../platform/database/store';

/** Who was there, newest first; the office alone sees it. Two round trips in one, one for the pages that follow. */
export const attendanceList: Handler<(typeof hallContract)['hall.attendance']> = {
  may: OFFICE,
  async run({ sessionId, cursor }, { caller }) {
    const { _id: me } = await caller.boundPerson();
    const where = cursor === undefined ? { sessionId } : _.and([{ sessionId }, olderThan(cursor)]);
    const [found, counted] = await Promise.all([
      find(attendance, where, {
        order: [
          ['firstAt', 'desc'],
          ['_id', 'desc'],
        ],
        limit: PAGE_SIZE + 1,
      }),
      cursor === undefined ? countedOf(sessionId) : null,
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
      totals: counted && totalsOf(counted),
      late: counted ? waitingOf(counted, me) : [],
    };
  },
};

interface Counted {
  came: {
    _id: Pick<Attendance, 'wish' | 'method' | 'isOnNetwork'> & { confirmedBy?: string | null; at: number };
    people: number;
  }[];
  missing: { people: number }[];
  late: LateEntry[];
  named: Pick<Person, '_id' | 'name'>[];
}

const MINUTE_MS = 60_000;
/** The busiest minutes that are shown. */
const BUSIEST = 10;

/** All counts of a session in one joined read. */
async function countedOf(sessionId: string): Promise<Counted> {
  const people = { $sum: 1 };
  const at = { $subtract: ['$firstAt', { $mod: ['$firstAt', MINUTE_MS] }] };
  const confirmedBy = '$desk.confirmedBy';
  const came = [
    { $match: { sessionId } },
    {
      $group: {
        _id: { wish: '$wish', method: '$method', isOnNetwork: '$isOnNetwork', confirmedBy, at },
        people,
      },
    },
    { $limit: 1000 },
  ];
  const missing = [{ $match: { sessionId, status: 'absent' } }, { $group: { _id: null, people } }];
  const late = [{ $match: { sessionId } }, { $limit: 100 }];
  const [found] = await aggregate(sessions, [
    { match: { _id: sessionId } },
    { lookup: { from: attendance.name, pipeline: came, as: 'came' } },
    { lookup: { from: bookings.name, pipeline: missing, as: 'missing' } },
    { lookup: { from: lateEntries.name, pipeline: late, as: 'late' } },
    { lookup: { from: persons.name, localField: 'late.personId', foreignField: '_id', as: 'waiting' } },
    { lookup: { from: persons.name, localField: 'late.by', foreignField: '_id', as: 'officers' } },
    { project: { came: 1, missing: 1, late: 1, waiting: 1, officers: 1 } },
  ]).list<Omit<Counted, 'named'> & Record<'waiting' | 'officers', Counted['named']>>();
  if (!found) return { came: [], missing: [], late: [], named: [] };
  return { ...found, named: [...found.waiting, ...found.officers] };
}

const nameIn = ({ named }: Counted, id: string): string => named.find(({ _id }) => _id === id)?.name ?? '';

const waitingOf = (counted: Counted, me: string) =>
  counted.late.map(({ personId, firstAt, by }) => ({
    personId,
    name: nameIn(counted, personId),
    at: firstAt,
    by: nameIn(counted, by),
    isOwn: by === me,
  }));

function totalsOf({ came, missing }: Counted) {
  const sum = (groups: Counted['came']) => groups.reduce((all, { people }) => all + people, 0);
  const checkedIn = sum(came);
  const booked = sum(came.filter(({ _id }) => _id.wish !== null));
  const scan = sum(came.filter(({ _id }) => _id.method === 'scan'));
  const isNamed = ({ _id }: Counted['came'][number]) => typeof _id.isOnNetwork === 'boolean';
  const onNetwork = came.some(isNamed) ? sum(came.filter(({ _id }) => _id.isOnNetwork === true)) : null;
  const late = sum(came.filter(({ _id }) => typeof _id.confirmedBy === 'string'));
  const minutes = new Map<number, number>();
  for (const { _id, people } of came) minutes.set(_id.at, (minutes.get(_id.at) ?? 0) + people);
  const perMinute = Array.from(minutes, ([at, people]) => ({ at, people }))
    .sort((left, right) => right.people - left.people || left.at - right.at)
    .slice(0, BUSIEST);
  const walkIns = checkedIn - booked;
  const desk = checkedIn - scan - late;
  const absent = missing[0]?.people ?? 0;
  return { checkedIn, booked, walkIns, absent, scan, desk, late, onNetwork, perMinute };
}

function olderThan(cursor: string) {
  const { at, id } = readTimeCursor(cursor);
  return _.or([{ firstAt: _.lt(at) }, { firstAt: at, _id: _.lt(id) }]);
}
