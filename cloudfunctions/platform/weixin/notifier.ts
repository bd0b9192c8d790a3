import { EVERYONE, type Mailbox } from '../../core/message/message';
import type { Person } from '../../core/people/person';
import { mailboxes, messages } from '../database/collections';
import { _, count, get } from '../database/store';

/** How many messages the person has not read, broadcasts included. One round trip. */
export const unreadOf = (person: Person): Promise<number> => unreadSince(person._id, person.readUpTo ?? 0);

/** The same, for an instant that is not stored yet. */
export const unreadSince = (personId: string, readUpTo: number): Promise<number> =>
  count(messages, { to: _.in([personId, EVERYONE]), at: _.gt(readUpTo) });

/** The person's credits and refusals; empty for whoever has never been asked. One round trip. */
export async function mailboxOf(personId: string): Promise<Mailbox> {
  return (await get(mailboxes, personId)) ?? emptyMailbox(personId);
}

export const emptyMailbox = (personId: string): Mailbox => ({
  _id: personId,
  credits: {},
  optOut: [],
  consents: [],
});

/** Whose messages a person sees. */
export const addressedTo = (personId: string) => _.in([personId, EVERYONE]);
