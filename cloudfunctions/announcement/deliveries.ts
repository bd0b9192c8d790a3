import type { announcementContract } from '../contract/announcement';
import { type DeliveryState, reasonInWords } from '../core/message/delivery';
import { PAGE_SIZE, pageOf, timeCursor } from '../core/page';
import { DELIVERIES } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { deliveries } from '../platform/database/collections';
import { olderThan } from '../platform/database/older';
import { _, aggregate, find } from '../platform/database/store';

type Group = 'failed' | 'waiting' | 'sent' | 'unwanted';

// What the office asks for, and which states answer it: who has WeChat's word still to come is waiting.
const STATES: Readonly<Record<Group, DeliveryState[]>> = {
  failed: ['failed'],
  waiting: ['waiting', 'sending', 'unconfirmed'],
  sent: ['sent'],
  unwanted: ['unwanted'],
};

/** The totals are of one month and a few days, so that they stay cheap over the years. */
const COUNTED_MS = 35 * 86_400_000;

/** What went out, what waits and what failed, newest first (F2). Two round trips, side by side. */
export const listDeliveries: Handler<(typeof announcementContract)['announcement.deliveries']> = {
  may: DELIVERIES,
  async run({ state, cursor }, { now }) {
    const wanted = { state: _.in(STATES[state]) };
    const [found, groups] = await Promise.all([
      find(deliveries, cursor ? _.and([wanted, olderThan(cursor)]) : wanted, {
        order: [
          ['at', 'desc'],
          ['_id', 'desc'],
        ],
        limit: PAGE_SIZE + 1,
      }),
      aggregate(deliveries, [
        { match: { at: _.gte(now - COUNTED_MS) } },
        { group: { _id: '$state', count: { $sum: 1 } } },
      ]).list<{ _id: DeliveryState; count: number }>(),
    ]);
    const total = (group: Group) =>
      groups.filter(({ _id }) => STATES[group].includes(_id)).reduce((sum, { count }) => sum + count, 0);
    const { page, next } = pageOf(found, timeCursor);
    return {
      deliveries: page.map(({ _id, kind, title, state: now, reason, tries, at }) => ({
        id: _id,
        kind,
        title,
        state: now,
        reason: reasonInWords(reason),
        tries,
        at,
      })),
      next,
      totals: {
        sent: total('sent'),
        waiting: total('waiting'),
        failed: total('failed'),
        unwanted: total('unwanted'),
      },
    };
  },
};
