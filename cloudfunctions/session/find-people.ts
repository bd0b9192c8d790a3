import type { sessionContract } from '../contract/session';
import { OFFICE } from '../core/people/role-sets';
import { candidatesFor } from '../core/session/plan-people';
import type { Handler } from '../platform/call/dispatch';
import { departments, people } from '../platform/database/collections';
import { _, find } from '../platform/database/store';

const SHOWN = 20;
/** More leaders and heads than a college has. */
const OFFICERS_MAX = 500;
const FIELDS = ['name', 'unit', 'roles'] as const;

/**
 * Whom a plan may name. All leaders and heads are read, as an office or a department finds them; of everybody else those
 * whose name begins so. Three round trips, in one.
 */
export const findPeople: Handler<(typeof sessionContract)['session.findPeople']> = {
  may: OFFICE,
  async run({ search }, { now }) {
    const typed = search.normalize('NFKC').replace(/\s+/g, '');
    const [officers, staff, named] = await Promise.all([
      find(
        people,
        { hasLeft: false, 'roles.role': _.in(['leader', 'head']) },
        { order: [['number', 'asc']], limit: OFFICERS_MAX, fields: FIELDS },
      ),
      find(
        people,
        { hasLeft: false, kind: 'staff', name: _.and([_.gte(typed), _.lt(`${typed}\uffff`)]) },
        { order: [['name', 'asc']], limit: SHOWN, fields: FIELDS },
      ),
      find(departments, {}, { limit: 1000, fields: ['name', 'headName', 'isDissolved'] }),
    ]);
    const open = named.filter(({ isDissolved }) => !isDissolved);
    return { people: candidatesFor(search, [...officers, ...staff], open, now).slice(0, SHOWN) };
  },
};
