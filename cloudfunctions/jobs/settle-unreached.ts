import { caseOfBooking } from '../booking/case-of-booking';
import { checkInCode, lotName } from '../booking/create';
import { seat } from '../booking/seat';
import { SYSTEM } from '../core/change';
import { DomainError } from '../core/domain-error';
import type { Booking } from '../core/session/booking';
import type { Session } from '../core/session/session';
import { ensureBookable } from '../core/session/session';
import { forget } from '../core/session/unreached';
import { eachInTurn } from '../platform/call/each';
import { voiceOf } from '../platform/call/voice';
import { bookings, people, sessions } from '../platform/database/collections';
import { _, find, get, update } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { dueOn, type TimerStep } from './timer-step';

const PAGE = 200;
const overAt = (now: number) => ({ status: 'unreached', emptyAt: _.lte(now) }) as const;
const WITH_CASE = { 'pendingCase.isDoubtful': _.in([true, false]) } as const;
/** Sessions that can be booked and have not yet taken up what was kept for them. */
const TAKING_UP = { status: 'previewed', keptSeated: _.neq(true) } as const;
const KEPT = { status: 'unreached', choice: 'keep', form: _.neq(null) } as const;

/** What those who waited in vain wrote: cases that calls left unmade, forms kept for this session, forms out of time. */
export const settleUnreached: TimerStep = {
  name: 'settle_unreached',
  dueWhen: (now) => [dueOn(bookings, WITH_CASE), dueOn(sessions, TAKING_UP), dueOn(bookings, overAt(now))],
  async run(now) {
    const pending = await find(bookings, WITH_CASE, { limit: PAGE });
    await eachInTurn('case_of_booking', pending, (booking) => caseOfBooking(booking, now));
    for (const session of await find(sessions, TAKING_UP, { limit: 10 })) await takeUp(session, now);
    const over = await find(bookings, overAt(now), { limit: PAGE });
    await eachInTurn('forget_unreached', over, (booking) => emptied(booking, now));
  },
};

/** Books for those who asked to be kept for the next session, in the order in which they had booked. */
async function takeUp(session: Session, now: number): Promise<void> {
  const kept = await find(bookings, KEPT, { order: [['bookedAt', 'asc']], limit: PAGE });
  const earlier = kept.filter(({ sessionNumber }) => sessionNumber < session.number);
  const done = await eachInTurn('seat_kept', earlier, (booking) => bookKept(booking, session, now));
  if (done === earlier.length && kept.length < PAGE)
    await update(sessions, { _id: session._id }, { keptSeated: true });
}

async function bookKept(booking: Booking, session: Session, now: number): Promise<void> {
  const person = await get(people, booking.personId);
  // Unbound at the moment: it stays until the account is back, or the next session.
  if (!person || person.openid === null || booking.form === null) return;
  const by = { actor: person._id, now, requestId: `kept-${booking._id}` };
  const voice = voiceOf(person.openid, session._id);
  try {
    ensureBookable(session, now);
    await seat({ session, person, form: booking.form, code: checkInCode(), entry: lotName(), voice }, by);
  } catch (error) {
    // Who has booked for themselves meanwhile wants that booking; a session that is closed takes nothing up.
    if (!(error instanceof DomainError)) throw error;
    if (['booking_closed', 'booking_not_open', 'session_called_off'].includes(error.code)) return;
    if (error.code !== 'already_booked' && error.code !== 'account_used') throw error;
  }
  await emptied(booking, now);
}

async function emptied(booking: Booking, now: number): Promise<void> {
  const act = { actor: SYSTEM, now, requestId: `forget-${booking._id}.${booking.version}` };
  if ((await write(bookings, booking, forget(booking, act).entity)) === 'stale')
    throw new DomainError('conflict');
}
