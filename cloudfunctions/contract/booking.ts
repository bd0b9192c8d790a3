import * as z from 'zod';
import { UNREACHED_CHOICES } from '../../miniprogram/shared/labels';
import { LIMITS } from '../../miniprogram/shared/limits';
import { command, query } from './action';
import { category } from './category';
import { keysOf } from './keys-of';
import { phone } from './phone';
import { bookingStatus, myBooking, wish } from './session';
import { cursor, id, instant, optionalText, text } from './text';

/** 《预约登记表》. Identity comes from the roster, never from the form. A listener needs no topic. */
const bookingForm = z
  .strictObject({
    wish,
    phone,
    category: category.nullable().default(null),
    departmentId: id.nullable().default(null),
    title: optionalText(LIMITS.titleMax),
    detail: optionalText(LIMITS.detailMax),
    isUnnamed: z.boolean().default(false),
  })
  .superRefine((form, context) => {
    if (form.wish !== 'speak') return;
    if (form.category === null)
      context.addIssue({ code: 'custom', path: ['category'], message: 'category_needed' });
    if (form.title === '') context.addIssue({ code: 'custom', path: ['title'], message: 'text_empty' });
  });
export type BookingForm = z.output<typeof bookingForm>;

export const bookingContract = {
  'booking.create': command(z.strictObject({ sessionId: id, form: bookingForm }), myBooking),
  /** Take the offered slot. */
  'booking.confirm': command(z.strictObject({ sessionId: id }), myBooking),
  /** Frees the place and deletes what the form said. */
  'booking.cancel': command(z.strictObject({ sessionId: id }), myBooking),
  /** Of somebody who waited in vain: make a case of the form, keep it for the next session, or delete it. */
  'booking.choose': command(
    z.strictObject({ sessionId: id, choice: z.enum(keysOf(UNREACHED_CHOICES)) }),
    myBooking,
  ),
  'booking.mine': query(
    z.strictObject({ cursor: cursor.optional() }),
    z.object({ bookings: z.array(myBooking), next: cursor.nullable() }),
  ),
  // office
  'booking.list': query(
    z.strictObject({ sessionId: id, wish, status: bookingStatus.optional(), cursor: cursor.optional() }),
    z.object({
      bookings: z.array(
        z.object({
          personId: id,
          name: z.string(),
          unit: z.string(),
          kind: z.string(),
          wish,
          status: bookingStatus,
          position: z.number().nullable(),
          offerExpiresAt: instant.nullable(),
          category: z.string(),
          departmentId: id.nullable(),
          title: z.string(),
          detail: z.string(),
          phone: z.string(),
          isUnnamed: z.boolean(),
          hasNoShowHold: z.boolean(),
          bookedAt: instant,
        }),
      ),
      next: cursor.nullable(),
      totals: z.object({ confirmed: z.number(), waiting: z.number(), offered: z.number(), left: z.number() }),
    }),
  ),
  /** After the session: who had a speaking slot and did not come. Lowers priority for the next session only. */
  'booking.markAbsent': command(
    z.strictObject({ sessionId: id, personId: id, reason: text(LIMITS.reasonMax) }),
    z.object({ status: bookingStatus }),
  ),
} as const;
