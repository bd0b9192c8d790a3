import { fileLetter } from '../case/file-letter';
import { ANONYMOUS_GRAIN_MS } from '../core/case/anonymous';
import { waitingLetters } from '../core/case/letter';
import { letterShards } from '../platform/ballots/pass-keys';
import { _, find, patchAt, update, whereAt } from '../platform/database/store';
import { dueOn, type TimerStep } from './timer-step';

const WAITING = { waiting: _.gt(0) } as const;
const MINUTE_MS = 60_000;
const PAGE = 100;

/**
 * Makes cases of the letters of the last ten minutes, all together and in order of their hashes: between the named cases,
 * whose time is exact, their place then says no more than their own time does. In every other minute they stay shut, also
 * when all steps are run; what is left undone waits for the next ten minutes.
 */
export const openLetters: TimerStep = {
  name: 'open_letters',
  dueWhen: (now) => (isOpening(now) ? [dueOn(letterShards, WAITING)] : []),
  run: openAll,
};

const isOpening = (now: number): boolean => now % ANONYMOUS_GRAIN_MS < MINUTE_MS;

async function openAll(now: number, until: number): Promise<void> {
  if (!isOpening(now)) return;
  const at = now - (now % ANONYMOUS_GRAIN_MS);
  const shards = await find(letterShards, WAITING, { order: [['_id', 'asc']], limit: PAGE });
  for (const { shard, id, letter } of waitingLetters(shards)) {
    if (Date.now() >= until) return;
    await fileLetter(id, letter, at);
    // The case is there first; what is taken out of the shard twice is counted once.
    await update(
      letterShards,
      { _id: shard, ...whereAt(letterShards, `spent.${id}.letter`, _.neq(null)) },
      { waiting: _.inc(-1), ...patchAt(letterShards, `spent.${id}.letter`, null) },
    );
  }
}
