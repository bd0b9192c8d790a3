// What keeps the moment at which somebody filed without a name from being told (docs/anonymity.md, Asking without a name).

/** Anonymous items keep no finer time than this, so that a clock tells nobody apart. */
export const ANONYMOUS_GRAIN_MS = 10 * 60_000;

/**
 * Places that anonymous items draw at random, from and below: given in order they would say between which named items,
 * whose time is exact, one came. The others are given in order below them.
 */
export const DRAWN_PLACES = { from: 5000, below: 10_000 } as const;
