import { BOOKING_STATUSES, WISHES } from '../../../miniprogram/shared/labels';

/** What lists of the office call a booking. */
export const BOOKING_WORDS = { statuses: BOOKING_STATUSES, wishes: WISHES } as const;
