import type { PersonKind, Wish } from '../../../miniprogram/shared/labels';
import type { SessionPlan } from '../../contract/session';

/** Who may take a place of the pool. */
export type Quota = PersonKind | 'any';

/** Who holds a place, since when, and under which claim: a claim is given up only by its own name. */
export interface Holder {
  at: number;
  claim: string;
}

/**
 * The places of one kind in one session: what must not overflow, taken by one conditional update. Always
 * `left` + number of holders = `capacity`. Persisted in `booking_pools`; changing the shape needs a migration.
 */
export interface Pool {
  /** `${sessionId}:${wish}:${quota}` */
  _id: string;
  sessionId: string;
  wish: Wish;
  quota: Quota;
  capacity: number;
  left: number;
  /** How many wait in turn (those held back are not among them). While it is above 0 nobody takes a place directly. */
  waiting: number;
  /** Of the places held, how many are only offered. */
  offers: number;
  /** The last ticket given out: tickets order the waitlist by arrival at the store. */
  issued: number;
  /** By person, so that taking, keeping and giving back are each one condition on one field. */
  holders: Record<string, Holder>;
  /** Counts that did not agree with the bookings when `jobs` last looked; absent when all was well. */
  suspect?: Suspicion | null;
}

/** What was counted, what it should have been, and at which ticket: only what stays the same for a while is wrong. */
export interface Suspicion {
  at: number;
  issued: number;
  waiting: number;
  offers: number;
  trueWaiting: number;
  trueOffers: number;
}

/** A place in the map of holders; a dot in an id would be read as a path. */
export const holderKey = (personId: string): string => personId.replace(/\./g, '~');
export const personOf = (key: string): string => key.replace(/~/g, '.');

export const poolId = (sessionId: string, wish: Wish, quota: Quota): string =>
  `${sessionId}:${wish}:${quota}`;

/** The pool a person's wish belongs to. */
export function poolFor(session: { _id: string; plan: SessionPlan }, wish: Wish, kind: PersonKind): string {
  return poolId(session._id, wish, wish === 'speak' && session.plan.quota !== null ? kind : 'any');
}

/** How many places each pool of a plan has. */
export function capacities(
  sessionId: string,
  plan: SessionPlan,
): Array<Pick<Pool, '_id' | 'wish' | 'quota' | 'capacity'>> {
  const size = (wish: Wish, quota: Quota, capacity: number) => ({
    _id: poolId(sessionId, wish, quota),
    wish,
    quota,
    capacity,
  });
  const speak =
    plan.quota === null
      ? [size('speak', 'any', plan.speakingSlots)]
      : [size('speak', 'student', plan.quota.student), size('speak', 'staff', plan.quota.staff)];
  return [...speak, size('listen', 'any', plan.seats)];
}

/** The pools of a session whose booking opens. */
export const newPools = (sessionId: string, plan: SessionPlan): Pool[] =>
  capacities(sessionId, plan).map((size) => ({
    ...size,
    sessionId,
    left: size.capacity,
    waiting: 0,
    offers: 0,
    issued: 0,
    holders: {},
  }));

export interface PoolFigures {
  left: number;
  waiting: number;
  offered: number;
  confirmed: number;
}

/** Sums over the pools of one wish. */
export function figuresOf(pools: ReadonlyArray<Omit<Pool, 'holders'>>, wish: Wish): PoolFigures {
  const figures: PoolFigures = { left: 0, waiting: 0, offered: 0, confirmed: 0 };
  for (const pool of pools) {
    if (pool.wish !== wish) continue;
    figures.left += pool.left;
    figures.waiting += pool.waiting;
    figures.offered += pool.offers;
    figures.confirmed += pool.capacity - pool.left - pool.offers;
  }
  return figures;
}
