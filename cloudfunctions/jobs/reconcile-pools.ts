import { promote } from '../booking/promote';
import { DAY_MS } from '../core/rules/calendar';
import { type Booking, HOLDING } from '../core/session/booking';
import type { Pool } from '../core/session/pool';
import { bookingUntil, type Session } from '../core/session/session';
import { bookingPools, bookings, sessions } from '../platform/database/collections';
import { _, aggregate, find } from '../platform/database/store';
import { correctCounts } from './reconcile-pools-counts';
import { releaseHeldBack } from './reconcile-pools-hold';
import { releaseOrphans, restoreHolders } from './reconcile-pools-holders';
import { dueOn, type TimerStep } from './timer-step';

/** A full comparison of holders and bookings, besides those that the counts call for. */
const FULL_EVERY_MS = 10 * 60_000;

const openAt = (now: number) => ({ status: 'previewed', startsAt: _.gt(now - DAY_MS) }) as const;

/**
 * Puts right what calls that died half way have left in the pools of open sessions, and gives free places on. Each
 * correction is a conditional update on exactly what was seen, so it may run beside any number of bookings. Three
 * round trips when all is well.
 */
export const reconcilePools: TimerStep = {
  name: 'reconcile_pools',
  dueWhen: (now) => [dueOn(sessions, openAt(now))],
  run: reconcileAll,
};

async function reconcileAll(now: number): Promise<void> {
  const open = await find(sessions, openAt(now));
  for (const session of open) {
    if (now >= bookingUntil(session)) continue;
    const [counts, pools] = await Promise.all([
      countsOf(session._id),
      find(bookingPools, { sessionId: session._id }),
    ]);
    for (const pool of pools)
      await reconcile(
        session,
        pool,
        counts.filter(({ _id }) => _id.poolId === pool._id),
        now,
      );
  }
}

/** How many bookings there are of each kind. */
interface Count {
  _id: Pick<Booking, 'poolId' | 'status' | 'hold'>;
  bookings: number;
}

const countsOf = (sessionId: string): Promise<Count[]> =>
  aggregate(bookings, [
    { match: { sessionId } },
    {
      group: {
        _id: { poolId: '$poolId', status: '$status', hold: '$hold' },
        bookings: { $sum: 1 },
      },
    },
  ]).list<Count>();

async function reconcile(session: Session, pool: Pool, counts: readonly Count[], now: number): Promise<void> {
  const sum = (isMeant: (key: Count['_id']) => boolean) =>
    counts.filter(({ _id }) => isMeant(_id)).reduce((total, counted) => total + counted.bookings, 0);
  const holding = sum(({ status }) => HOLDING.includes(status));
  const waiting = sum(({ status, hold }) => status === 'waitlisted' && hold === 0);
  const heldBack = sum(({ status, hold }) => status === 'waitlisted' && hold === 1);
  const offers = sum(({ status }) => status === 'offered');
  const isFullDue = now % FULL_EVERY_MS < 60_000;
  const isOff = isFullDue || holding !== Object.keys(pool.holders).length;
  if (isOff) {
    await releaseOrphans(pool._id, now);
    await restoreHolders(pool._id, now);
  }
  await correctCounts(pool, { waiting, offers }, now);
  if (heldBack > 0) await releaseHeldBack(session, pool._id, now);
  if (isOff || (pool.left > 0 && waiting + heldBack > 0)) await promote(session, pool._id, now);
}
