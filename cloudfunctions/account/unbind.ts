import type { accountContract } from '../contract/account';
import { DomainError } from '../core/domain-error';
import { holds, type Person } from '../core/people/person';
import { ADMIN } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { accounts, audit, people } from '../platform/database/collections';
import { transact } from '../platform/database/transaction';
import { ensureAnotherAdmin } from './administrators';
import { profile } from './profile';
import { beginWaits } from './waits';

/**
 * Parts the WeChat account and the number; both wait before they are bound elsewhere (core/people/bind-wait). Roles go
 * with the binding: number and name are known to many, so a role must never wait for whoever binds next. Unbinding an unbound account answers the same.
 *
 * @throws DomainError last_admin
 */
export const unbind: Handler<(typeof accountContract)['account.unbind']> = {
  may: 'anyone',
  isForVisitors: true,
  runs: 'once',
  async run(_input, { caller, now, requestId, isDone }) {
    const bound = await caller.person();
    if (!bound || isDone) return profile(bound);
    await part(bound, { openid: caller.openid, now, requestId });
    return profile(null);
  },
};

/** Takes the binding and the roles away, in one transaction. @throws DomainError last_admin */
export async function part(
  { _id: personId }: Person,
  { openid, now, requestId }: { openid: string; now: number; requestId: string },
): Promise<void> {
  await transact(async (transaction) => {
    const person = await transaction.get(people, personId);
    if (!person) throw new DomainError('not_found');
    if (person.openid !== openid) return;
    if (holds(person, ADMIN)) await ensureAnotherAdmin(transaction, person._id, now);
    await transaction.update(people, person._id, { openid: null, roles: [] });
    await transaction.remove(accounts, openid);
    await beginWaits(transaction, person._id, openid, now);
    await transaction.add(audit, {
      _id: requestId,
      at: now,
      actor: person._id,
      what: 'account_unbound',
      subject: person._id,
      detail: person.roles.length > 0 ? '本人解除绑定，角色同时撤销' : '本人解除绑定',
    });
  });
}
