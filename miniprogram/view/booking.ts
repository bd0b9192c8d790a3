import type { MyBooking } from '../api/dto';
import { BOOKING_STATUSES, type BookingStatus, CATEGORIES, WISHES } from '../shared/labels';
import { exactWords, leftWords, momentWords } from '../shared/time';

/** Statuses in which the person still holds, or waits for, a place. */
const LIVE: readonly BookingStatus[] = ['confirmed', 'waitlisted', 'offered'];

export const isLive = (booking: { status: BookingStatus }): boolean => LIVE.includes(booking.status);

export interface BookingView {
  sessionId: string;
  session: string;
  wish: string;
  when: string;
  exact: string;
  place: string;
  /** Where it stands, in the words of the large line. */
  state: string;
  /** What that means and what happens next. */
  note: string;
  topic: string;
  code: string;
  isLive: boolean;
  canConfirm: boolean;
  canCancel: boolean;
}

/** A booking as every page tells it. */
export function bookingView(booking: MyBooking, now: number): BookingView {
  const live = isLive(booking);
  const category = Object.entries(CATEGORIES).find(([key]) => key === booking.category)?.[1] ?? '';
  return {
    sessionId: booking.sessionId,
    session: `第 ${booking.sessionNumber} 期`,
    wish: WISHES[booking.wish],
    when: momentWords(booking.startsAt, now),
    exact: exactWords(booking.startsAt),
    place: booking.venue,
    state: stateWords(booking, now),
    note: noteWords(booking, now),
    topic: [category, booking.title].filter(Boolean).join(' · '),
    code: live ? booking.code : '',
    isLive: live,
    canConfirm: booking.status === 'offered' && (booking.offerExpiresAt ?? 0) > now,
    canCancel: live && booking.cancelUntil > now,
  };
}

/** 发言名额已定, 候补第 3 位, 待你确认，还剩 21 小时 */
export function stateWords(booking: MyBooking, now: number): string {
  switch (booking.status) {
    case 'confirmed':
      return booking.wish === 'speak' ? '发言名额已定' : '座席已定';
    case 'waitlisted':
      return booking.position === null ? '候补中' : `候补第 ${booking.position} 位`;
    case 'offered':
      return booking.offerExpiresAt === null
        ? '待你确认'
        : `待你确认，${leftWords(booking.offerExpiresAt, now)}`;
    default:
      return BOOKING_STATUSES[booking.status];
  }
}

function noteWords(booking: MyBooking, now: number): string {
  const cancel =
    booking.cancelUntil > now
      ? `来不了请在 ${momentWords(booking.cancelUntil, now)} 前取消，把名额留给别人。`
      : '';
  switch (booking.status) {
    case 'confirmed':
      return booking.startsAt > now ? cancel || '马上开始，请直接到现场。' : '请到现场签到。';
    case 'waitlisted':
      return '有人取消就按先后轮到你，轮到时会通知你。不用预约也能到现场参加。';
    case 'offered':
      return booking.offerExpiresAt === null
        ? '有名额空出来了，请确认。'
        : `有名额空出来了，请在 ${momentWords(booking.offerExpiresAt, now)} 前确认，过时给下一位。`;
    case 'cancelled':
      return '你填写的内容已经删除。';
    case 'expired':
      return '没有在时间内确认，名额给了下一位。';
    case 'absent':
      return '约了发言没有到场，下一期预约时排在后面，只影响一期。';
    case 'attended':
      return '谢谢你来。';
  }
}
