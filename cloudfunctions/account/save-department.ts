import type { accountContract } from '../contract/account';
import { ensure } from '../core/domain-error';
import { savedDepartment } from '../core/people/department';
import { holds } from '../core/people/person';
import { ADMIN, LEADER } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { people } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { changeDepartment } from './change-department';
import { shownDepartments } from './department-list';

/**
 * Makes a department, or gives one a new name, head or leader in charge. Its id stays, and with it its cases.
 *
 * @throws DomainError not_found for an unknown department or a leader who is none, department_exists,
 * department_dissolved
 */
export const saveDepartment: Handler<(typeof accountContract)['account.saveDepartment']> = {
  may: ADMIN,
  async run({ departmentId, reason, ...form }, context) {
    const leader = form.leaderId === null ? null : await get(people, form.leaderId);
    const isLeader = leader !== null && !leader.hasLeft && holds(leader, LEADER);
    ensure(form.leaderId === null || isLeader, 'not_found', { leaderId: 'not_found' });
    await changeDepartment(context, (all) => {
      const before = all.find(({ _id }) => _id === departmentId) ?? null;
      ensure(departmentId === null || before !== null, 'not_found');
      // Made of the request, so that a repeat makes the same one.
      const department = savedDepartment(before?._id ?? `d-${context.requestId}`, form, before, all);
      const name = before && before.name !== form.name ? `${before.name} 改为 ${form.name}` : form.name;
      const facts = [
        before ? name : `新设 ${name}`,
        form.headName && `负责人 ${form.headName}`,
        leader && `分管校领导 ${leader.name}`,
        reason && `原因：${reason}`,
      ];
      return { what: 'department_saved', department, detail: facts.filter(Boolean).join('；') };
    });
    return shownDepartments();
  },
};
