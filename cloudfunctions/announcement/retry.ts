import type { announcementContract } from '../contract/announcement';
import { DomainError } from '../core/domain-error';
import { DELIVERIES } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { deliveries } from '../platform/database/collections';
import { _, get, update } from '../platform/database/store';

/** Puts a delivery that did not go out back in the queue. What is waiting or sent already stays as it is. */
export const retry: Handler<(typeof announcementContract)['announcement.retry']> = {
  may: DELIVERIES,
  runs: 'once',
  async run({ deliveryId }, { now, isDone }) {
    const again = { state: 'waiting', tries: 0, dueAt: now, reason: '' } as const;
    if (
      !isDone &&
      (await update(deliveries, { _id: deliveryId, state: _.in(['failed', 'unwanted']) }, again)) === 1
    )
      return { state: 'waiting' };
    const delivery = await get(deliveries, deliveryId);
    if (!delivery) throw new DomainError('not_found');
    return { state: delivery.state };
  },
};
