import { isOffline } from './network';

/** WeChat itself gives up on a call after a minute; a person has gone by then. Milliseconds. */
export const PATIENCE_MS = 15_000;
/** A phone that says it has no network may be wrong, so an answer that comes at once still counts. */
const OFFLINE_PATIENCE_MS = 500;

/** No answer in time. What was sent may have been done. */
export class OutOfPatience extends Error {}

/**
 * Waits for a call of WeChat's cloud, which has no limit of its own that acts: 15 s, or half a second where the phone
 * says that it is offline.
 *
 * @throws OutOfPatience; whatever the call itself fails with
 */
export function withPatience<T>(call: Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const giveUp = () => reject(new OutOfPatience());
    let timer = setTimeout(giveUp, patienceMs);
    let isOver = false;
    const end = () => {
      isOver = true;
      clearTimeout(timer);
    };
    call.then(resolve, reject).finally(end);
    void isOffline().then((offline) => {
      if (!offline || isOver) return;
      clearTimeout(timer);
      timer = setTimeout(giveUp, OFFLINE_PATIENCE_MS);
    });
  });
}
