import type { FollowAnswer, PairAnswer } from '../../../contract/wall';
import { Ended, follow } from './link';

type Fresh = Extract<FollowAnswer, { isSame: false }>;

/** What the wall knows, and since when. `arrivedAt` is by this machine's steady clock, never by its calendar. */
export interface Known {
  fresh: Fresh;
  arrivedAt: number;
}

/** How a follower tells what it has. */
export interface Listener {
  onFresh(known: Known): void;
  /** How long nothing was heard, in milliseconds; 0 again once something was. */
  onSilence(ms: number): void;
  onEnded(): void;
}

/** From one answer to the next question: the tap of the office is on the wall within this and the way there. */
const EVERY_MS = 1_200;
/** Counts and codes change without a command of the office. */
const AFRESH_MS = 20_000;
const CUT_EVERY_MS = 3_000;

/** Asks again and again what is new, until it is stopped. @returns how to stop it */
export function startFollowing(pairing: PairAnswer, listener: Listener): () => void {
  let known: Known | null = null;
  let heardAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const again = (ms: number) => {
    if (!isStopped) timer = setTimeout(look, ms);
  };
  const look = async (): Promise<void> => {
    const isOld = known === null || performance.now() - known.arrivedAt > AFRESH_MS;
    try {
      const answer = await follow(pairing, isOld ? 0 : (known?.fresh.version ?? 0));
      if (isStopped) return;
      heardAt = performance.now();
      listener.onSilence(0);
      if (!answer.isSame) {
        known = { fresh: answer, arrivedAt: heardAt };
        listener.onFresh(known);
      }
      again(EVERY_MS);
    } catch (error) {
      if (isStopped) return;
      if (error instanceof Ended) {
        listener.onEnded();
        return;
      }
      // Without network the wall stands as it is, and says so.
      listener.onSilence(performance.now() - heardAt);
      again(CUT_EVERY_MS);
    }
  };
  void look();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
