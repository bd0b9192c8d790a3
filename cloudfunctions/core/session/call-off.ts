import type { Act } from '../change';
import { ensure } from '../domain-error';
import { EVERYONE } from '../message/message';
import { type Booking, type BookingTransition, changedBooking, emptied, tellingBooking } from './booking';
import { changedSession, type Session, type Transition, tellingSession } from './session';

/**
 * The session does not take place (docs/rules.md, Calendar). The number stays; month and day may be planned again.
 * Bookings end afterwards (booking/follow-session). Whoever could read the preview is told.
 *
 * @throws DomainError wrong_stage once it has begun, or is called off already
 */
export function callOff(session: Session, reason: string, act: Act): Transition {
  ensure(session.status === 'planned' || session.status === 'previewed', 'wrong_stage');
  // Month and day are unique among sessions; with the number behind them they are in nobody's way.
  const calledOff = changedSession(session, act, 'called_off', reason, {
    status: 'cancelled',
    month: `${session.month}~${session.number}`,
    date: `${session.date}~${session.number}`,
    calledOff: { at: act.now, reason },
    bookingsFollow: 'end',
  });
  return session.previewAt === null
    ? calledOff
    : tellingSession(calledOff, 'session_changed', EVERYONE, { reason, isCalledOff: true });
}

/** A place, a turn or an offer ends with its session; what was written is deleted. @throws DomainError conflict */
export function endWithSession(booking: Booking, session: Session, act: Act): BookingTransition {
  const { status } = booking;
  ensure(status === 'confirmed' || status === 'waitlisted' || status === 'offered', 'conflict');
  const next = changedBooking(booking, act, 'called_off', { status: 'cancelled', hold: 0, ...emptied });
  const reason = `本期活动取消，${session.calledOff?.reason ?? ''}`;
  return {
    ...next,
    entity: tellingBooking(next.entity, session, 'booking_cancelled', act.now, { reason, booking: status }),
  };
}
