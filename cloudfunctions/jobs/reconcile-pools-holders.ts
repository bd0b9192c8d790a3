import { givePlaceBack, keepPlace } from '../booking/places';
import { type Booking, HOLDING } from '../core/session/booking';
import { holderKey, personOf } from '../core/session/pool';
import { logNotice } from '../platform/call/log';
import { bookingPools, bookings } from '../platform/database/collections';
import { _, find, get } from '../platform/database/store';

/** A call lives 20 s at most, so whoever took a place this long ago will write no booking any more. */
export const DEAD_AFTER_MS = 45_000;

/** Places that are held without a booking go back. Answers how many. */
export async function releaseOrphans(poolId: string, now: number): Promise<number> {
  const pool = await get(bookingPools, poolId);
  if (!pool) return 0;
  // Read after the pool: a booking that has been written since then is among them.
  const owners = new Set((await holdingOf(poolId)).map(({ personId }) => holderKey(personId)));
  let released = 0;
  for (const [key, { at, claim }] of Object.entries(pool.holders)) {
    if (owners.has(key) || at > now - DEAD_AFTER_MS) continue;
    if (await givePlaceBack(poolId, personOf(key), claim, { heldSince: at })) released++;
  }
  if (released > 0) logNotice('orphaned_places_released', { released });
  return released;
}

/** Bookings that have a place by their own word and not by the pool's get it back while there is one. */
export async function restoreHolders(poolId: string, now: number): Promise<void> {
  // Read before the pool: whoever has cancelled since then is asked again below.
  const holding = await holdingOf(poolId);
  const pool = await get(bookingPools, poolId);
  if (!pool) return;
  for (const { _id, personId, claim } of holding) {
    if (holderKey(personId) in pool.holders) continue;
    const current = await get(bookings, _id);
    if (!current || current.poolId !== poolId || !HOLDING.includes(current.status)) continue;
    const isKept = await keepPlace(poolId, personId, { at: now, claim });
    logNotice(isKept ? 'place_restored' : 'place_missing', { poolId });
  }
}

/** Everybody with a place, in pages. */
async function holdingOf(poolId: string): Promise<Array<Pick<Booking, '_id' | 'personId' | 'claim'>>> {
  const all: Array<Pick<Booking, '_id' | 'personId' | 'claim'>> = [];
  for (let after = ''; ; ) {
    const page = await find(
      bookings,
      { poolId, status: _.in([...HOLDING]), _id: _.gt(after) },
      { order: [['_id', 'asc']], limit: 1000, fields: ['personId', 'claim'] },
    );
    all.push(...page);
    const last = page[page.length - 1];
    if (page.length < 1000 || !last) return all;
    after = last._id;
  }
}
