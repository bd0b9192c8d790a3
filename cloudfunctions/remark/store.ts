import cloudbase from '@cloudbase/node-sdk';
import type { RemarkShard } from '../core/survey/remark';

// Its own few lines on the SDK, as in the ballot box: `platform` carries wx-server-sdk, which knows the caller.
const db = cloudbase.init({ env: process.env.TCB_ENV }).database();

/** Puts a text into its shard if that is open; the text of the same serial makes room. One round trip. */
export async function writeText(shard: string, id: string, text: string): Promise<boolean> {
  const { updated } = await db
    .collection('remark_shards')
    .where({ _id: shard, isOpen: true } satisfies Partial<RemarkShard>)
    .update({ [`texts.${id}`]: text });
  return updated === 1;
}

/** The words of a serial, null when there are none; shut when there is no such shard (any more). One round trip. */
export async function readText(shard: string, id: string): Promise<{ isOpen: boolean; text: string | null }> {
  const { data } = await db
    .collection('remark_shards')
    .where({ _id: shard })
    .field({ isOpen: true, [`texts.${id}`]: true })
    .limit(1)
    .get();
  const [found]: Partial<RemarkShard>[] = data;
  return { isOpen: found?.isOpen ?? false, text: found?.texts?.[id] ?? null };
}
