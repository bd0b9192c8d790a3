import { DomainError } from '../../core/domain-error';
import { messageOf } from './connection';

/** The first try and three more. */
const TRIES = 4;
/** The limit counts by the second: the waits grow to about one, and are spread so that not all come back at once. */
const WAIT_MS = 250;

/**
 * The environment takes no more operations in this second; what it refused has not been done. The codes of CloudBase's
 * and Tencent Cloud's lists that say so.
 */
export const isOverLimit = (error: unknown): boolean =>
  /EXCEED_RATELIMIT|EXCEED_(CONCURRENT_)?REQUEST_LIMIT|RequestLimitExceeded|-50100[34]|rate ?limit/i.test(
    `${messageOf(error)} ${typeof error === 'object' && error !== null && 'code' in error ? error.code : ''}`,
  );

/** Waits before the next try. */
export const waitForRoom = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, attempt * WAIT_MS * (0.5 + Math.random())));

/** One operation, tried again while the environment is at its limit. @throws DomainError busy when it stays there */
export async function patiently<T>(operation: () => T): Promise<Awaited<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation();
    } catch (error) {
      if (!isOverLimit(error)) throw error;
      if (attempt === TRIES) throw new DomainError('busy');
      await waitForRoom(attempt);
    }
  }
}
