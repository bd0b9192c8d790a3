import { logFailure } from './log';

/**
 * Runs `work` for each, one after the other; what fails is logged and does not keep the others from their turn. For
 * the timer, where the next minute tries again. Answers how many went well.
 */
export async function eachInTurn<T extends { _id: string }>(
  what: string,
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<number> {
  let done = 0;
  for (const item of items) {
    try {
      await work(item);
      done++;
    } catch (error) {
      logFailure(what, 'jobs', error);
    }
  }
  return done;
}
