import type { MyBooking } from '../contract/session';
import type { Booking } from '../core/session/booking';
import { bookingUntil, type Session } from '../core/session/session';
import { bookings } from '../platform/database/collections';
import { _, count } from '../platform/database/store';

/** The person's own booking as every page shows it. */
export function shown(booking: Booking, session: Session, position: number | null): MyBooking {
  return {
    sessionId: session._id,
    sessionNumber: session.number,
    startsAt: session.startsAt,
    venue: session.plan.venue,
    wish: booking.wish,
    status: booking.status,
    position,
    offerExpiresAt: booking.offerExpiresAt,
    cancelUntil: bookingUntil(session),
    title: booking.form?.title ?? '',
    category: booking.form?.category ?? '',
    code: booking.code,
  };
}

/** Place on the waitlist, from 1; null for a booking that does not wait. One round trip where it waits. */
export async function positionOf(booking: Booking | null): Promise<number | null> {
  if (booking?.status !== 'waitlisted' || booking.rank === null) return null;
  const ahead = { poolId: booking.poolId, status: 'waitlisted', rank: _.lt(booking.rank) } as const;
  return (await count(bookings, ahead)) + 1;
}
