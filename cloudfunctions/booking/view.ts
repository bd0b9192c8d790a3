import type { MyBooking } from '../contract/session';
import type { Booking } from '../core/session/booking';
import { GIVEN_ON, hasGivenOn } from '../core/session/given-on';
import { drawAt, isDrawPending } from '../core/session/lottery';
import { bookingUntil, type Session } from '../core/session/session';
import { canChoose } from '../core/session/unreached';
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
    draw:
      booking.entry !== undefined && session.lottery
        ? { entry: booking.entry, at: drawAt(session) ?? session.startsAt, isDrawn: !isDrawPending(session) }
        : null,
    calledOffReason: session.calledOff?.reason ?? '',
    hasGivenOn: hasGivenOn(booking),
    isChanged: (session.changes ?? []).length > 0,
    unreached:
      booking.status === 'unreached'
        ? { choice: booking.choice ?? null, canChoose: canChoose(booking), emptyAt: booking.emptyAt ?? null }
        : null,
  };
}

/**
 * From 1: place on the waitlist, or of a speaker with a slot in the order of speaking as it is now (hall/prepare fills
 * the queue so); null for others. One round trip where there is one.
 */
export async function positionOf(booking: Booking | null): Promise<number | null> {
  if (booking?.status === 'confirmed' && booking.wish === 'speak') {
    if (hasGivenOn(booking)) return null;
    const { sessionId, bookedAt } = booking;
    const before = {
      sessionId,
      wish: 'speak',
      status: 'confirmed',
      bookedAt: _.lt(bookedAt),
      poolId: _.neq(GIVEN_ON),
    } as const;
    return (await count(bookings, before)) + 1;
  }
  if (booking?.status !== 'waitlisted' || booking.rank === null) return null;
  // Before the draw there is no order.
  if (booking.hold === 1 && booking.entry !== undefined) return null;
  const ahead = { poolId: booking.poolId, status: 'waitlisted', rank: _.lt(booking.rank) } as const;
  return (await count(bookings, ahead)) + 1;
}
