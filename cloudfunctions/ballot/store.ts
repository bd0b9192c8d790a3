import cloudbase from '@cloudbase/node-sdk';
import { REVISIONS_MAX } from '../../miniprogram/shared/ballot';
import type { BallotEntry, BallotShard, BallotSurvey } from '../core/survey/ballot-box';

// Its own few lines on the SDK: `platform` carries wx-server-sdk, which knows the caller.
const db = cloudbase.init({ env: process.env.TCB_ENV }).database();

/** What the boxes need of a survey: itself, and its keys while there are any. */
export interface StoredPaper extends BallotSurvey {
  remarkKey?: string;
  boxKeys: { envelopePrivate: string; envelopeKey: string; receiptPrivate: string }[];
}

/** The paper of a survey, or null. One round trip. */
export async function readSurvey(survey: string): Promise<StoredPaper | null> {
  const { data } = await db
    .collection('surveys')
    .aggregate()
    .match({ _id: survey })
    .limit(1)
    .project({ state: 1, ballotSlots: 1, areRatingsSealed: 1, remarkKey: 1 })
    .lookup({ from: 'box_keys', localField: '_id', foreignField: '_id', as: 'boxKeys' })
    .end();
  const [found]: StoredPaper[] = data;
  return found ?? null;
}

/** Where a ballot lies: shard, cell and its own id. */
export interface Place {
  shard: string;
  cell: string;
  id: string;
}

/**
 * Puts a ballot into its cell if the shard is open and holds no revision of the same serial as high as this one; an earlier
 * one makes room. One round trip.
 */
export async function writeBallot({ shard, cell, id }: Place, entry: BallotEntry): Promise<boolean> {
  const { updated } = await db
    .collection('ballots')
    .where({
      ...({ _id: shard, isOpen: true } satisfies Partial<BallotShard>),
      // Also true where there is no ballot yet.
      [`cells.${cell}.${id}.revision`]: db.command.nin(revisionsFrom(entry.revision)),
    })
    .update({ [`cells.${cell}.${id}`]: db.command.set(entry) });
  return updated === 1;
}

const revisionsFrom = (first: number): number[] =>
  Array.from({ length: REVISIONS_MAX - first + 1 }, (_, at) => first + at);

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
