import type { Person } from '../core/people/person';
import type { Booking } from '../core/session/booking';
import type { Session } from '../core/session/session';
import { people } from '../platform/database/collections';
import { aggregate } from '../platform/database/store';

/** The person behind a WeChat account together with the own bookings, newest first. */
export interface Own {
  person: Person;
  bookings: Booking[];
}

export const NEWEST_FIRST = (a: Booking, b: Booking) =>
  b.bookedAt - a.bookedAt || b.sessionNumber - a.sessionNumber;

const personAndBookings = (openid: string) =>
  [
    { match: { openid, hasLeft: false } },
    { limit: 1 },
    { lookup: { from: 'bookings', localField: '_id', foreignField: 'personId', as: 'bookings' } },
  ] as const;

/** Null when the account is not bound. One round trip for both. */
export async function ownBookings(openid: string): Promise<Own | null> {
  type Joined = Person & { bookings: Booking[] };
  const [joined] = await aggregate(people, personAndBookings(openid)).list<Joined>();
  if (!joined) return null;
  const { bookings, ...person } = joined;
  return { person, bookings: bookings.sort(NEWEST_FIRST) };
}

/** The same with the sessions they are for. One round trip. */
export async function ownBookingsWithSessions(
  openid: string,
): Promise<(Own & { sessions: Session[] }) | null> {
  type Joined = Person & { bookings: Booking[]; sessions: Session[] };
  const [joined] = await aggregate(people, [
    ...personAndBookings(openid),
    {
      lookup: { from: 'sessions', localField: 'bookings.sessionId', foreignField: '_id', as: 'sessions' },
    },
    { project: { 'sessions.history': 0, 'sessions.notices': 0 } },
  ]).list<Joined>();
  if (!joined) return null;
  const { bookings, sessions, ...person } = joined;
  return { person, bookings: bookings.sort(NEWEST_FIRST), sessions };
}
