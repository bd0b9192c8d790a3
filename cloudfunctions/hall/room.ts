import { ensure } from '../core/domain-error';
import type { Attendance } from '../core/hall/attendance';
import type { Hall } from '../core/hall/hall';
import { type Booking, HOLDING } from '../core/session/booking';
import type { Session } from '../core/session/session';
import type { CredentialKey } from '../platform/ballots/session-keys';
import { hasSigners, holdSigners, signersLookup } from '../platform/ballots/session-signers';
import { bookings, halls, sessions } from '../platform/database/collections';
import { aggregate } from '../platform/database/store';

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

type Joined = Session & {
  hall: Hall[];
  booked: Pick<Booking, 'personId' | 'wish'>[];
  keys?: CredentialKey[];
};

/**
 * The room of a session. One joined read every ten seconds, none in between. A process that does not know the session's
 * keys yet reads them along, because whoever is let in is signed for next.
 *
 * @throws DomainError not_found
 */
export async function roomOf(sessionId: string, now: number): Promise<Room> {
  if (held?.room.session._id === sessionId && Math.abs(now - held.at) < FRESH_MS) return held.room;
  const [found] = await aggregate(sessions, [
    { match: { _id: sessionId } },
    { lookup: { from: halls.name, localField: '_id', foreignField: '_id', as: 'hall' } },
    { lookup: bookedIn(sessionId) },
    ...(hasSigners(sessionId) ? [] : [{ lookup: signersLookup(sessionId, 'keys') }]),
  ]).list<Joined>();
  ensure(found !== undefined, 'not_found');
  const { hall, booked, keys, ...session } = found;
  if (keys) holdSigners(sessionId, keys);
  const wishes = new Map(booked.map(({ personId, wish }) => [personId, wish]));
  const room = { session, secret: hall[0]?.secret ?? '', wishes };
  // Without a secret nobody can have scanned anything yet; the next call looks again.
  if (room.secret !== '') held = { room, at: now };
  return room;
}

const bookedIn = (sessionId: string) => ({
  from: bookings.name,
  pipeline: [
    { $match: { sessionId, status: { $in: [...HOLDING] } } },
    { $limit: 1000 },
    { $project: { personId: 1, wish: 1 } },
  ],
  as: 'booked',
});
