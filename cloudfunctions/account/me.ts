import type { accountContract } from '../contract/account';
import type { Handler } from '../platform/call/dispatch';
import { bindWaits } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { profile } from './profile';
import { accountDigest } from './waits';

/** Nobody has to bind an identity to look. Whose binding was taken back is told so, and why. */
export const me: Handler<(typeof accountContract)['account.me']> = {
  may: 'anyone',
  async run(_input, { caller }) {
    const person = await caller.person();
    if (person) return profile(person);
    const [shown, wait] = await Promise.all([profile(null), get(bindWaits, accountDigest(caller.openid))]);
    return wait && wait.reason !== ''
      ? { ...shown, released: { at: wait.since, reason: wait.reason } }
      : shown;
  },
};
