import type { Me } from '../contract/account';
import type { Person } from '../core/people/person';
import { passBase } from '../platform/call/pass-way';
import { mailboxOf, unreadOf } from '../platform/weixin/notifier';
import { templateIds } from '../platform/weixin/templates';

/** What the phone may know of the one who holds it. Two round trips, side by side, when bound. */
export async function profile(person: Person | null): Promise<Me> {
  const base = passBase();
  const common = { templates: templateIds(), ...(base === '' ? {} : { passBase: base }) };
  if (!person) return { person: null, unread: 0, optOut: [], ...common };
  const [mailbox, unread] = await Promise.all([mailboxOf(person._id), unreadOf(person)]);
  return {
    person: {
      id: person._id,
      name: person.name,
      number: person.number,
      kind: person.kind,
      unit: person.unit,
      roles: person.roles,
    },
    unread,
    optOut: mailbox.optOut,
    ...common,
  };
}
