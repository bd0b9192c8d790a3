import type { z } from 'zod';
import type { bookingContract } from '../contract/booking';
import { ensure } from '../core/domain-error';
import { PAGE_SIZE } from '../core/page';
import { OVERSIGHT } from '../core/people/role-sets';
import type { Booking } from '../core/session/booking';
import { figuresOf, type Pool } from '../core/session/pool';
import type { Handler } from '../platform/call/dispatch';
import { bookingPools, bookings } from '../platform/database/collections';
import { _, aggregate, find } from '../platform/database/store';

type Row = Booking & { pools: Array<Omit<Pool, 'holders'>> };
type Listed = z.output<(typeof bookingContract)['booking.list']['output']>['bookings'][number];

/** Those with a place first, then the waitlist in its order. Two round trips: the caller, and the page with its pools. */
export const listBookings: Handler<(typeof bookingContract)['booking.list']> = {
  may: OVERSIGHT,
  async run({ sessionId, wish, status, cursor }) {
    const place = placeOf(cursor);
    const rows = await aggregate(bookings, [
      // Cancelled ones have lost their form; they are shown only when asked for.
      { match: { sessionId, wish, status: status ?? _.neq('cancelled') } },
      { sort: { rank: 1, bookedAt: 1, _id: 1 } },
      { skip: place.offset },
      { limit: PAGE_SIZE + 1 },
      {
        lookup: { from: 'booking_pools', localField: 'sessionId', foreignField: 'sessionId', as: 'pools' },
      },
      { project: { 'pools.holders': 0 } },
    ]).list<Row>();
    const pools = rows[0]?.pools ?? (await find(bookingPools, { sessionId }));
    const page = rows.slice(0, PAGE_SIZE).map((row) => listed(row, place.ahead));
    const { confirmed, waiting, offered, left } = figuresOf(pools, wish);
    const offset = place.offset + page.length;
    return {
      bookings: page,
      next: rows.length > PAGE_SIZE ? cursorOf(offset, place.ahead) : null,
      totals: { confirmed, waiting, offered, left },
    };
  },
};

/** `ahead` counts, by pool, who waits before the row; with a quota there are two waitlists on one page. */
function listed(row: Booking, ahead: Map<string, number>): Listed {
  const isWaiting = row.status === 'waitlisted';
  const before = ahead.get(quotaOf(row)) ?? 0;
  if (isWaiting) ahead.set(quotaOf(row), before + 1);
  return {
    personId: row.personId,
    name: row.name,
    unit: row.unit,
    kind: row.kind,
    wish: row.wish,
    status: row.status,
    position: isWaiting ? before + 1 : null,
    offerExpiresAt: row.offerExpiresAt,
    category: row.form?.category ?? '',
    departmentId: row.form?.departmentId ?? null,
    title: row.form?.title ?? '',
    detail: row.form?.detail ?? '',
    phone: row.form?.phone ?? '',
    isUnnamed: row.form?.isUnnamed ?? false,
    hasNoShowHold: row.hold === 1 && row.entry === undefined,
    bookedAt: row.bookedAt,
  };
}

const quotaOf = ({ poolId }: Booking) => poolId.slice(poolId.lastIndexOf(':') + 1);

const cursorOf = (offset: number, ahead: ReadonlyMap<string, number>) =>
  [offset, ...Array.from(ahead, ([quota, count]) => `${quota}${count}`)].join('.');

/** `40.student12.staff3`: how many rows, and who waits before the next one. */
function placeOf(cursor: string | undefined): { offset: number; ahead: Map<string, number> } {
  const ahead = new Map<string, number>();
  if (cursor === undefined) return { offset: 0, ahead };
  ensure(/^[0-9]{1,6}(\.(any|student|staff)[0-9]{1,6}){0,2}$/.test(cursor), 'invalid_input', {
    cursor: 'cursor_malformed',
  });
  const [offset, ...counts] = cursor.split('.');
  for (const count of counts) ahead.set(count.replace(/[0-9]+/, ''), Number(count.replace(/[a-z]+/, '')));
  return { offset: Number(offset), ahead };
}
