import type { CaseActor } from '../../cloudfunctions/core/case/command';
import { members, memberWith } from './cast';

const actor = (role: CaseActor['role'], personId: string): CaseActor => ({
  role,
  personId,
  name: members.find(({ _id }) => _id === personId)?.name ?? '',
  departmentId: null,
});

export const OFFICE = actor('office', 'p-wu');
export const OPERATOR = actor('operator', 'p-tang');
export const LEADER = actor('leader', 'p-zheng');

/** Who answers for a department. */
export function staff(role: 'handler' | 'head', departmentId: string): CaseActor {
  const member = memberWith(role, departmentId);
  if (!member) throw new Error(`${departmentId} has no ${role}`);
  return { role, personId: member._id, name: member.name, departmentId };
}
