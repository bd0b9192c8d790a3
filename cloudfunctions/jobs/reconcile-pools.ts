import { promote } from '../booking/promote';
import { HOLDING } from '../core/booking';
import { DAY_MS } from '../core/calendar';
import type { Pool } from '../core/pool';
import { bookingUntil, type Session } from '../core/session';
import { bookingPools, bookings, sessions } from '../platform/collections';
import { _, count, find } from '../platform/store';
import { correctCounts } from './reconcile-pools-counts';
import { releaseHeldBack } from './reconcile-pools-hold';
import { releaseOrphans, restoreHolders } from './reconcile-pools-holders';

/** A full comparison of holders and bookings, besides those that the counts call for. */
const FULL_EVERY_MS = 10 * 60_000;

/**
 * Puts right what calls that died half way have left in the pools of open sessions, and gives free places on. Each
 * correction is a conditional update on exactly what was seen, so it may run beside any number of bookings.
 */
export async function reconcilePools(now: number): Promise<void> {
  const open = await find(sessions, { status: 'previewed', startsAt: _.gt(now - DAY_MS) });
  for (const session of open) {
    if (now >= bookingUntil(session)) continue;
    for (const pool of await find(bookingPools, { sessionId: session._id }))
      await reconcile(session, pool, now);
  }
}

async function reconcile(session: Session, pool: Pool, now: number): Promise<void> {
  const poolId = pool._id;
  const [holding, waiting, offers] = await Promise.all([
    count(bookings, { poolId, status: _.in([...HOLDING]) }),
    count(bookings, { poolId, status: 'waitlisted', hold: 0 }),
    count(bookings, { poolId, status: 'offered' }),
  ]);
  const isFullDue = now % FULL_EVERY_MS < 60_000;
  if (isFullDue || holding !== Object.keys(pool.holders).length) {
    await releaseOrphans(poolId, now);
    await restoreHolders(poolId, now);
  }
  await correctCounts(pool, { waiting, offers }, now);
  await releaseHeldBack(session, poolId, now);
  await promote(session, poolId, now);
}
