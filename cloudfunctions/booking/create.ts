import { randomBytes, randomInt } from 'node:crypto';
import type { bookingContract } from '../contract/booking';
import { hasHappened } from '../core/change';
import { DomainError, ensure } from '../core/domain-error';
import { bookingId } from '../core/session/booking';
import { ensureBookable, type Session } from '../core/session/session';
import type { Handler } from '../platform/call/dispatch';
import { voiceOf } from '../platform/call/voice';
import { bookingPools, bookings, sessions } from '../platform/database/collections';
import { find, get } from '../platform/database/store';
import { ensureChoosable } from '../platform/database/topics';
import { promote } from './promote';
import { type Seated, seat } from './seat';
import { positionOf, shown } from './view';

/**
 * Books a speaking slot or a seat, or a place on the waitlist when they are gone. A confirmed booking takes four round
 * trips: person with session, request, place, booking; once a minute one more, for the categories.
 *
 * @throws DomainError not_found, session_called_off, booking_not_open, booking_closed, seats_full, already_booked,
 *   account_used, invalid_input where the category cannot be chosen
 */
export const createBooking: Handler<(typeof bookingContract)['booking.create']> = {
  may: 'bound',
  beside: { from: sessions, field: 'sessionId' },
  async run({ sessionId, form }, { caller, now, requestId }) {
    const person = await caller.boundPerson();
    const session = await caller.readBeside(sessions, sessionId);
    ensure(session !== null, 'not_found');
    try {
      ensureBookable(session, now);
      ensure(form.wish === 'speak' || session.plan.seats > 0, 'seats_full');
      if (form.category !== null) await ensureChoosable(form.category, now);
    } catch (refusal) {
      return repeated(session, bookingId(sessionId, person._id), requestId, refusal);
    }
    const voice = voiceOf(caller.openid, sessionId);
    const by = { actor: person._id, now, requestId };
    const seated = await seat({ session, person, form, code: checkInCode(), entry: lotName(), voice }, by);
    const { booking } = seated;
    return booking.status === 'waitlisted' ? waiting(seated, session, now) : shown(booking, session, null);
  },
};

/** A repeat of a command that came in time is answered as the first was, also after the cut-off. */
async function repeated(session: Session, id: string, requestId: string, refusal: unknown) {
  const booking = await get(bookings, id);
  if (!booking || !hasHappened(booking, requestId)) throw refusal;
  const position = booking.status === 'waitlisted' ? await positionOf(booking) : null;
  return shown(booking, session, position);
}

async function waiting({ booking, position }: Seated, session: Session, now: number) {
  const [counted, [pool]] = await Promise.all([
    position ?? positionOf(booking),
    find(bookingPools, { _id: booking.poolId }, { limit: 1, fields: ['left'] }),
  ]);
  // A place may have come free between our ticket and our booking, when there was nobody yet to give it to.
  if (booking.hold === 0 && pool && pool.left > 0 && (await promote(session, booking.poolId, now)) > 0) {
    const current = await get(bookings, booking._id);
    if (!current) throw new DomainError('conflict');
    return shown(current, session, await positionOf(current));
  }
  return shown(booking, session, counted);
}

/** Ten letters by chance, which tell nothing of the person. */
export const lotName = (): string => randomBytes(5).toString('hex');

const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Six letters that cannot be misread, for the desk. */
export const checkInCode = (): string =>
  Array.from({ length: 6 }, () => CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length))).join('');
