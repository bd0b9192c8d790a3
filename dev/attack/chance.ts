/** Chance of `hits` or more when `expected` are to be expected of a blind guess (Poisson). */
export function chanceOf(hits: number, expected: number): number {
  if (hits <= 0) return 1;
  // The sum of the upper tail itself: 1 minus the lower one would drown in rounding where it matters.
  let term = Math.exp(-expected);
  for (let count = 1; count <= hits; count++) term *= expected / count;
  let tail = 0;
  for (let count = hits; term > 0 && count < hits + 1000; count++) {
    tail += term;
    term *= expected / (count + 1);
  }
  return Math.min(1, tail);
}

/**
 * Below this chance a finding is no luck. Some hundred joins are tried in a town, so a tight town is called leaky by
 * mistake less than once in ten thousand runs.
 */
export const NO_LUCK = 1e-7;
