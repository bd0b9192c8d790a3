/** Later than any deadline, so that what is not due sorts last. Thirteen digits reach to the year 2286. */
const NEVER = 9_999_999_999_999;

/** Sorts by instant, then by number, so that a page can continue after it. */
export const keyOf = (at: number | null, number: string): string =>
  `${String(at ?? NEVER).padStart(13, '0')}:${number}`;

/** Every key before this instant is smaller. */
export const keyBefore = (at: number): string => `${String(at).padStart(13, '0')}:`;
