import { randomUUID } from 'node:crypto';
import { SYSTEM } from '../core/change';
import { type Booking, offer, offerDeadline } from '../core/session/booking';
import { isDrawnToPlace } from '../core/session/draw';
import { holderKey } from '../core/session/pool';
import { bookingUntil, type Session } from '../core/session/session';
import { bookingPools, bookings } from '../platform/database/collections';
import { find, get } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { giveBackTicket, givePlaceBack, takeForNext } from './places';

/** Places given in one go; what is left over is taken up by `jobs` within a minute. */
const AT_ONCE = 100;

/**
 * Gives free places to those who wait, in order, each place exactly once: a place is first taken for the next person
 * by one conditional update and then offered to them. May run any number of times at once; one that dies between the
 * two is put right by `jobs`. Answers how many were given.
 */
export async function promote(session: Session, poolId: string, now: number): Promise<number> {
  if (session.status !== 'previewed' || now >= bookingUntil(session)) return 0;
  const isOfferTime = offerDeadline(session.startsAt, session.rules.booking, now) !== null;
  let given = 0;
  for (let round = 0; round < AT_ONCE; round++) {
    const line = await nextInLine(poolId);
    if (!line) return given;
    const { next, capacity } = line;
    const isSure = isDrawnToPlace(next, capacity);
    const isOffer = isOfferTime && !isSure;
    const claim = randomUUID();
    if (!(await takeForNext(poolId, next.personId, { at: now, claim }, isOffer))) continue;
    const { entity } = offer(next, session, claim, { actor: SYSTEM, now, requestId: claim }, isSure);
    if ((await write(bookings, next, entity)) === 'written') {
      given++;
      await giveBackTicket(poolId);
    } else await givePlaceBack(poolId, next.personId, claim, { offer: isOffer });
  }
  return given;
}

/** The first who waits and is not just being given a place by another call; null when nobody or no place is left. */
async function nextInLine(poolId: string): Promise<{ next: Booking; capacity: number } | null> {
  const [pool, waiting] = await Promise.all([
    get(bookingPools, poolId),
    find(bookings, { poolId, status: 'waitlisted' }, { order: [['rank', 'asc']], limit: 50 }),
  ]);
  if (!pool || pool.left <= 0) return null;
  const next = waiting.find(({ hold, personId }) => hold === 0 && !(holderKey(personId) in pool.holders));
  return next ? { next, capacity: pool.capacity } : null;
}
