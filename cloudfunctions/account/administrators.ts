import { DomainError } from '../core/domain-error';
import { locks, people } from '../platform/database/collections';
import type { Transaction } from '../platform/database/transaction';

const LOCK = 'administrators';

/**
 * Lets only one change of administrators happen at a time: two who take the role from each other at the same moment
 * would otherwise each see the other one left. To be called before the change, in the same transaction.
 *
 * @throws DomainError last_admin when nobody but this person is administrator
 */
export async function ensureAnotherAdmin(
  transaction: Transaction,
  personId: string,
  now: number,
): Promise<void> {
  await transaction.put(locks, { _id: LOCK, until: now });
  const admins = await transaction.find(people, { 'roles.role': 'admin', hasLeft: false });
  if (!admins.some((admin) => admin._id !== personId)) throw new DomainError('last_admin');
}
