import type { accountContract } from '../contract/account';
import { DomainError, ensure } from '../core/domain-error';
import { AGREEMENT_VERSION, type Person } from '../core/people/person';
import { isSameName, normalNumber } from '../core/people/roster';
import type { Handler } from '../platform/call/dispatch';
import { accounts, audit, bindCodes, people } from '../platform/database/collections';
import { find, isDuplicate } from '../platform/database/store';
import { type Transaction, transact } from '../platform/database/transaction';
import { forgetTries, takeTryOfAccount, takeTryOfNumber } from './bind-attempt';
import { proofOf } from './bind-code';
import { profile } from './profile';
import { ensureNoWait } from './waits';

// Broadcasts from before this long are history for somebody new, not news.
const NEWS_MS = 14 * 86_400_000;

/**
 * Ties this WeChat account to one entry of the roster, once in both directions (F1). The same binding again answers as
 * the first time. Without consent to the agreement nobody is bound, and nothing is counted. Refusals do not tell whether
 * a number exists before the name fits.
 *
 * @throws DomainError agreement_needed, roster_mismatch, number_taken, already_bound, bind_locked, account_waits,
 * number_waits, bind_code_needed, bind_code_wrong
 */
export const bind: Handler<(typeof accountContract)['account.bind']> = {
  may: 'anyone',
  isForVisitors: true,
  runs: 'once',
  async run(input, { caller, now, requestId, isDone }) {
    // Repeated late, it must not bind again who has unbound since.
    if (isDone) return profile(await caller.person());
    const number = normalNumber(input.number);
    const bound = await caller.person();
    if (bound) {
      ensure(bound.number === number && isSameName(bound.name, input.name), 'already_bound');
      return profile(bound);
    }
    ensure(input.agreement === AGREEMENT_VERSION, 'agreement_needed');
    await takeTryOfAccount(caller.openid, now);
    const [listed] = await find(people, { number }, { limit: 1 });
    const proof = await proofOf(listed?._id, input.code, now);
    // Whoever brings the office's code is not kept waiting by what strangers tried for the number.
    if (proof !== 'given') await takeTryOfNumber(number, now);
    if (!listed || listed.hasLeft || !isSameName(listed.name, input.name))
      throw new DomainError('roster_mismatch', { number: 'roster_mismatch', name: 'roster_mismatch' });
    if (proof !== 'given' && proof !== 'not_needed') throw new DomainError(proof, { code: proof });
    await forgetTries(number);
    const { openid } = caller;
    const work = (transaction: Transaction) =>
      tie(transaction, { openid, personId: listed._id, now, requestId });
    try {
      return await profile(await transact(work));
    } catch (error) {
      // A twin of this request was faster: its account document is there now, and reading it gives the answer.
      if (!isDuplicate(error)) throw error;
      return profile(await transact(work));
    }
  },
};

interface Binding {
  openid: string;
  personId: string;
  now: number;
  requestId: string;
}

async function tie(transaction: Transaction, { openid, personId, now, requestId }: Binding): Promise<Person> {
  const account = await transaction.get(accounts, openid);
  const person = await transaction.get(people, personId);
  ensure(person !== null && !person.hasLeft, 'roster_mismatch');
  if (person.openid === openid) return person;
  ensure(person.openid === null, 'number_taken');
  if (account) {
    // Who left keeps no account document, but a crash half way may have left one behind.
    const holder = await transaction.get(people, account.personId);
    ensure(holder?.openid !== openid, 'already_bound');
  }
  await ensureNoWait(transaction, openid, personId, now);
  const readUpTo = Math.max(person.readUpTo ?? 0, now - NEWS_MS);
  await transaction.update(people, personId, { openid, readUpTo });
  const binding = { _id: openid, personId, boundAt: now, agreement: AGREEMENT_VERSION };
  if (account) await transaction.put(accounts, binding);
  else await transaction.add(accounts, binding);
  await transaction.add(audit, {
    _id: requestId,
    at: now,
    actor: personId,
    what: 'account_bound',
    subject: personId,
    detail: '本人用学工号和姓名绑定',
  });
  if (await transaction.get(bindCodes, personId)) await transaction.remove(bindCodes, personId);
  return { ...person, openid, readUpTo };
}
