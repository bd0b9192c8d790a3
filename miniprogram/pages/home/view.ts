import type { Output } from '../../api/dto';
import { dateWords, momentWords } from '../../shared/time';
import { isLive, stateWords } from '../../view/booking';
import { placesWords, type SessionHead, sessionHead } from '../../view/session';

type Home = Output<'session.home'>;

/** The one button of the home page and the line under it. */
export interface NextAction {
  kind: 'book' | 'booking' | 'bookings' | 'remind' | 'session';
  label: string;
  hint: string;
}

export interface HomeView {
  isBound: boolean;
  unread: number;
  bellLabel: string;
  next: (SessionHead & { answerers: string }) | null;
  /** Where the person's booking stands, as a large line above the button; empty without one. */
  standing: string;
  action: NextAction;
  last: { id: string; title: string; when: string; figures: { value: number; label: string }[] } | null;
}

/** The home page as one person sees it now. */
export function homeView(home: Home, now: number): HomeView {
  const booking = home.booking && isLive(home.booking) ? home.booking : null;
  return {
    isBound: home.isBound,
    unread: home.unread,
    bellLabel: home.unread > 0 ? `消息，${home.unread} 条未读` : '消息，没有未读',
    next: home.next
      ? {
          ...sessionHead(home.next, now),
          answerers:
            home.next.attendeeCount > 0 ? `${home.next.attendeeCount} 位领导和部门负责人到场答复` : '',
        }
      : null,
    standing: booking ? stateWords(booking, now) : '',
    action: nextAction(home, now),
    last: home.last
      ? {
          id: home.last.id,
          title: `第 ${home.last.number} 期`,
          when: dateWords(home.last.startsAt),
          figures: home.lastFigures
            ? [
                { value: home.lastFigures.attended, label: '人到场' },
                { value: home.lastFigures.questions, label: '个问题' },
                { value: home.lastFigures.solvedOnSpot, label: '个当场解决' },
              ]
            : [],
        }
      : null,
  };
}

/** What this person most likely wants of the next session. */
export function nextAction(home: Home, now: number): NextAction {
  const { next, booking } = home;
  if (!next || next.status === 'planned')
    return { kind: 'remind', label: '预告发布时提醒我', hint: '预告至少提前 7 天发布，发布后就能预约' };
  if (booking && isLive(booking)) {
    if (booking.status === 'offered')
      return { kind: 'bookings', label: '去确认名额', hint: '过时会给下一位' };
    const hint =
      booking.cancelUntil > now
        ? `${momentWords(booking.cancelUntil, now)} 前可以取消`
        : '不用再做什么，准时来就好';
    return { kind: 'booking', label: '查看我的预约', hint };
  }
  if (next.status === 'previewed' && next.bookingUntil > now)
    return { kind: 'book', label: '我要预约', hint: placesWords(next, now) };
  if (next.status === 'previewed' || next.status === 'live')
    return { kind: 'session', label: '看看这一期', hint: '预约已截止，不用预约也能来，直接到现场即可' };
  return { kind: 'session', label: '看看这一期', hint: '' };
}
