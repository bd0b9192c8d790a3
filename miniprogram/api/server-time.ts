// Somebody's phone is an hour slow, and its owner stands in the hall: what may be done now is the server's to say.

/** Differences that a slow network alone can make are none. */
const TOLERATED_MS = 60_000;
let ahead = 0;

/** Each answer says when it was given. */
export function learnServerTime(now: number): void {
  const difference = now - Date.now();
  ahead = Math.abs(difference) < TOLERATED_MS ? 0 : difference;
}

/** Milliseconds since the epoch as the server has them, whatever this phone's clock says; its own before any answer. */
export const serverNow = (): number => Date.now() + ahead;
