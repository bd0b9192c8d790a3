import { type Holder, holderKey, type Pool } from '../core/session/pool';
import { bookingPools } from '../platform/database/collections';
import { _, patchAt, update, updateAndReturn, whereAt } from '../platform/database/store';

// Every write on a pool is one conditional update, so that no two of them can both take the last place, whatever the
// load and whichever of them dies half way. `left` and `holders` always change together.

const holderOf = (personId: string) => `holders.${holderKey(personId)}` as const;

/** Takes a free place for the person, if nobody waits for it. One round trip. */
export async function takePlace(
  poolId: string,
  personId: string,
  claim: string,
  now: number,
): Promise<boolean> {
  const mine = holderOf(personId);
  const holder: Holder = { at: now, claim };
  const taken = await update(
    bookingPools,
    { _id: poolId, left: _.gt(0), waiting: _.lte(0), ...whereAt(bookingPools, mine, _.exists(false)) },
    { left: _.inc(-1), ...patchAt(bookingPools, mine, _.set(holder)) },
  );
  return taken === 1;
}

export interface Ticket {
  /** Smaller tickets come first. */
  number: number;
  /** Place on the waitlist at this moment, from 1; null for somebody who is held back. */
  position: number | null;
}

/**
 * A ticket of the waitlist, in order of arrival at the store; null when there is a place after all, or when the person
 * holds one. Whoever is held back takes a ticket without being waited for. One round trip.
 */
export async function takeTicket(
  poolId: string,
  personId: string,
  isHeldBack: boolean,
): Promise<Ticket | null> {
  const free = { _id: poolId, ...whereAt(bookingPools, holderOf(personId), _.exists(false)) };
  const pool = isHeldBack
    ? await updateAndReturn(bookingPools, free, { issued: _.inc(1) })
    : await updateAndReturn(bookingPools, _.and([free, _.or([{ left: _.lte(0) }, { waiting: _.gt(0) }])]), {
        issued: _.inc(1),
        waiting: _.inc(1),
      });
  if (pool === null) return null;
  return { number: pool.issued, position: isHeldBack ? null : pool.waiting };
}

/** A ticket for somebody whose hold is lifted. One round trip. */
export async function takeReleasedTicket(poolId: string): Promise<number | null> {
  const pool = await updateAndReturn(bookingPools, { _id: poolId }, { issued: _.inc(1), waiting: _.inc(1) });
  return pool === null ? null : pool.issued;
}

/**
 * One less waits: told by whoever ended the waiting, after it has ended. Between the two the pool counts one too many,
 * which only makes newcomers queue. One round trip.
 */
export async function giveBackTicket(poolId: string): Promise<void> {
  await update(bookingPools, { _id: poolId }, { waiting: _.inc(-1) });
}

/**
 * Makes the person's hold, which was seen as `seen`, the hold of another claim: what a call that died left behind is
 * taken over, and its late twin then finds its claim gone. One round trip.
 */
export async function relabel(
  poolId: string,
  personId: string,
  seen: Holder,
  next: Holder,
): Promise<boolean> {
  const mine = holderOf(personId);
  const changed = await update(
    bookingPools,
    {
      _id: poolId,
      ...whereAt(bookingPools, `${mine}.claim`, seen.claim),
      ...whereAt(bookingPools, `${mine}.at`, seen.at),
    },
    { ...patchAt(bookingPools, mine, _.set(next)) },
  );
  return changed === 1;
}

export type Freed = Pick<Pool, 'left' | 'waiting'>;

/**
 * Gives the place back that is held under this claim; null when it is no longer held under it. One round trip.
 *
 * @param was `offer`: it was only offered. `heldSince`: and only if nobody has renewed the claim since.
 */
export async function givePlaceBack(
  poolId: string,
  personId: string,
  claim: string,
  was: { offer?: boolean; heldSince?: number } = {},
): Promise<Freed | null> {
  const mine = holderOf(personId);
  const since = was.heldSince === undefined ? {} : whereAt(bookingPools, `${mine}.at`, was.heldSince);
  return updateAndReturn(
    bookingPools,
    { _id: poolId, ...whereAt(bookingPools, `${mine}.claim`, claim), ...since },
    {
      left: _.inc(1),
      ...patchAt(bookingPools, mine, _.remove()),
      ...(was.offer ? { offers: _.inc(-1) } : {}),
    },
  );
}

/** Writes down the place of a booking that the pool does not know of, if there is one left. One round trip. */
export async function keepPlace(poolId: string, personId: string, holder: Holder): Promise<boolean> {
  const mine = holderOf(personId);
  const kept = await update(
    bookingPools,
    { _id: poolId, left: _.gt(0), ...whereAt(bookingPools, mine, _.exists(false)) },
    { left: _.inc(-1), ...patchAt(bookingPools, mine, _.set(holder)) },
  );
  return kept === 1;
}

/** Takes a free place for the next on the waitlist, to be offered to them. One round trip. */
export async function takeForNext(
  poolId: string,
  personId: string,
  holder: Holder,
  isOffer: boolean,
): Promise<boolean> {
  const theirs = holderOf(personId);
  const taken = await update(
    bookingPools,
    { _id: poolId, left: _.gt(0), ...whereAt(bookingPools, theirs, _.exists(false)) },
    {
      left: _.inc(-1),
      ...patchAt(bookingPools, theirs, _.set(holder)),
      ...(isOffer ? { offers: _.inc(1) } : {}),
    },
  );
  return taken === 1;
}

/** An offer was answered: the place is now simply taken. One round trip. */
export async function settleOffer(poolId: string): Promise<void> {
  await update(bookingPools, { _id: poolId }, { offers: _.inc(-1) });
}
