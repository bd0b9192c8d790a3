import type { accountContract } from '../contract/account';
import { PAGE_SIZE, pageOf } from '../core/page';
import { ADMIN } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { people } from '../platform/database/collections';
import { _, containing, find } from '../platform/database/store';

/** The roster as the administrator looks through it, by number; a part of the name or of the number finds. */
export const listPeople: Handler<(typeof accountContract)['account.people']> = {
  may: ADMIN,
  async run({ search, role, cursor }) {
    const where = {
      hasLeft: false,
      ...(role ? { 'roles.role': role } : {}),
      ...(cursor ? { number: _.gt(cursor) } : {}),
    };
    const typed = search.normalize('NFKC').replace(/\s+/g, '');
    const matching = typed
      ? _.and([where, _.or([{ name: containing(typed) }, { number: containing(typed) }])])
      : where;
    const found = await find(people, matching, { order: [['number', 'asc']], limit: PAGE_SIZE + 1 });
    const { page, next } = pageOf(found, (person) => person.number);
    return {
      people: page.map(({ _id, name, number, kind, unit, openid, roles }) => ({
        id: _id,
        name,
        number,
        kind,
        unit,
        isBound: openid !== null,
        roles,
      })),
      next,
    };
  },
};
