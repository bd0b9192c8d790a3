import type { accountContract } from '../contract/account';
import { ADMIN } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { changeRole } from './change-role';

export const grantRole: Handler<(typeof accountContract)['account.grantRole']> = {
  may: ADMIN,
  runs: 'once',
  run: async (input, context) => ({ roles: await changeRole('role_granted', input, context) }),
};
