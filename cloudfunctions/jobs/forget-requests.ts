import { requests } from '../platform/database/collections';
import { _, remove } from '../platform/database/store';

/** No phone repeats a command after a week, so nothing says any longer who sent it (platform/call/request.ts). */
export async function forgetRequests(now: number): Promise<void> {
  await remove(requests, { forgetAt: _.lte(now) });
}
