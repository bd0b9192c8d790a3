import type { accountContract } from '../contract/account';
import { DomainError } from '../core/domain-error';
import { dissolvedDepartment } from '../core/people/department';
import { ADMIN } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { changeDepartment } from './change-department';
import { shownDepartments } from './department-list';

/**
 * Ends a department. It stays for the record; its open cases go to the successor, or back to the office, with the next
 * runs of `jobs`.
 *
 * @throws DomainError not_found, department_dissolved, department_unknown
 */
export const dissolveDepartment: Handler<(typeof accountContract)['account.dissolveDepartment']> = {
  may: ADMIN,
  async run({ departmentId, successorId, reason }, context) {
    await changeDepartment(context, (all) => {
      const before = all.find(({ _id }) => _id === departmentId);
      if (!before) throw new DomainError('not_found');
      const successor = successorId === null ? null : all.find(({ _id }) => _id === successorId);
      const department = dissolvedDepartment(before, successor);
      const after = successor ? `由 ${successor.name} 承接` : '诉求退回活动办公室';
      return {
        what: 'department_dissolved',
        department,
        detail: `${before.name}；${after}；原因：${reason}`,
      };
    });
    return shownDepartments();
  },
};
