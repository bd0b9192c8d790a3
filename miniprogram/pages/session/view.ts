import type { Output } from '../../api/dto';
import { isLive, stateWords } from '../../view/booking';
import { placesWords, type SessionView, sessionView } from '../../view/session';

type Answer = Output<'session.get'>;

export interface SessionPageView {
  session: SessionView;
  /** The person's standing, above the button; empty without a booking. */
  standing: string;
  /** What the one button does; null where nothing can be done any more. */
  action: { kind: 'book' | 'booked' | 'bookings'; label: string } | null;
  hint: string;
}

/** A session with its preview and the one thing this person can do about it now. */
export function sessionPageView({ session, booking }: Answer, now: number): SessionPageView {
  const view = { session: sessionView(session, now), standing: '', action: null, hint: '' };
  if (booking && isLive(booking)) {
    const standing = stateWords(booking, now);
    return booking.status === 'offered'
      ? { ...view, standing, action: { kind: 'bookings', label: '去确认名额' } }
      : { ...view, standing, action: { kind: 'booked', label: '查看我的预约' } };
  }
  if (session.status === 'planned') return { ...view, hint: '预告还没有发布，发布后就能预约' };
  if (session.status !== 'previewed') return view;
  if (session.bookingUntil <= now) return { ...view, hint: '预约已截止，不用预约也能来，直接到现场即可' };
  return { ...view, action: { kind: 'book', label: '我要预约' }, hint: placesWords(session, now) };
}
