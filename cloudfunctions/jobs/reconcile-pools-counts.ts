import type { Pool, Suspicion } from '../core/session/pool';
import { bookingPools } from '../platform/database/collections';
import { _, update } from '../platform/database/store';
import { DEAD_AFTER_MS } from './reconcile-pools-holders';

/**
 * Corrects how many wait and how many offers are open. A count may be off for a moment while a call is between two
 * writes; so it is only noted at first, and corrected when it is off by the same a minute later with no ticket given
 * out meanwhile.
 */
export async function correctCounts(
  pool: Pool,
  truth: { waiting: number; offers: number },
  now: number,
): Promise<void> {
  const seen = { issued: pool.issued, waiting: pool.waiting, offers: pool.offers };
  const isRight = pool.waiting === truth.waiting && pool.offers === truth.offers;
  const suspect = pool.suspect ?? null;
  if (isRight) {
    if (suspect) await update(bookingPools, { _id: pool._id }, { suspect: _.set(null) });
    return;
  }
  const suspicion: Suspicion = { at: now, ...seen, trueWaiting: truth.waiting, trueOffers: truth.offers };
  if (!suspect || !isSame(suspect, suspicion)) {
    await update(bookingPools, { _id: pool._id }, { suspect: _.set(suspicion) });
    return;
  }
  // A clock that was set back begins the wait anew.
  if (suspect.at > now) await update(bookingPools, { _id: pool._id }, { suspect: _.set(suspicion) });
  else if (suspect.at <= now - DEAD_AFTER_MS) {
    const corrected = { waiting: truth.waiting, offers: truth.offers, suspect: _.set(null) };
    await update(bookingPools, { _id: pool._id, ...seen }, corrected);
  }
}

const isSame = (a: Suspicion, b: Suspicion): boolean =>
  a.issued === b.issued &&
  a.waiting === b.waiting &&
  a.offers === b.offers &&
  a.trueWaiting === b.trueWaiting &&
  a.trueOffers === b.trueOffers;
