import cloudbase from '@cloudbase/node-sdk';
import type { BallotEntry, BallotShard, BallotSurvey } from '../core/survey/ballot-box';

// Its own few lines on the SDK: `platform` carries wx-server-sdk, which knows the caller.
const db = cloudbase.init({ env: process.env.TCB_ENV }).database();

/** What the box needs of a survey, or null. One round trip. */
export async function readSurvey(survey: string): Promise<BallotSurvey | null> {
  const { data } = await db
    .collection('surveys')
    .where({ _id: survey })
    .field({ state: true, ballotSlots: true } satisfies Partial<Record<keyof BallotSurvey, true>>)
    .limit(1)
    .get();
  const [found]: BallotSurvey[] = data;
  return found ?? null;
}

/** Where a ballot lies: shard, cell and its own id. */
export interface Place {
  shard: string;
  cell: string;
  id: string;
}

/** Puts a ballot into its cell if the shard is open; the ballot of the same serial makes room. One round trip. */
export async function writeBallot({ shard, cell, id }: Place, entry: BallotEntry): Promise<boolean> {
  const { updated } = await db
    .collection('ballots')
    .where({ _id: shard, isOpen: true } satisfies Partial<BallotShard>)
    .update({ [`cells.${cell}.${id}`]: db.command.set(entry) });
  return updated === 1;
}

/** The shard with this one ballot, or null when the box has been emptied. One round trip. */
export async function readShard({ shard, cell, id }: Place): Promise<BallotShard | null> {
  const { data } = await db
    .collection('ballots')
    .where({ _id: shard })
    .field({ isOpen: true, [`cells.${cell}.${id}`]: true })
    .limit(1)
    .get();
  const [found]: BallotShard[] = data;
  return found ? { ...found, cells: found.cells ?? {} } : null;
}
