import { emptyLetterShards, type LetterShard } from '../../core/case/letter';
import type { PassIssue, PassMonth } from '../../core/case/pass';
import { _, add, addAll, aggregate, collection, count, get, remove, update } from '../database/store';
import { generateSlotKey, type SlotKeyPair } from './credential-keys';

// The life of a month's passes: key and letterbox made → given out → key destroyed → spent for another month → counted →
// emptied. Each step may be cut off anywhere and repeated.

/** The key pair of a month. Read by platform/ballots/pass-signer.ts alone; removed when the month is over. */
export const passKeys = collection<{ _id: string } & SlotKeyPair>('pass_keys');
/** The public side, for everybody. */
export const passMonths = collection<PassMonth>('pass_months');
export const passIssues = collection<PassIssue>('pass_issues');
/** Written by the `letterbox` function, opened by `jobs`. Never read beside anything that knows a person. */
export const letterShards = collection<LetterShard>('letters');

/**
 * Makes letterbox and key of a month that has none. The public side comes last: who sees it can both be signed for and
 * write. Of two at once the first key stays, and is the one that both publish.
 */
export async function makePassMonth(month: string, passes: number): Promise<void> {
  if (await get(passMonths, month)) return;
  const shards = emptyLetterShards(month);
  if ((await addAll(letterShards, shards)) === 'exists')
    for (const shard of shards) await add(letterShards, shard);
  if (!(await get(passKeys, month))) await add(passKeys, { _id: month, ...(await generateSlotKey()) });
  const key = await get(passKeys, month);
  // Another run has gone on to the end of the month.
  if (!key) return;
  const { publicKey, fingerprint } = key;
  const counts = { issued: null, spent: null };
  await add(passMonths, { _id: month, publicKey, fingerprint, passes, state: 'open', ...counts });
}

/** The month is over: nobody is given its passes any more. The key goes first, so that no state says so too early. */
export async function endPassMonth(month: string): Promise<void> {
  await remove(passKeys, { _id: month });
  await update(passMonths, { _id: month, state: 'open' }, { state: 'ended' });
}

/**
 * What was given may not be spent any more. Shuts every shard, and when all letters are opened counts what was issued and
 * spent, and removes both. Answers whether it is done.
 */
export async function closePassMonth({ _id: month, state }: PassMonth): Promise<boolean> {
  if (state !== 'closed') {
    do await update(letterShards, { month, isOpen: true }, { isOpen: false });
    while ((await count(letterShards, { month, isOpen: true })) > 0);
    if ((await count(letterShards, { month, waiting: _.gt(0) })) > 0) return false;
    const counts = { issued: await issuedIn(month), spent: await spentIn(month) };
    await update(passMonths, { _id: month, state: 'ended' }, { state: 'closed', ...counts });
  }
  await remove(letterShards, { month });
  await remove(passIssues, { month });
  await update(passMonths, { _id: month, state: 'closed' }, { state: 'emptied' });
  return true;
}

async function issuedIn(month: string): Promise<number> {
  const [sum] = await aggregate(passIssues, [
    { match: { month } },
    { group: { _id: null, issued: { $sum: '$passes' } } },
  ]).list<{ issued: number }>();
  return sum?.issued ?? 0;
}

async function spentIn(month: string): Promise<number> {
  const [sum] = await aggregate(letterShards, [
    { match: { month } },
    { project: { spent: { $size: { $objectToArray: '$spent' } } } },
    { group: { _id: null, spent: { $sum: '$spent' } } },
  ]).list<{ spent: number }>();
  return sum?.spent ?? 0;
}
