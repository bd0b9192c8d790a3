import type { accountContract } from '../contract/account';
import type { Handler } from '../platform/call/dispatch';
import { changeRole } from './change-role';

export const revokeRole: Handler<(typeof accountContract)['account.revokeRole']> = {
  may: ['admin'],
  runs: 'once',
  run: async (input, context) => ({ roles: await changeRole('role_revoked', input, context) }),
};
