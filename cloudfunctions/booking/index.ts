import { bookingContract } from '../contract/booking';
import { serve } from '../platform/call/dispatch';
import { cancelBooking } from './cancel';
import { chooseUnreached } from './choose';
import { confirmBooking } from './confirm';
import { createBooking } from './create';
import { listBookings } from './list';
import { markBookingAbsent } from './mark-absent';
import { myBookings } from './mine';

export const main = serve(bookingContract, {
  'booking.create': createBooking,
  'booking.confirm': confirmBooking,
  'booking.cancel': cancelBooking,
  'booking.choose': chooseUnreached,
  'booking.mine': myBookings,
  'booking.list': listBookings,
  'booking.markAbsent': markBookingAbsent,
});
