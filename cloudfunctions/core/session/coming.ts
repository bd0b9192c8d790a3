import type { SessionStatus } from '../../../miniprogram/shared/labels';
import { HOUR_MS } from '../rules/calendar';

/** A session is still the next one while it takes place. */
const LASTS_MS = 3 * HOUR_MS;

/**
 * Of sessions newest first: the earliest that is not over. One that was called off stands there until its hour, so that
 * nobody comes in vain, unless another can be booked already.
 *
 * @param sessions instants in milliseconds; only those of which whoever looks may know
 */
export function comingOf<T extends { status: SessionStatus; startsAt: number }>(
  sessions: readonly T[],
  now: number,
): T | null {
  const ahead = sessions.filter(
    ({ status, startsAt }) =>
      status === 'live' ||
      (['planned', 'previewed'].includes(status) && startsAt + LASTS_MS > now) ||
      (status === 'cancelled' && startsAt > now),
  );
  const first = ahead[ahead.length - 1] ?? null;
  if (first?.status !== 'cancelled') return first;
  return ahead.filter(({ status }) => status === 'previewed').pop() ?? first;
}
