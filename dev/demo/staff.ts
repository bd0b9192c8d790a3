import type { CaseActor } from '../../cloudfunctions/core/case/command';
import { members } from './cast';

const actor = (role: CaseActor['role'], personId: string): CaseActor => ({
  role,
  personId,
  name: members.find(({ _id }) => _id === personId)?.name ?? '',
  departmentId: null,
});

export const OFFICE = actor('office', 'p-wu');
export const OPERATOR = actor('operator', 'p-tang');
export const LEADER = actor('leader', 'p-zheng');

/** Who answers for a department: one of the cast where there is one, else somebody without a phone of the workbench. */
export function staff(role: 'handler' | 'head', departmentId: string): CaseActor {
  const member = members.find(({ roles }) =>
    roles.some((grant) => grant.role === role && grant.departmentId === departmentId),
  );
  const nobody = role === 'handler' ? '经办人' : '负责人';
  return { role, personId: member?._id ?? null, name: member?.name ?? nobody, departmentId };
}
