import type { accountContract } from '../contract/account';
import type { Output } from '../contract/index';
import { ADMIN } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { departments, people } from '../platform/database/collections';
import { find } from '../platform/database/store';

/** All departments with who is in charge, and the leaders to choose from. Two round trips, side by side. */
export async function shownDepartments(): Promise<Output<'account.departmentList'>> {
  const [all, leaders] = await Promise.all([
    find(departments, {}, { order: [['_id', 'asc']], limit: 1000 }),
    find(people, { 'roles.role': 'leader', hasLeft: false }, { limit: 100, fields: ['name'] }),
  ]);
  return {
    departments: all.map(
      ({ _id, name, headName = '', leaderId = null, isDissolved = false, successorId = null }) => ({
        id: _id,
        name,
        headName,
        leaderId,
        isDissolved,
        successorId,
      }),
    ),
    leaders: leaders.map(({ _id, name }) => ({ id: _id, name })),
  };
}

export const departmentList: Handler<(typeof accountContract)['account.departmentList']> = {
  may: ADMIN,
  run: shownDepartments,
};
