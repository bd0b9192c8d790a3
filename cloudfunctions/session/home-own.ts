import { NEWEST_FIRST } from '../booking/own-bookings';
import type { CaseRow } from '../contract/case';
import type { Case } from '../core/case/case';
import { rowOf } from '../core/case/row';
import type { Person } from '../core/people/person';
import type { Booking } from '../core/session/booking';
import { people } from '../platform/database/collections';
import { _, aggregate } from '../platform/database/store';

const OPEN_ON_HOME = 3;

/** What home shows of one's own. */
export interface Own {
  person: Person;
  bookings: Booking[];
  /** At most three, nearest deadline first. */
  openCases: CaseRow[];
}

const nearestFirst = (left: Case, right: Case) => (left.dueKey < right.dueKey ? -1 : 1);

/** The person behind a WeChat account with bookings and open matters; null when not bound. One round trip for all. */
export async function ownOf(openid: string, now: number): Promise<Own | null> {
  type Joined = Person & { bookings: Booking[]; cases: Case[] };
  const $ = _.aggregate;
  const [joined] = await aggregate(people, [
    { match: { openid, hasLeft: false } },
    { limit: 1 },
    { lookup: { from: 'bookings', localField: '_id', foreignField: 'personId', as: 'bookings' } },
    { lookup: { from: 'cases', localField: '_id', foreignField: 'askerId', as: 'cases' } },
    // What is closed, and the long parts of what is open, stay in the database.
    { addFields: { cases: $.filter({ input: '$cases', as: 'one', cond: '$$one.isOpen' }) } },
    {
      project: {
        'cases.history': 0,
        'cases.notices': 0,
        'cases.text': 0,
        'cases.pictures': 0,
        'cases.lists': 0,
        'cases.terms': 0,
      },
    },
  ]).list<Joined>();
  if (!joined) return null;
  const { bookings, cases, ...person } = joined;
  return {
    person,
    bookings: bookings.sort(NEWEST_FIRST),
    openCases: cases
      .sort(nearestFirst)
      .slice(0, OPEN_ON_HOME)
      .map((entity) => rowOf(entity, now)),
  };
}
