import { bindAttempts } from '../platform/database/collections';
import { _, remove } from '../platform/database/store';

/** Who tried to bind is not kept longer than they must wait. */
export async function forgetTries(now: number): Promise<void> {
  await remove(bindAttempts, { until: _.lte(now) });
}
