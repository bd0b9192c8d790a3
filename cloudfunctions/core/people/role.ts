import { ROLES, type Role } from '../../../miniprogram/shared/labels';
import { spokenTime } from '../date-words';
import { ensure } from '../domain-error';
import type { RoleGrant } from './person';

/** Roles that are held in one department; all others are college-wide. */
const OF_A_DEPARTMENT: readonly Role[] = ['handler', 'head'];

/**
 * @throws DomainError invalid_input when a department is missing or named where there is none, or when the time of a
 *   deputy is half given, is over, or is given for a role of the whole college, or when another than a leader is given
 *   an office
 */
export function checkGrant(grant: RoleGrant, now: number): void {
  const needsDepartment = OF_A_DEPARTMENT.includes(grant.role);
  ensure(needsDepartment === (grant.departmentId !== undefined), 'invalid_input', {
    'grant.departmentId': needsDepartment ? 'department_needed' : 'department_not_for_role',
  });
  ensure(grant.title === undefined || grant.role === 'leader', 'invalid_input', {
    'grant.title': 'title_not_for_role',
  });
  const { from, until } = grant;
  if (from === undefined && until === undefined) return;
  const isTime = from !== undefined && until !== undefined && from < until && now < until;
  ensure(needsDepartment && isTime, 'invalid_input', { 'grant.until': 'deputy_time_invalid' });
}

const isSame = (a: RoleGrant, b: RoleGrant) => a.role === b.role && a.departmentId === b.departmentId;

/** Held for good and with this office, or with one that nobody names anew. */
const isHeld = (role: RoleGrant, grant: RoleGrant): boolean =>
  isSame(role, grant) && role.until === undefined && (grant.title ?? role.title) === role.title;

/**
 * The roles with this one. Held for good it stays so; another time of a deputy, or another office of a leader, takes the
 * place of the one before.
 */
export const withGrant = (roles: readonly RoleGrant[], grant: RoleGrant): RoleGrant[] =>
  roles.some((role) => isHeld(role, grant))
    ? [...roles]
    : [...roles.filter((role) => !isSame(role, grant) || areApart(role, grant)), grant];

/** Two terms of a deputy of which one ends before the other begins: the second does not end the first. */
const areApart = (one: RoleGrant, other: RoleGrant): boolean =>
  (one.until !== undefined && other.from !== undefined && one.until <= other.from) ||
  (other.until !== undefined && one.from !== undefined && other.until <= one.from);

export const withoutGrant = (roles: readonly RoleGrant[], grant: RoleGrant): RoleGrant[] =>
  roles.filter((role) => !isSame(role, grant));

/** 部门经办人 · 后勤保障处 */
export const grantInWords = (grant: RoleGrant, departmentName = ''): string => {
  const { role, from, until, title } = grant;
  const of = departmentName || title;
  const name = of ? `${ROLES[role]} · ${of}` : ROLES[role];
  return from === undefined || until === undefined
    ? name
    : `${name}（代理，${spokenTime(from)} 至 ${spokenTime(until)}）`;
};
