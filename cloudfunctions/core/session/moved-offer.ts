import type { Act } from '../change';
import { ensure } from '../domain-error';
import {
  type Booking,
  type BookingTransition,
  changedBooking,
  offerDeadline,
  tellingBooking,
} from './booking';
import { bookingUntil, type Session } from './session';

/**
 * An open offer after its session has moved: its deadline by the rule from when it was made, never shorter than the
 * rule allows; confirmed where the rule confirms at once; over where booking has closed. Null when nothing changes.
 *
 * @throws DomainError conflict when it is not offered any more
 */
export function moveOffer(booking: Booking, session: Session, act: Act): BookingTransition | null {
  ensure(booking.status === 'offered', 'conflict');
  const { startsAt, rules } = session;
  // Over from now on: the timer ends it as it ends every offer, and the place goes on.
  if (act.now >= bookingUntil(session)) return withDeadline(booking, act.now, act);
  const soonest = offerDeadline(startsAt, rules.booking, act.now, offeredAt(booking));
  if (soonest !== null) return withDeadline(booking, soonest, act);
  const next = changedBooking(booking, act, 'confirmed', { status: 'confirmed', offerExpiresAt: null });
  return { ...next, entity: tellingBooking(next.entity, session, 'booking_confirmed', act.now) };
}

const withDeadline = (booking: Booking, offerExpiresAt: number, act: Act): BookingTransition | null =>
  offerExpiresAt === booking.offerExpiresAt
    ? null
    : changedBooking(booking, act, 'offer_moved', { offerExpiresAt });

const offeredAt = ({ history, bookedAt }: Booking): number =>
  history.filter(({ what }) => what === 'offered').at(-1)?.at ?? bookedAt;
