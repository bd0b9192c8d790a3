import { messageOf } from '../core/message/message';
import { type Person, type RoleGrant, rolesAt } from '../core/people/person';
import { grantInWords } from '../core/people/role';
import { departments, messages, people } from '../platform/database/collections';
import { _, add, find, update } from '../platform/database/store';
import { findStandIns } from './stand-ins';

/**
 * What somebody who left was responsible for. The department they were the leader in charge of has none any more, and
 * the office and the administrators hear of each role and of whether anybody is left who holds it. The last
 * administrator cannot leave (core/people/roster, `losesLastAdmin`). May be repeated: the ids of messages collide.
 */
export async function handOnRoles(person: Person, now: number): Promise<void> {
  const grants = person.formerRoles ?? [];
  if (grants.length === 0) return;
  const [named, staff] = await Promise.all([
    find(departments, {}, { limit: 1000 }),
    find(people, { 'roles.role': _.exists(true), hasLeft: false }, { limit: 1000, fields: ['roles'] }),
  ]);
  const holders = staff.map(({ _id, roles }) => ({ _id, roles: rolesAt(roles, now) }));
  const nameOf = (departmentId?: string) => named.find(({ _id }) => _id === departmentId)?.name ?? '';
  const led = named.filter(({ leaderId }) => leaderId === person._id);
  const told = [
    ...grants.map((grant) => ({
      subject: `${grant.role}.${grant.departmentId ?? ''}`,
      reason: roleSentence(person.name, grant, nameOf(grant.departmentId), isHeld(holders, grant)),
    })),
    ...led.map(({ _id, name, isDissolved }) => ({
      subject: `in_charge.${_id}`,
      reason: isDissolved ? '' : `${person.name}已离校，不再分管${name}，请系统管理员改设分管校领导。`,
    })),
  ];
  const readers = holders.filter(({ roles }) =>
    roles.some(({ role }) => role === 'office' || role === 'admin'),
  );
  for (const { subject, reason } of told)
    for (const { _id: to } of reason === '' ? [] : readers)
      await add(
        messages,
        messageOf({
          kind: 'staff_left',
          to,
          subject: `${person._id}.${subject}`,
          at: now,
          facts: { sessionId: '', sessionNumber: 0, startsAt: now, venue: '', reason },
        }),
      );
  await findStandIns(
    grants.flatMap(({ role, departmentId }) => (role === 'head' && departmentId ? [departmentId] : [])),
    now,
  );
  // After the telling: a run that died in between still finds whom the departments had.
  await update(departments, { leaderId: person._id }, { leaderId: _.remove() });
}

const isHeld = (holders: ReadonlyArray<Pick<Person, 'roles'>>, { role, departmentId }: RoleGrant): boolean =>
  holders.some(({ roles }) => roles.some((held) => held.role === role && held.departmentId === departmentId));

const roleSentence = (name: string, grant: RoleGrant, departmentName: string, isStillHeld: boolean): string =>
  `${name}（${grantInWords(grant, departmentName)}）已离校${
    isStillHeld ? '，另有同岗人员在岗。' : '，目前岗位空缺，请系统管理员授予角色。'
  }`;
