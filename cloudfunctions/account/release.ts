import type { accountContract } from '../contract/account';
import { DomainError, ensure } from '../core/domain-error';
import { numberWaitId, waitsAfter } from '../core/people/bind-wait';
import { holds } from '../core/people/person';
import { ADMIN, RELEASING } from '../core/people/role-sets';
import { isSameName, normalNumber } from '../core/people/roster';
import type { Handler } from '../platform/call/dispatch';
import { accounts, audit, bindCodes, bindWaits, people } from '../platform/database/collections';
import { find, get } from '../platform/database/store';
import { transact } from '../platform/database/transaction';
import { ensureAnotherAdmin } from './administrators';
import { forgetTries } from './bind-attempt';
import { newBindCode } from './bind-code';
import { accountDigest } from './waits';

/**
 * The way out of a binding that its holder cannot undo: a lost or changed WeChat account, a number that a stranger has
 * bound, one that waits or is locked. Whoever was bound is parted from it and waits; a code for the one person is made,
 * with which alone the number can be bound in the next half hour. Roles go with the binding, so only an administrator
 * releases somebody who has any. The answer to a repeat holds no code: it was shown once.
 *
 * @throws DomainError roster_mismatch, not_allowed, last_admin
 */
export const release: Handler<(typeof accountContract)['account.release']> = {
  may: RELEASING,
  runs: 'once',
  async run({ number: typed, name, reason }, { caller, now, requestId, isDone }) {
    const actor = await caller.boundPerson();
    const number = normalNumber(typed);
    const [listed] = await find(people, { number }, { limit: 1 });
    if (!listed || listed.hasLeft || !isSameName(listed.name, name))
      throw new DomainError('roster_mismatch', { number: 'roster_mismatch', name: 'roster_mismatch' });
    const { code, kept } = newBindCode(listed._id, now);
    if (isDone || (await get(audit, requestId))) return { name: listed.name, code: '', until: kept.until };
    await transact(async (transaction) => {
      const [officer, person] = await Promise.all([
        transaction.get(people, actor._id),
        transaction.get(people, listed._id),
      ]);
      ensure(officer !== null && holds(officer, RELEASING), 'not_allowed');
      ensure(person !== null && !person.hasLeft, 'roster_mismatch');
      ensure(person.roles.length === 0 || holds(officer, ADMIN), 'not_allowed');
      if (holds(person, ADMIN)) await ensureAnotherAdmin(transaction, person._id, now);
      if (person.openid !== null) {
        await transaction.update(people, person._id, { openid: null, roles: [] });
        await transaction.remove(accounts, person.openid);
        const [ofAccount] = waitsAfter(person._id, accountDigest(person.openid), now, reason);
        await transaction.put(bindWaits, ofAccount);
      }
      if (await transaction.get(bindWaits, numberWaitId(person._id)))
        await transaction.remove(bindWaits, numberWaitId(person._id));
      await transaction.put(bindCodes, kept);
      await transaction.add(audit, {
        _id: requestId,
        at: now,
        actor: actor._id,
        what: 'account_released',
        subject: person._id,
        detail: `${person.openid === null ? '未绑定，发给绑定码' : '解除绑定，发给绑定码'}；原因：${reason}`,
      });
    });
    await forgetTries(number);
    return { name: listed.name, code, until: kept.until };
  },
};
