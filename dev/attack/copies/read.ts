import { RATING_CODES, type RatingCode } from '../../../miniprogram/shared/rating';
import { NO_LUCK } from '../chance';
import type { Rated } from '../town';
import type { CopiedBallot, Copies } from './town';

/** What copies of the box tell of single people. */
export interface Reading {
  /** People who rated while nobody else did, by the moments at which they opened the app. */
  alone: number;
  /** Ratings that a copy gave of them, and how many of these are theirs. */
  read: number;
  hits: number;
  /** Hits that a guess of the commonest rating would have. */
  expected: number;
  /** Different lengths of what stands in the place of ratings: more than one would tell something. */
  lengths: number;
}

/**
 * Lays the copy of the minute before somebody opened the app beside that of two minutes later: what is new is what that
 * person cast, unless somebody else was there. `rated` only counts the hits.
 */
export function readCopies({ byMinute, visits, questions }: Copies, rated: Rated): Reading {
  const reading: Reading = { alone: 0, read: 0, hits: 0, expected: 0, lengths: 0 };
  const lengths = new Set<number>();
  const shares = commonest(rated);
  for (const { openid, minute } of visits) {
    const isAlone = visits.every((other) => other.openid === openid || Math.abs(other.minute - minute) > 3);
    if (!isAlone) continue;
    const before = copyAt(byMinute, minute - 1);
    const fresh = [...copyAt(byMinute, minute + 2)].filter(([id]) => !before.has(id));
    if (fresh.length !== questions) continue;
    reading.alone++;
    for (const [, { slot, rating, choice }] of fresh) {
      lengths.add(choice.length);
      if (rating === null) continue;
      reading.read++;
      reading.expected += shares;
      const own = rated.get(openid)?.[slot];
      if (own !== undefined && RATING_CODES[own] === rating) reading.hits++;
    }
  }
  return { ...reading, lengths: lengths.size };
}

/** Open ratings are read, each of them, beyond all luck; of sealed ones there is nothing to read, not even a length. */
export function areCopiesAsExpected(reading: Reading, isSealed: boolean): boolean {
  const { alone, read, hits, expected, lengths } = reading;
  if (alone === 0) return false;
  if (isSealed) return read === 0 && lengths === 1;
  // Every guess right: the share of the commonest rating, once for each reading.
  return hits === read && read > 0 && (expected / read) ** read < NO_LUCK;
}

/** The last copy of that minute or before. */
function copyAt(
  byMinute: ReadonlyMap<number, ReadonlyMap<string, CopiedBallot>>,
  minute: number,
): ReadonlyMap<string, CopiedBallot> {
  const last = Math.max(...[...byMinute.keys()].filter((taken) => taken <= minute));
  return byMinute.get(last) ?? new Map();
}

/** The share of the rating that was given most often. */
function commonest(rated: Rated): number {
  const codes = [...rated.values()].flatMap((own) =>
    Object.values(own).map((rating): RatingCode => RATING_CODES[rating]),
  );
  const most = Math.max(...codes.map((code) => codes.filter((other) => other === code).length));
  return most / codes.length;
}
