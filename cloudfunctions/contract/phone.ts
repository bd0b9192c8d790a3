import { LIMITS } from '../../miniprogram/shared/limits';
import { optionalText } from './text';

/** A telephone as people write it, or empty. */
export const phone = optionalText(LIMITS.phoneMax).refine(
  (value) => value === '' || /^[0-9+ -]{5,20}$/.test(value),
  { message: 'phone_malformed' },
);
