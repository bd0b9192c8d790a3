import type { accountContract } from '../contract/account';
import type { Handler } from '../platform/call/dispatch';
import { profile } from './profile';

/** Nobody has to bind an identity to look. */
export const me: Handler<(typeof accountContract)['account.me']> = {
  may: 'anyone',
  run: async (_input, { caller }) => profile(await caller.person()),
};
