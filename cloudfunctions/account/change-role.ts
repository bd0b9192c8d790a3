import { DomainError, ensure } from '../core/domain-error';
import { holds, type Person, type RoleGrant } from '../core/people/person';
import { checkGrant, grantInWords, withGrant, withoutGrant } from '../core/people/role';
import { ADMIN } from '../core/people/role-sets';
import type { Context } from '../platform/call/dispatch';
import { audit, departments, people } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { transact } from '../platform/database/transaction';
import { ensureAnotherAdmin } from './administrators';

interface RoleChange {
  personId: string;
  grant: RoleGrant;
  reason: string;
}

/**
 * Gives or takes one role, with its entry in the audit log, in one transaction. What is so already is answered without
 * a second entry. The administrator's own right is read again inside the transaction.
 *
 * @throws DomainError not_allowed, not_found, person_not_bound, last_admin, invalid_input
 */
export async function changeRole(
  what: 'role_granted' | 'role_revoked',
  { personId, grant, reason }: RoleChange,
  { caller, now, requestId, isDone }: Context,
): Promise<RoleGrant[]> {
  if (what === 'role_granted') checkGrant(grant, now);
  if (isDone) return (await get(people, personId))?.roles ?? [];
  const actor = await caller.boundPerson();
  const department = grant.departmentId ? await get(departments, grant.departmentId) : null;
  ensure(!grant.departmentId || department !== null, 'not_found', { 'grant.departmentId': 'not_found' });
  return transact(async (transaction) => {
    const [admin, person] = await Promise.all([
      transaction.get(people, actor._id),
      transaction.get(people, personId),
    ]);
    ensure(admin !== null && holds(admin, ADMIN), 'not_allowed');
    if (!person || person.hasLeft) throw new DomainError('not_found');
    const roles = what === 'role_granted' ? granted(person, grant) : withoutGrant(person.roles, grant);
    if (JSON.stringify(roles) === JSON.stringify(person.roles)) return person.roles;
    if (what === 'role_revoked' && grant.role === 'admin')
      await ensureAnotherAdmin(transaction, personId, now);
    await transaction.update(people, personId, { roles });
    await transaction.add(audit, {
      _id: requestId,
      at: now,
      actor: actor._id,
      what,
      subject: personId,
      detail: `${grantInWords(grant, department?.name)}；原因：${reason}`,
    });
    return roles;
  });
}

// A role for somebody who is not bound would go to whoever binds that number first.
function granted(person: Person, grant: RoleGrant): RoleGrant[] {
  ensure(person.openid !== null, 'person_not_bound');
  return withGrant(person.roles, grant);
}
