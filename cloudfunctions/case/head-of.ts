import { type Person, rolesAt } from '../core/people/person';
import { departments, people } from '../platform/database/collections';
import { _, find, get } from '../platform/database/store';

/**
 * Who reviews in the place of a head: the office, and the leader in charge where one is named who is one still. Null while somebody who
 * is bound is head of the department or deputy for one. Two round trips, side by side.
 */
export async function standInFor(
  departmentId: string,
  now: number,
): Promise<{ leaderId: string | null } | null> {
  const [staff, department] = await Promise.all([
    find(
      people,
      { 'roles.role': _.in(['head', 'leader']), hasLeft: false },
      { limit: 1000, fields: ['roles', 'openid'] },
    ),
    get(departments, departmentId),
  ]);
  if (staff.some((person) => isHead(person, departmentId, now))) return null;
  const leader = staff.find(({ _id }) => _id === department?.leaderId);
  const isLeader = leader !== undefined && rolesAt(leader.roles, now).some(({ role }) => role === 'leader');
  return { leaderId: isLeader ? leader._id : null };
}

const isHead = (
  { roles, openid }: Pick<Person, 'roles' | 'openid'>,
  departmentId: string,
  now: number,
): boolean =>
  openid !== null &&
  rolesAt(roles, now).some((grant) => grant.role === 'head' && grant.departmentId === departmentId);
