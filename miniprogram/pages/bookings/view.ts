import type { Output } from '../../api/dto';
import { type BookingView, bookingView } from '../../view/booking';

export interface BookingsView {
  live: BookingView[];
  past: BookingView[];
  next: string;
}

/** Own bookings: those that still mean something first. */
export function bookingsView(answer: Output<'booking.mine'>, now: number): BookingsView {
  const all = answer.bookings.map((booking) => bookingView(booking, now));
  return {
    live: all.filter((one) => one.isLive || one.canChoose),
    past: all.filter((one) => !one.isLive && !one.canChoose),
    next: answer.next ?? '',
  };
}

/** What the person is asked before a place is given away. */
export const cancelQuestion = (booking: BookingView): { title: string; content: string } => ({
  title: `取消${booking.session}的${booking.wish}预约？`,
  content: '名额会马上给下一位，你填写的内容会删除。还想来时可以重新预约，或直接到现场。',
});
