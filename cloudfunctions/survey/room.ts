import type { Attendance } from '../core/attendance';
import { HOLDING } from '../core/booking';
import { ensure } from '../core/domain-error';
import type { Session } from '../core/session';
import { bookings, halls, sessions } from '../platform/collections';
import { _, find, get } from '../platform/store';

/** What check-in needs of a session. */
export interface Room {
  session: Session;
  /** What the codes are made with; empty while no screen has asked for any. */
  secret: string;
  /** Person id → what was booked. Shown to the person; decides nothing. */
  wishes: ReadonlyMap<string, NonNullable<Attendance['wish']>>;
}

/** 700 people come within ten minutes: a process looks again only every ten seconds. */
const FRESH_MS = 10_000;
let held: { room: Room; at: number } | null = null;

/** The room of a session. Three round trips in one, every ten seconds; none in between. @throws DomainError not_found */
export async function roomOf(sessionId: string, now: number): Promise<Room> {
  if (held?.room.session._id === sessionId && Math.abs(now - held.at) < FRESH_MS) return held.room;
  const [session, hall, booked] = await Promise.all([
    get(sessions, sessionId),
    get(halls, sessionId),
    find(bookings, { sessionId, status: _.in([...HOLDING]) }, { limit: 1000, fields: ['personId', 'wish'] }),
  ]);
  ensure(session !== null, 'not_found');
  const wishes = new Map(booked.map(({ personId, wish }) => [personId, wish]));
  const room = { session, secret: hall?.secret ?? '', wishes };
  // Without a secret nobody can have scanned anything yet; the next call looks again.
  if (hall) held = { room, at: now };
  return room;
}
