import type { UnreachedChoice } from '../../../miniprogram/shared/labels';
import type { Act } from '../change';
import { ensure } from '../domain-error';
import { type Booking, type BookingTransition, changedBooking, emptied, tellingBooking } from './booking';
import type { Session } from './session';

// Who waited for a speaking slot and got none when the session closed, or had one and was not called (docs/rules.md,
// Booking).

/**
 * The wait ends with the session. What a speaker wrote is kept until `emptyAt` for the person to say what becomes of
 * it; of a listener there is nothing to keep. The person is told.
 *
 * @throws DomainError conflict when it neither waits nor was there
 */
export function passOver(booking: Booking, session: Session, emptyAt: number, act: Act): BookingTransition {
  const { status } = booking;
  ensure(status === 'waitlisted' || status === 'offered' || status === 'attended', 'conflict');
  const isSpeaker = booking.wish === 'speak';
  const next = changedBooking(booking, act, 'unreached', {
    ...emptied,
    status: 'unreached',
    hold: 0,
    form: isSpeaker ? booking.form : null,
    emptyAt: isSpeaker ? emptyAt : null,
    choice: null,
  });
  const deadline = isSpeaker ? emptyAt : undefined;
  return {
    ...next,
    entity: tellingBooking(next.entity, session, 'booking_unreached', act.now, { deadline, booking: status }),
  };
}

/** May the person still say what becomes of the form? Kept for the next session they may, until it is booked there. */
export const canChoose = ({ status, form, pendingCase }: Booking): boolean =>
  status === 'unreached' && form !== null && !pendingCase;

/**
 * The one tap: a case is made of it (by an outbox), it is kept for the next session, or deleted.
 *
 * @throws DomainError not_found when there is nothing to decide any more
 */
export function choose(
  booking: Booking,
  choice: UnreachedChoice,
  isDoubtful: boolean,
  act: Act,
): BookingTransition {
  ensure(canChoose(booking), 'not_found');
  const fields = {
    case: { pendingCase: { isDoubtful }, emptyAt: null },
    keep: { emptyAt: null },
    delete: { form: null, emptyAt: null },
  } as const;
  return changedBooking(booking, act, `unreached_${choice}`, { choice, ...fields[choice] });
}

/** What the person wrote has served: the case is made, the next session booked, or the time is over. */
export const forget = (booking: Booking, act: Act): BookingTransition =>
  changedBooking(booking, act, 'forgotten', { form: null, emptyAt: null, pendingCase: null });
