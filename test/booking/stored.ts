import type { Booking } from '../../cloudfunctions/core/session/booking';
import type { Pool } from '../../cloudfunctions/core/session/pool';
import type { Product } from '../cloud';

type Reading = Pick<Product, 'cloud'>;

/** What the database holds, typed by the collection it comes from. */
export const bookingsOf = ({ cloud }: Reading): Booking[] => cloud.read('bookings') as unknown as Booking[];
export const poolsOf = ({ cloud }: Reading): Pool[] => cloud.read('booking_pools') as unknown as Pool[];

const HOLDING = ['confirmed', 'offered', 'attended', 'absent'];

/** What must hold of every pool whenever nothing is under way. */
export function expectSound(product: Reading, sessionId?: string): void {
  const bookings = bookingsOf(product);
  for (const pool of poolsOf(product)) {
    if (sessionId !== undefined && pool.sessionId !== sessionId) continue;
    const mine = bookings.filter(({ poolId }) => poolId === pool._id);
    const holding = mine.filter(({ status }) => HOLDING.includes(status));
    expect(holding.length).toBeLessThanOrEqual(pool.capacity);
    expect(Object.keys(pool.holders).sort()).toEqual(holding.map(({ personId }) => personId).sort());
    expect(pool.left).toBe(pool.capacity - holding.length);
    const claims = holding.map(({ personId, claim }) => pool.holders[personId]?.claim === claim);
    expect(claims.every(Boolean)).toBe(true);
    const waiting = mine.filter(({ status, hold }) => status === 'waitlisted' && hold === 0);
    expect(pool.waiting).toBe(waiting.length);
    expect(pool.offers).toBe(mine.filter(({ status }) => status === 'offered').length);
    // Nobody waits beside a free place.
    expect(waiting.length > 0 && pool.left > 0).toBe(false);
  }
}
