import cloudbase from '@cloudbase/node-sdk';
import type { LetterShard, SpentPass } from '../core/case/letter';
import type { PassMonth } from '../core/case/pass';
import type { Person } from '../core/people/person';
import { REPORT_RECEIVERS } from '../core/people/role-sets';

// Its own few lines on the SDK, as in the ballot box: `platform` carries wx-server-sdk, which knows the caller.
const db = cloudbase.init({ env: process.env.TCB_ENV }).database();

/** The public key of a month's passes, or null. One round trip. */
export async function readMonthKey(month: string): Promise<string | null> {
  const { data } = await db
    .collection('pass_months')
    .where({ _id: month })
    .field({ publicKey: true } satisfies Partial<Record<keyof PassMonth, true>>)
    .limit(1)
    .get();
  const [found]: Pick<PassMonth, 'publicKey'>[] = data;
  return found?.publicKey ?? null;
}

/** Roles of those who may receive a protected report and have an account to read it with. One round trip. */
export async function readReceivers(): Promise<Pick<Person, '_id' | 'roles'>[]> {
  const { data } = await db
    .collection('people')
    .where({
      'roles.role': db.command.in([...REPORT_RECEIVERS]),
      hasLeft: false,
      openid: db.command.neq(null),
    })
    .field({ roles: true } satisfies Partial<Record<keyof Person, true>>)
    .limit(1000)
    .get();
  return data;
}

/** Spends a pass that is not spent, if the shard is open. One round trip. */
export async function writeLetter(shard: string, id: string, spent: SpentPass): Promise<boolean> {
  const { updated } = await db
    .collection('letters')
    .where({ _id: shard, isOpen: true, [`spent.${id}`]: db.command.exists(false) })
    .update({ [`spent.${id}`]: db.command.set(spent), waiting: db.command.inc(1) });
  return updated === 1;
}

/** What a pass was spent for, null when it was not; closed when there is no such shard (any more). One round trip. */
export async function readSpent(
  shard: string,
  id: string,
): Promise<{ isOpen: boolean; fingerprint: string | null }> {
  const { data } = await db
    .collection('letters')
    .where({ _id: shard })
    .field({ isOpen: true, [`spent.${id}.fingerprint`]: true })
    .limit(1)
    .get();
  const [found]: Partial<LetterShard>[] = data;
  return { isOpen: found?.isOpen ?? false, fingerprint: found?.spent?.[id]?.fingerprint ?? null };
}
