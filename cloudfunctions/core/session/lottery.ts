import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { asciiBytes } from '../../../miniprogram/shared/ascii';
import { HOUR_MS } from '../rules/calendar';
import type { BookingRules } from '../rules/rulebook';

// Speaking slots by lot (docs/rules.md, Booking). With the preview the digest of a secret seed is published; when entries
// close, the list of entries and its digest; some minutes later the seed. Order within a pool: first the class, then
// SHA-256 of `seed|digest of the entries|entry`. So nobody can choose the order: the seed is bound before anybody
// enters, the entries before the seed is known. Whoever reads the database knows the seed earlier (docs/domain.md).

/** Smaller comes first: who has not spoken before (where the rule says so), others, who did not come last time. */
type LotClass = 0 | 1 | 2;

/** One who takes part. The name of an entry is drawn by chance and known to its person alone. */
export interface LotEntry {
  entry: string;
  pool: string;
  lot: LotClass;
}

/** Persisted on the session. */
export interface Lottery {
  /** 64 hexadecimal characters; shown only with the draw. */
  seed: string;
  /** SHA-256 of the seed's characters: published with the preview. */
  commitment: string;
  /** When entries were closed, or null. From then on nobody is added. */
  closedAt: number | null;
  entries: LotEntry[];
  entriesDigest: string;
  /** When its next stage is due: entries close, then the seed is shown; null once it is drawn. Moves with the session. */
  nextAt: number | null;
  /** When the seed was published and the order held, or null. */
  drawnAt: number | null;
}

export const digestOf = (text: string): string => bytesToHex(sha256(asciiBytes(text)));

/** @param seed 64 hexadecimal characters, by chance */
export const newLottery = (seed: string, nextAt: number): Lottery => ({
  seed,
  commitment: digestOf(seed),
  nextAt,
  closedAt: null,
  entries: [],
  entriesDigest: '',
  drawnAt: null,
});

interface Drawing {
  startsAt: number;
  rules: { booking: Pick<BookingRules, 'lotteryHours' | 'cutOffHours'> };
}

/** When entries close, in time for places to be given before booking closes; null where places go in order of booking. */
export function drawAt({ startsAt, rules: { booking } }: Drawing): number | null {
  // Sessions that were stamped before there was a lottery have no such number.
  if (!((booking.lotteryHours ?? 0) > 0)) return null;
  return startsAt - Math.max(booking.lotteryHours, booking.cutOffHours + 1) * HOUR_MS;
}

/** A draw whose entries are still open closes them by the new hour of its session. */
export const movedLottery = (lottery: Lottery | undefined, moved: Drawing): { lottery?: Lottery } =>
  lottery === undefined || lottery.closedAt !== null
    ? {}
    : { lottery: { ...lottery, nextAt: drawAt(moved) } };

/** Do those who book to speak take part in a draw, instead of taking a place? */
export const isDrawPending = ({ lottery }: { lottery?: Lottery }): boolean =>
  lottery !== undefined && lottery.drawnAt === null;

/** Of one pool, in the order drawn. */
export function orderOf(lottery: Lottery, pool: string): LotEntry[] {
  const key = ({ lot, entry }: LotEntry) =>
    `${lot}${digestOf(`${lottery.seed}|${lottery.entriesDigest}|${entry}`)}`;
  return lottery.entries
    .filter((entry) => entry.pool === pool)
    .map((entry) => ({ entry, key: key(entry) }))
    .sort((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ entry }) => entry);
}

interface Drawn extends Drawing {
  lottery?: Lottery;
  previewAt: number | null;
}

/**
 * What everybody may see of a draw at each of its stages, so that anybody can draw again: null where places go in order
 * of booking, or before the preview. Moments in milliseconds; the seed stays null, and each pool unordered, until drawn.
 */
export function shownDraw(session: Drawn) {
  const { lottery, previewAt } = session;
  if (!lottery || previewAt === null) return null;
  const { commitment, closedAt, drawnAt, entries, entriesDigest, seed } = lottery;
  const isDrawn = drawnAt !== null;
  const pools = Array.from(new Set(entries.map(({ pool }) => pool))).sort();
  return {
    at: drawAt(session),
    commitment,
    closedAt,
    entriesDigest,
    entries,
    drawnAt,
    seed: isDrawn ? seed : null,
    pools: pools.map((pool) => ({
      pool,
      isDrawn,
      entries: isDrawn ? orderOf(lottery, pool) : entries.filter((entry) => entry.pool === pool),
    })),
  };
}
