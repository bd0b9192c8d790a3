import type { caseContract } from '../contract/case';
import { ensure } from '../core/domain-error';
import { rolesAt } from '../core/people/person';
import { DEPARTMENT } from '../core/people/role-sets';
import { requireRole } from '../platform/call/caller';
import type { Handler } from '../platform/call/dispatch';
import { cases, people } from '../platform/database/collections';
import { find, get } from '../platform/database/store';
import { applyStaffCommand } from './staff-command';

/** Who works in a department now, by name. One round trip. */
async function staffOf(departmentId: string, now: number) {
  const found = await find(
    people,
    { 'roles.departmentId': departmentId, hasLeft: false },
    { limit: 100, fields: ['name', 'roles'] },
  );
  return found.filter(({ roles }) =>
    rolesAt(roles, now).some(
      (grant) => grant.departmentId === departmentId && DEPARTMENT.some((role) => role === grant.role),
    ),
  );
}

/** To whom one may hand a case. Two round trips: person, staff. */
export const colleagues: Handler<(typeof caseContract)['case.colleagues']> = {
  may: DEPARTMENT,
  async run({ departmentId }, { caller, now }) {
    const [person, staff] = await Promise.all([
      requireRole(caller, DEPARTMENT, departmentId),
      staffOf(departmentId, now),
    ]);
    const others = staff.filter(({ _id }) => _id !== person._id);
    return { colleagues: others.map(({ _id, name }) => ({ personId: _id, name })) };
  },
};

/**
 * A colleague of the same department goes on with the case. Two round trips more than another command.
 *
 * @throws DomainError not_found, not_allowed for somebody who does not work there
 */
export const handTo: Handler<(typeof caseContract)['case.handTo']> = {
  may: DEPARTMENT,
  async run({ caseId, personId }, context) {
    const departmentId = (await get(cases, caseId))?.responsibleId ?? null;
    ensure(departmentId !== null, 'not_found');
    const colleague = (await staffOf(departmentId, context.now)).find(({ _id }) => _id === personId);
    ensure(colleague !== undefined, 'not_allowed', { personId: 'not_allowed' });
    return applyStaffCommand(caseId, { do: 'handTo', personId, name: colleague.name }, context);
  },
};
