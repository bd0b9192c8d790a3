import { type BallotShard, emptyShards } from '../../core/survey/ballot-box';
import { inParallel } from '../call/parallel';
import { _, add, addAll, aggregate, collection, count, find, remove, update } from '../database/store';

// The life of a box around the ballots, which only the `ballot` function writes:
//
//   openBox → state `open` → (ballots) → state `closing` → freezeBox → readBox, seal, keep → state `sealed` → emptyBox
//
// Each step may be repeated, so a close broken off at any point is taken up again from its beginning. Why no ballot
// can be lost between: a ballot is one conditional update of a shard whose `isOpen` is true. freezeBox sets it to
// false, shard by shard, each atomically; a ballot reaches a shard before that and is in the box that readBox reads
// afterwards, or after it, changes nothing, and its phone is told that the survey is closed.

/** Shards of open and closing surveys. Never read beside anything that knows a person. */
const ballotShards = collection<BallotShard>('ballots');

const WRITERS = 20;
const PAGE = 200;

/**
 * Makes the empty shards of a survey, one round trip per question; those already there stay as they are. Before its
 * state becomes `open`.
 */
export async function openBox(survey: string, slots: readonly number[]): Promise<void> {
  for (const slot of slots) {
    const shards = emptyShards(survey, [slot]);
    if ((await addAll(ballotShards, shards)) === 'added') continue;
    // An opening that was broken off: some of them are there.
    await inParallel(shards, WRITERS, async (shard) => {
      await add(ballotShards, shard);
    });
  }
}

/** After the state became `closing`: from the return on, no ballot can come in. One round trip per look. */
export async function freezeBox(survey: string): Promise<void> {
  do await update(ballotShards, { survey, isOpen: true }, { isOpen: false });
  while ((await count(ballotShards, { survey, isOpen: true })) > 0);
}

/** Every shard, in order of id: for `gather` and `seal` of core. Throws when the box is not frozen. */
export async function readBox(survey: string): Promise<BallotShard[]> {
  const shards: BallotShard[] = [];
  for (let last = ''; ; last = shards.at(-1)?._id ?? '') {
    const page = await find(
      ballotShards,
      { survey, _id: _.gt(last) },
      { order: [['_id', 'asc']], limit: PAGE },
    );
    shards.push(...page);
    if (page.length < PAGE) break;
  }
  if (shards.some(({ isOpen }) => isOpen)) throw new Error('the box is still open');
  return shards;
}

/** After the sealed box is kept: with the shards goes the last place where a serial stood beside a rating. */
export async function emptyBox(survey: string): Promise<void> {
  await remove(ballotShards, { survey });
}

/**
 * Ballots per question so far, for `shownTurnout` of core and nobody's eyes before that. One round trip. Ask seldom
 * (once an hour): turnout that follows each ballot tells when each ballot came.
 */
export async function countBallots(survey: string): Promise<number[]> {
  const counts = await aggregate(ballotShards, [
    { match: { survey } },
    {
      project: {
        slot: true,
        ballots: {
          $sum: {
            $map: { input: { $objectToArray: '$cells' }, in: { $size: { $objectToArray: '$$this.v' } } },
          },
        },
      },
    },
    { group: { _id: '$slot', ballots: { $sum: '$ballots' } } },
    { limit: 100 },
  ]).list<{ ballots: number }>();
  return counts.map(({ ballots }) => ballots);
}
