import type { BookingForm } from '../contract/booking';
import { type Act, hasHappened } from '../core/change';
import { DomainError, ensure } from '../core/domain-error';
import type { Person } from '../core/people/person';
import {
  type Booking,
  book,
  bookAgain,
  bookingId,
  HOLDING,
  isHeldBack,
  isLive,
  type Seating,
} from '../core/session/booking';
import { isDrawPending } from '../core/session/lottery';
import { holderKey, poolFor } from '../core/session/pool';
import type { Session } from '../core/session/session';
import { bookingPools, bookings } from '../platform/database/collections';
import { add, find, get, isDuplicate } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { giveBackTicket, givePlaceBack, relabel, takePlace, takeTicket } from './places';
import { promote } from './promote';

interface Wanted {
  session: Session;
  person: Person;
  form: BookingForm;
  code: string;
  /** Its name in a draw, should there be one. */
  entry: string;
  /** Of the account (platform/call/voice). */
  voice: string;
}

export interface Seated {
  booking: Booking;
  /** Place on the waitlist as the ticket gave it; null when it has to be counted, or there is none. */
  position: number | null;
}

type Seat = Seating & { position: number | null };

/** Pools that were full when this instance last looked: there the ticket is tried first, which spares a round trip. */
const seenFull = new Set<string>();

/** Each round ends unless somebody else moved in between; under any load these are plenty. */
const ROUNDS = 8;

/**
 * Books: a place, or a ticket of the waitlist, and then the booking itself. Two round trips when a place is free.
 * Correct for any number of callers at once, for repeats, and for calls that die between the two writes.
 *
 * @throws DomainError already_booked, account_used, booking_not_open
 */
export async function seat(wanted: Wanted, by: Act): Promise<Seated> {
  const poolId = poolFor(wanted.session, wanted.form.wish, wanted.person.kind);
  for (let round = 0; round < ROUNDS; round++) {
    const seating = await takeSeating(wanted, poolId, by);
    const booking = seating ? await record(wanted, poolId, seating, by) : await resume(wanted, poolId, by);
    // A repeat is answered with the booking that is there; the ticket just given back says nothing of its place.
    const isFresh = seating !== null && 'ticket' in seating && seating.ticket === booking?.rank;
    if (booking) return { booking, position: isFresh ? seating.position : null };
  }
  throw new DomainError('conflict');
}

async function takeSeating(wanted: Wanted, poolId: string, by: Act): Promise<Seat | null> {
  const { person, session } = wanted;
  // While lots are to be drawn nobody takes a place: all wait for the draw.
  const isDrawn = wanted.form.wish === 'speak' && isDrawPending(session);
  const isBehind = isDrawn || isHeldBack(person, session, by.now);
  const ticket = async (): Promise<Seat | null> => {
    const taken = await takeTicket(poolId, person._id, isBehind);
    if (!taken) return null;
    seenFull.add(poolId);
    return { ticket: taken.number, hold: isBehind ? 1 : 0, position: taken.position };
  };
  const place = async (): Promise<Seat | null> => {
    if (!(await takePlace(poolId, person._id, by.requestId, by.now))) return null;
    seenFull.delete(poolId);
    return { place: by.requestId, position: null };
  };
  if (isBehind) return ticket();
  return seenFull.has(poolId) ? ((await ticket()) ?? place()) : ((await place()) ?? ticket());
}

/** Neither place nor ticket: the person has one already, or a place came free a moment ago (then null: try again). */
async function resume(wanted: Wanted, poolId: string, by: Act): Promise<Booking | null> {
  const { session, person } = wanted;
  const [booking, pool] = await Promise.all([
    get(bookings, bookingId(session._id, person._id)),
    get(bookingPools, poolId),
  ]);
  ensure(pool !== null, 'booking_not_open');
  if (booking && (isLive(booking) || hasHappened(booking, by.requestId))) return answerOf(booking, by);
  const holder = pool.holders[holderKey(person._id)];
  if (!holder) return null;
  // A hold without a booking: an earlier call died between the two, or is still on its way. Either way its hold
  // becomes ours, and of the two bookings only one can be added.
  const mine = { at: by.now, claim: by.requestId };
  const isOurs = await relabel(poolId, person._id, holder, mine);
  return isOurs ? record(wanted, poolId, { place: by.requestId }, by) : null;
}

/** Writes the booking; where the person has one already, the seating goes back. Null: somebody was faster, try again. */
async function record(wanted: Wanted, poolId: string, seating: Seating, by: Act): Promise<Booking | null> {
  const { session, person, form } = wanted;
  const entry = form.wish === 'speak' && isDrawPending(session) ? { entry: wanted.entry } : {};
  const { code, voice } = wanted;
  const { entity: fresh } = book(session, person, form, seating, { code, voice, ...entry }, by);
  if ((await add(bookings, fresh)) === 'added') return fresh;
  const existing = await get(bookings, fresh._id);
  if (existing && !isLive(existing) && !hasHappened(existing, by.requestId)) {
    const next = bookAgain(existing, fresh);
    if ((await writeAgain(existing, next)) === 'written') return next;
  }
  await giveBack(wanted, poolId, seating, existing, by);
  if (!existing || !isLive(existing)) await ensureOwnVoice(wanted);
  return existing && (isLive(existing) || hasHappened(existing, by.requestId))
    ? answerOf(existing, by)
    : null;
}

/** The account may have booked meanwhile under another number; then its voice is taken. */
async function writeAgain(existing: Booking, next: Booking): Promise<'written' | 'stale'> {
  try {
    return await write(bookings, existing, next);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return 'stale';
  }
}

/** @throws DomainError account_used when the account has booked this session under another number */
async function ensureOwnVoice({ person, voice }: Wanted): Promise<void> {
  const [used] = await find(bookings, { voice }, { limit: 1, fields: ['personId'] });
  ensure(!used || used.personId === person._id, 'account_used');
}

async function giveBack(
  { session, person }: Wanted,
  poolId: string,
  seating: Seating,
  existing: Booking | null,
  by: Act,
): Promise<void> {
  if ('ticket' in seating) {
    if (seating.hold === 0) await giveBackTicket(poolId);
    return;
  }
  const hasPlaceHere = existing?.poolId === poolId && HOLDING.includes(existing.status);
  if (!hasPlaceHere) {
    const freed = await givePlaceBack(poolId, person._id, seating.place);
    if (freed && freed.waiting > 0) await promote(session, poolId, by.now);
  } else if (existing.claim !== seating.place) {
    // We took over the hold of a call that was only slow; it is the hold of that booking.
    const mine = { at: by.now, claim: seating.place };
    await relabel(poolId, person._id, mine, { at: by.now, claim: existing.claim });
  }
}

/** The same command gets its booking again; another one is told that there is one. */
function answerOf(booking: Booking, by: Act): Booking {
  ensure(hasHappened(booking, by.requestId), 'already_booked');
  return booking;
}
