import type { accountContract } from '../contract/account';
import type { Handler } from '../platform/call/dispatch';
import { mailboxes } from '../platform/database/collections';
import { add, update } from '../platform/database/store';
import { emptyMailbox } from '../platform/weixin/notifier';
import { profile } from './profile';

/** Kinds that are only shown in the inbox and never sent (F3). The list given replaces the one before. */
export const optOut: Handler<(typeof accountContract)['account.optOut']> = {
  may: 'bound',
  isForVisitors: true,
  runs: 'once',
  async run({ kinds }, { caller, isDone }) {
    const person = await caller.boundPerson();
    if (isDone) return profile(person);
    const optOut = Array.from(new Set(kinds));
    const change = () => update(mailboxes, { _id: person._id }, { optOut });
    if (
      (await change()) === 0 &&
      (await add(mailboxes, { ...emptyMailbox(person._id), optOut })) === 'exists'
    )
      await change();
    return profile(person);
  },
};
