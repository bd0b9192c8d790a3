import { settings } from '../settings';
import { Refusal } from './call';

/**
 * Functions that the privacy guide must declare ask for consent first.
 *
 * @throws Refusal, with WeChat's words, where the person said no
 */
export function needPrivacy(): void {
  if (settings.faults.has('privacy-refused')) throw new Refusal('privacy permission is not authorized', 104);
}
