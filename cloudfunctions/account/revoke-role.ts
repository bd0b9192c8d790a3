import type { accountContract } from '../contract/account';
import { ADMIN } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { changeRole } from './change-role';

export const revokeRole: Handler<(typeof accountContract)['account.revokeRole']> = {
  may: ADMIN,
  runs: 'once',
  run: async (input, context) => ({ roles: await changeRole('role_revoked', input, context) }),
};
