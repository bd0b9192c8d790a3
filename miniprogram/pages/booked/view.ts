import type { Me, MyBooking, Output } from '../../api/dto';
import { DOORS_OPEN_MS } from '../../shared/hall';
import type { MessageKind } from '../../shared/labels';
import { dateTimeWords } from '../../shared/time';
import { type BookingView, bookingView } from '../../view/booking';

export interface BookedView {
  booking: BookingView | null;
  /** What a reminder would tell, beside the button that asks for it. */
  reminder: string;
  kinds: MessageKind[];
  /** Where to go and from when, line by line. */
  way: string[];
}

export interface BookedAnswer {
  session: Output<'session.get'>;
  me: Me;
}

/** The result of booking: the ticket, and which messages are worth asking for now. */
export function bookedView({ session: { session, booking } }: BookedAnswer, now: number): BookedView {
  if (!booking) return { booking: null, reminder: '', kinds: [], way: [] };
  const isWaiting = booking.status === 'waitlisted';
  return {
    booking: bookingView(booking, now),
    way: [
      `${dateTimeWords(session.startsAt - DOORS_OPEN_MS, now)} 开始签到，地点：${session.venue}。`,
      session.plan.notes,
    ].filter(Boolean),
    reminder: isWaiting ? '轮到你、活动变更时告诉你' : '前一天提醒、活动变更时告诉你',
    kinds: isWaiting
      ? ['booking_offered', 'session_changed', 'session_reminder', 'survey_open', 'results']
      : ['session_reminder', 'session_changed', 'minutes', 'survey_open', 'results'],
  };
}

/** What the phone's calendar takes: seconds since the epoch, an hour and a half long, an alarm the day before. */
export function calendarEntry(booking: MyBooking) {
  const start = Math.floor(booking.startsAt / 1000);
  return {
    title: `四点对话 第 ${booking.sessionNumber} 期`,
    startTime: start,
    endTime: String(start + 90 * 60),
    location: booking.venue,
    alarm: true,
    alarmOffset: 24 * 3600,
  };
}
