import type { announcementContract } from '../contract/announcement';
import { PAGE_SIZE, pageOf, timeCursor } from '../core/page';
import type { Handler } from '../platform/call/dispatch';
import { messages } from '../platform/database/collections';
import { olderThan } from '../platform/database/older';
import { _, find } from '../platform/database/store';
import { addressedTo } from '../platform/weixin/notifier';

/** The person's messages and everybody's, newest first. */
export const inbox: Handler<(typeof announcementContract)['announcement.inbox']> = {
  may: 'bound',
  async run({ cursor }, { caller }) {
    const person = await caller.boundPerson();
    const mine = { to: addressedTo(person._id) };
    const found = await find(messages, cursor ? _.and([mine, olderThan(cursor)]) : mine, {
      order: [
        ['at', 'desc'],
        ['_id', 'desc'],
      ],
      limit: PAGE_SIZE + 1,
    });
    const { page, next } = pageOf(found, timeCursor);
    return {
      messages: page.map(({ _id, kind, title, body, opens, at }) => ({
        id: _id,
        kind,
        title,
        body,
        opens,
        at,
        isUnread: at > (person.readUpTo ?? 0),
      })),
      next,
    };
  },
};
