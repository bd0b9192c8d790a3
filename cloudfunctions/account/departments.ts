import type { accountContract } from '../contract/account';
import type { Handler } from '../platform/call/dispatch';
import { departments } from '../platform/database/collections';
import { find } from '../platform/database/store';

/** Every department, the dissolved ones too: old records name them. */
export const listDepartments: Handler<(typeof accountContract)['account.departments']> = {
  may: 'anyone',
  async run() {
    const found = await find(departments, {}, { order: [['_id', 'asc']], limit: 1000 });
    return {
      departments: found.map(({ _id, name, headName, isDissolved = false }) => ({
        id: _id,
        name,
        ...(headName === undefined ? {} : { headName }),
        isDissolved,
      })),
    };
  },
};
