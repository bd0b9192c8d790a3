import { DomainError } from '../core/domain-error';
import { type BindWait, bindRefusal, numberWaitId, waitsAfter } from '../core/people/bind-wait';
import { voiceOf } from '../platform/call/voice';
import { bindWaits, sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import type { Transaction } from '../platform/database/transaction';

/** What stands for an account in `bind_waits`: its number is not bound any more, so neither is it written down. */
export const accountDigest = (openid: string): string => voiceOf(openid, 'binding');

/** Sessions that people have come to and gone from. */
const HELD = ['closed', 'minuted', 'surveying', 'announced'] as const;

/**
 * Part of the transaction that binds; three round trips.
 *
 * @throws DomainError account_waits, number_waits
 */
export async function ensureNoWait(
  transaction: Transaction,
  openid: string,
  personId: string,
  now: number,
): Promise<void> {
  const account = accountDigest(openid);
  const waits = [
    await transaction.get(bindWaits, account),
    await transaction.get(bindWaits, numberWaitId(personId)),
  ].filter((wait) => wait !== null);
  if (waits.length === 0) return;
  const [lastHeld] = await find(
    sessions,
    { status: _.in([...HELD]) },
    { order: [['startsAt', 'desc']], limit: 1, fields: ['startsAt'] },
  );
  const isOver = ({ since, until }: BindWait) =>
    until <= now || (lastHeld !== undefined && lastHeld.startsAt > since);
  const refusal = bindRefusal(waits, account, personId, isOver);
  if (refusal !== null) throw new DomainError(refusal);
}

/** Both wait from now on. Part of the transaction that unbinds. */
export async function beginWaits(
  transaction: Transaction,
  personId: string,
  openid: string,
  now: number,
): Promise<void> {
  for (const wait of waitsAfter(personId, accountDigest(openid), now)) await transaction.put(bindWaits, wait);
}
