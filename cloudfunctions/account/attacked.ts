import type { accountContract } from '../contract/account';
import { RELEASING } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { bindAttempts, people } from '../platform/database/collections';
import { _, find } from '../platform/database/store';

const SHOWN = 50;

/** Numbers of the roster that are locked now, because so many wrong names were given for them. Two round trips. */
export const attacked: Handler<(typeof accountContract)['account.attacked']> = {
  may: RELEASING,
  async run(_input, { now }) {
    const locked = await find(
      bindAttempts,
      { personId: _.gt(''), until: _.gt(now) },
      { order: [['until', 'desc']], limit: SHOWN },
    );
    const known = await find(
      people,
      { _id: _.in(locked.flatMap(({ personId }) => personId ?? [])) },
      { limit: SHOWN, fields: ['name', 'unit', 'number'] },
    );
    return {
      people: locked.flatMap(({ personId, tries, until }) =>
        known
          .filter(({ _id }) => _id === personId)
          .map(({ name, unit, number }) => ({ name, unit, numberEnd: number.slice(-3), tries, until })),
      ),
    };
  },
};
