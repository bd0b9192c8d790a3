import { ROLES, type Role } from '../../../miniprogram/shared/labels';
import { ensure } from '../domain-error';
import type { RoleGrant } from './person';

/** Roles that are held in one department; all others are college-wide. */
const OF_A_DEPARTMENT: readonly Role[] = ['handler', 'head'];

/** @throws DomainError invalid_input when a department is missing or named where there is none */
export function checkGrant(grant: RoleGrant): void {
  const needsDepartment = OF_A_DEPARTMENT.includes(grant.role);
  ensure(needsDepartment === (grant.departmentId !== undefined), 'invalid_input', {
    'grant.departmentId': needsDepartment ? 'department_needed' : 'department_not_for_role',
  });
}

const isSame = (a: RoleGrant, b: RoleGrant) => a.role === b.role && a.departmentId === b.departmentId;

/** The roles with this one; the same list when it is held already. */
export const withGrant = (roles: readonly RoleGrant[], grant: RoleGrant): RoleGrant[] =>
  roles.some((held) => isSame(held, grant)) ? [...roles] : [...roles, grant];

export const withoutGrant = (roles: readonly RoleGrant[], grant: RoleGrant): RoleGrant[] =>
  roles.filter((held) => !isSame(held, grant));

/** 部门经办人 · 后勤保障处 */
export const grantInWords = (grant: RoleGrant, departmentName = ''): string =>
  departmentName ? `${ROLES[grant.role]} · ${departmentName}` : ROLES[grant.role];
