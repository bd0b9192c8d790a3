import { DOORS_OPEN_MS } from '../../../miniprogram/shared/hall';
import type { PersonKind, Wish } from '../../../miniprogram/shared/labels';
import type { CheckInMethod, DeskAnswer } from '../../../miniprogram/shared/survey';
import { ensure } from '../domain-error';
import type { Person } from '../people/person';

export type { DeskAnswer };
export { DOORS_OPEN_MS };

/**
 * That a person was there. `_id` is `session:person`, so there is one at most however many desks and phones try.
 * Private: read by the office and by the person alone. What was issued to the person stands elsewhere, without time.
 * Persisted in `attendance`; changing the shape needs a migration.
 */
export interface Attendance {
  _id: string;
  sessionId: string;
  personId: string;
  /** As the roster said when the person came. */
  name: string;
  unit: string;
  kind: PersonKind;
  /** Milliseconds since the epoch. */
  firstAt: number;
  method: CheckInMethod;
  /** What the person had booked, or null for a walk-in. */
  wish: Wish | null;
  /** Request id of the scan, or the desk's own id of the entry: its repeat is the same check-in, not a second one. */
  entryId: string;
  /**
   * Keyed digest of account and session, unique: one account comes in once, under whichever number it is bound.
   * `withoutAccount` for whoever the desk let in unbound. Says nothing of ratings: no ballot knows it.
   */
  voice: string;
  /**
   * Which member of the office let the person in, and, for what was brought in after the close, which other one
   * confirmed it; null for a scan.
   */
  desk: { by: string; confirmedBy: string | null } | null;
  /** Of a scan: whether it came from the hall's networks. Absent where the college names none. Decides nothing. */
  isOnNetwork?: boolean;
  /**
   * Everybody may read that the person was there. Set and taken back by the person alone, without a time, and read by
   * the public list alone: neither credentials nor ballots ever meet it.
   */
  isListed: boolean;
}

/** Somebody comes in. */
export const attend = (
  sessionId: string,
  { _id: personId, name, unit, kind }: Pick<Person, '_id' | 'name' | 'unit' | 'kind'>,
  how: Pick<Attendance, 'firstAt' | 'method' | 'wish' | 'entryId' | 'voice'> &
    Partial<Pick<Attendance, 'desk' | 'isOnNetwork'>>,
): Attendance => ({
  _id: attendanceId(sessionId, personId),
  sessionId,
  personId,
  name,
  unit,
  kind,
  desk: null,
  ...how,
  isListed: false,
});

export const attendanceId = (sessionId: string, personId: string): string => `${sessionId}:${personId}`;

/** What check-in needs to know of a session. */
export interface CheckInWindow {
  startsAt: number;
  status: string;
  history: readonly { what: string; at: number }[];
}

/** Nobody is let in as somebody who is there so long after the beginning, whether or not the office closed the hall. */
export const ROOM_OPEN_MS = 6 * 3_600_000;

/** When check-in ends: with the hall, and by the clock where nobody closes it. Milliseconds since the epoch. */
export function checkInEnds({ startsAt, history }: CheckInWindow): number {
  const closed = history.find(({ what }) => what === 'closed');
  return Math.min(closed?.at ?? Number.MAX_SAFE_INTEGER, startsAt + ROOM_OPEN_MS);
}

/**
 * May people be checked in as they come? From an hour before the start until the office closes the session, and for
 * ROOM_OPEN_MS at most. Throws `check_in_not_open`, `check_in_closed`.
 */
export function ensureCheckInOpen(session: CheckInWindow, now: number): void {
  ensureDoorsOpen(session, now);
  ensure(['previewed', 'live'].includes(session.status) && now < checkInEnds(session), 'check_in_closed');
}

/**
 * May a desk bring in anybody, be it late? Never before the doors open, nor into a session that was called off.
 * Throws `check_in_not_open`, `check_in_closed`.
 */
export function ensureDoorsOpen({ startsAt, status }: CheckInWindow, now: number): void {
  ensure(status !== 'cancelled', 'check_in_closed');
  ensure(status !== 'planned' && now >= startsAt - DOORS_OPEN_MS, 'check_in_not_open');
}

/**
 * When a desk let the person in, from how long ago that was: the desk's clock is never asked for a date. An age that
 * would lie before the doors opened is cut to that moment.
 */
export const deskInstant = (ageMs: number, startsAt: number, now: number): number =>
  Math.min(now, Math.max(now - ageMs, startsAt - DOORS_OPEN_MS));

/** Until how long after the close a desk may bring in what it did without network. */
const LATE_DESK_MS = 4 * 3_600_000;

/**
 * Somebody whom a desk brought in after the close. Counts only when a second member of the office confirms it. Persisted
 * in `late_entries`, `_id` as in `attendance`.
 */
export interface LateEntry {
  _id: string;
  sessionId: string;
  personId: string;
  /** As the desk and the roster say. */
  firstAt: number;
  entryId: string;
  /** The member of the office who brought it in. */
  by: string;
  at: number;
}

/** Does an entry brought in after the end of check-in still count, and does its instant lie in the session? */
export function isLateEntryTaken(ageMs: number, session: CheckInWindow, now: number): boolean {
  const at = now - ageMs;
  const endedAt = checkInEnds(session);
  return now < endedAt + LATE_DESK_MS && at >= session.startsAt - DOORS_OPEN_MS && at <= endedAt;
}

/** Stands where a person was; no id of a person looks so. */
export const NOBODY = 'nobody';

/**
 * That somebody was there, when the time of the name is over (docs/rules.md, Keeping): how they came in is counted as
 * before. `place` is random, so that nobody can be tried against it.
 */
export const namelessAttendance = (entry: Attendance, place: string): Attendance => ({
  ...entry,
  _id: attendanceId(entry.sessionId, place),
  personId: NOBODY,
  name: '',
  unit: '',
  entryId: place,
  voice: place,
  isListed: false,
});
