import { LIMITS } from '../../../miniprogram/shared/limits';

/**
 * How often a wrong name may be given before one must wait. Counted per WeChat account and per number, because names
 * can be guessed from many accounts; the wait ends a fixed time after the first wrong try.
 */
export const BIND_LIMIT = {
  triesOfAccount: LIMITS.bindTries,
  triesOfNumber: 2 * LIMITS.bindTries,
  waitMs: LIMITS.bindWaitMs,
  /** By how much the clocks of two instances may differ. */
  clocksApartMs: 60_000,
} as const;
