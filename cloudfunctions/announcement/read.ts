import type { announcementContract } from '../contract/announcement';
import type { Handler } from '../platform/call/dispatch';
import { people } from '../platform/database/collections';
import { _, update } from '../platform/database/store';
import { unreadSince } from '../platform/weixin/notifier';

/** Marks everything up to an instant as read. Never backwards, and never what is still to come. */
export const read: Handler<(typeof announcementContract)['announcement.read']> = {
  may: 'bound',
  isForVisitors: true,
  async run({ upTo }, { caller, now }) {
    const person = await caller.boundPerson();
    const readUpTo = Math.max(person.readUpTo ?? 0, Math.min(upTo, now));
    await update(people, { _id: person._id }, { readUpTo: _.max(readUpTo) });
    return { unread: await unreadSince(person._id, readUpTo) };
  },
};
