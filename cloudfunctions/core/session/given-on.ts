import { type Act, hasHappened } from '../change';
import { type Booking, type BookingTransition, changedBooking } from './booking';
import { bookingUntil, type Session } from './session';

// A booked speaker whose question is asked together with another one needs no turn of their own: the place goes on to
// who waits (docs/rules.md, Booking). The booking stays, with what was written: its person is expected and is a co-asker.

/** Stands for the pool of such a booking: it is counted in none, so that the place it had is free. */
export const GIVEN_ON = 'given-on';

export const hasGivenOn = ({ poolId }: Pick<Booking, 'poolId'>): boolean => poolId === GIVEN_ON;

/** The place goes on while there is somebody whom it can still reach, once. Null where nothing is to be given. */
export function giveOn(booking: Booking, session: Session, act: Act): BookingTransition | null {
  const isOpen = session.status === 'previewed' && act.now < bookingUntil(session);
  const hasPlace = booking.wish === 'speak' && booking.status === 'confirmed' && !hasGivenOn(booking);
  if (!isOpen || !hasPlace || hasHappened(booking, act.requestId)) return null;
  return changedBooking(booking, act, 'given_on', { poolId: GIVEN_ON });
}
