import {
  DISSATISFIED_LEVELS,
  LEVELS,
  type Level,
  RATING_CODES,
  type RatingCode,
} from '../../../miniprogram/shared/rating';

/** How often each code was given, for one question. Codes never given may be left out. */
export type RatingCounts = Partial<Record<RatingCode, number>>;

/** One question counted. */
export interface Tally {
  /** The five levels, best first. */
  levels: Record<Level, number>;
  /** 不了解: not part of any rate. */
  cannotJudge: number;
  /** n: ratings of the five levels. */
  valid: number;
  /** d: ratings of the lower two levels. */
  dissatisfied: number;
}

/** How often each code occurs. */
export function countRatings(codes: readonly RatingCode[]): RatingCounts {
  const counts: RatingCounts = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** Counts one question. Throws RangeError when a count is not a whole number from 0 on. */
export function tally(counts: RatingCounts): Tally {
  for (const count of Object.values(counts))
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError('a count is not a whole number');
  const of = (level: Level) => counts[RATING_CODES[level]] ?? 0;
  const levels = {
    very_satisfied: of('very_satisfied'),
    satisfied: of('satisfied'),
    fairly_satisfied: of('fairly_satisfied'),
    dissatisfied: of('dissatisfied'),
    very_dissatisfied: of('very_dissatisfied'),
  };
  const sum = (some: readonly Level[]) => some.reduce((total, level) => total + levels[level], 0);
  return {
    levels,
    cannotJudge: counts[RATING_CODES.cannot_judge] ?? 0,
    valid: sum(LEVELS),
    dissatisfied: sum(DISSATISFIED_LEVELS),
  };
}
