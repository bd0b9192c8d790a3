import cloudbase from '@cloudbase/node-sdk';
import type { RemarkShard } from '../core/survey/remark';

// Its own few lines on the SDK, as in the ballot box: `platform` carries wx-server-sdk, which knows the caller.
const db = cloudbase.init({ env: process.env.TCB_ENV }).database();

/** What the box needs of a survey. */
interface Paper {
  state: string;
  /** Public key of REMARK_SLOT; empty where no remarks are taken. */
  remarkKey: string;
}

/** One round trip. */
export async function readPaper(survey: string): Promise<Paper | null> {
  const { data } = await db
    .collection('surveys')
    .where({ _id: survey })
    .field({ state: true, remarkKey: true } satisfies Record<keyof Paper, true>)
    .limit(1)
    .get();
  const [found]: Paper[] = data;
  return found ?? null;
}

/** Puts a text into its shard if that is open; the text of the same serial makes room. One round trip, two for a repeat. */
export async function writeText(shard: string, id: string, text: string): Promise<boolean> {
  const { updated } = await db
    .collection('remark_shards')
    .where({ _id: shard, isOpen: true } satisfies Partial<RemarkShard>)
    .update({ [`texts.${id}`]: text });
  if (updated === 1) return true;
  const { data } = await db
    .collection('remark_shards')
    .where({ _id: shard })
    .field({ [`texts.${id}`]: true })
    .limit(1)
    .get();
  const [found]: RemarkShard[] = data;
  return found?.texts?.[id] === text;
}
