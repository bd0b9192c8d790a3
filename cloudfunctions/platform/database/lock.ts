import { locks } from './collections';
import { _, add, update } from './store';

/** By how much the clocks of two instances may differ. */
const CLOCKS_APART_MS = 60_000;

/**
 * Takes a lock for at most `forMs` milliseconds; false when somebody else has it. Whoever crashes loses it by itself.
 * A lock that ends later than it could have been taken for comes from before the clock was set back, and counts as
 * free.
 */
export async function acquire(name: string, forMs: number, now: number): Promise<boolean> {
  const until = now + forMs;
  const free = _.lte(now).or(_.gt(until + CLOCKS_APART_MS));
  if ((await update(locks, { _id: name, until: free }, { until })) === 1) return true;
  return (await add(locks, { _id: name, until })) === 'added';
}

/** The lock while `acquire` with the same numbers would find it taken. */
export const heldLock = (name: string, forMs: number, now: number) =>
  ({
    _id: name,
    until: _.gt(now).and(_.lte(now + forMs + CLOCKS_APART_MS)),
  }) as const;

/** Gives the lock back before its time. */
export async function release(name: string): Promise<void> {
  await update(locks, { _id: name }, { until: 0 });
}
