import type { accountContract } from '../contract/account';
import { departments } from '../platform/collections';
import type { Handler } from '../platform/dispatch';
import { find } from '../platform/store';

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
