import { CallError } from './call-error';
import type { Answered } from './client';

/** A page that looks again by itself; what it is sending must not be overwritten by an answer from before. */
interface LookingScreen {
  data: { phase: string; isSending: boolean };
  setData(data: Record<string, unknown>): void;
}

const timers = new WeakMap<LookingScreen, ReturnType<typeof setInterval>>();

/**
 * While the page is shown it asks again by itself: several people run one hall, so what others do must show. A look that
 * fails changes nothing: the next one comes soon. `every` in milliseconds; begun again it goes on once.
 */
export function lookEvery<T>(
  screen: LookingScreen,
  every: number,
  question: () => Promise<Answered<T>>,
  dataOf: (answer: T) => Record<string, unknown>,
): void {
  stopLooking(screen);
  timers.set(
    screen,
    setInterval(() => void look(screen, question, dataOf), every),
  );
}

/** The page is hidden or gone. */
export function stopLooking(screen: LookingScreen): void {
  clearInterval(timers.get(screen));
  timers.delete(screen);
}

async function look<T>(
  screen: LookingScreen,
  question: () => Promise<Answered<T>>,
  dataOf: (answer: T) => Record<string, unknown>,
): Promise<void> {
  if (screen.data.phase !== 'ready' || screen.data.isSending) return;
  try {
    const { data, isStale } = await question();
    if (!isStale && !screen.data.isSending) screen.setData({ ...dataOf(data), staleSince: '' });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
  }
}
