import { ensure } from '../core/domain-error';
import type { Audited } from '../core/people/audit';
import type { Department } from '../core/people/department';
import { holds } from '../core/people/person';
import { ADMIN } from '../core/people/role-sets';
import type { Context } from '../platform/call/dispatch';
import { audit, departments, locks, people } from '../platform/database/collections';
import { get, isDuplicate } from '../platform/database/store';
import { transact } from '../platform/database/transaction';

const LOCK = 'departments';

/** What is to be written, decided on all departments as they are inside the transaction. */
export interface DepartmentChange {
  what: Audited;
  department: Department;
  detail: string;
}

/**
 * Writes one department with its entry in the audit log, in one transaction; two changes at once go one after the
 * other, so that a name is not given twice. A repeat with the same request id changes nothing. The administrator's own
 * right is read again inside the transaction.
 *
 * @throws DomainError not_allowed, and whatever `decide` throws
 */
export async function changeDepartment(
  { caller, now, requestId }: Context,
  decide: (all: readonly Department[]) => DepartmentChange,
): Promise<void> {
  const actor = await caller.boundPerson();
  if (await get(audit, requestId)) return;
  try {
    await transact(async (transaction) => {
      await transaction.put(locks, { _id: LOCK, until: now });
      const [admin, all] = await Promise.all([
        transaction.get(people, actor._id),
        transaction.find(departments, {}),
      ]);
      ensure(admin !== null && holds(admin, ADMIN), 'not_allowed');
      const { what, department, detail } = decide(all);
      await transaction.put(departments, department);
      await transaction.add(audit, { _id: requestId, at: now, actor: actor._id, what, detail });
    });
  } catch (error) {
    // The same request, twice at once: the other one has done it.
    if (!isDuplicate(error)) throw error;
  }
}
