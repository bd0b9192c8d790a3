import { makeSessionKeys, sessionKeys } from '../platform/ballots/session-keys';
import { sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import type { TimerStep } from './timer-step';

/** Sessions ahead that are looked at. */
const AHEAD = 3;
const COMING = { status: _.in(['planned', 'previewed', 'live']) } as const;

/**
 * Makes credential keys for the next session that has none, a few a minute; complete sets are published. Two round
 * trips when there is nothing to do.
 */
export const makeKeys: TimerStep = {
  name: 'make_keys',
  dueWhen: () => [{ from: sessions, after: KEYS_OF_COMING, where: { keys: [] } }],
  run: makeForNext,
};

/** The sessions ahead, each with its complete set of keys where there is one. */
const KEYS_OF_COMING = [
  { match: COMING },
  { sort: { startsAt: 1 } },
  { limit: AHEAD },
  { lookup: { from: sessionKeys.name, localField: '_id', foreignField: '_id', as: 'keys' } },
];

async function makeForNext(): Promise<void> {
  const coming = await find(sessions, COMING, {
    order: [['startsAt', 'asc']],
    limit: AHEAD,
    fields: ['_id'],
  });
  const ids = coming.map(({ _id }) => _id);
  const complete = new Set(
    (await find(sessionKeys, { _id: _.in(ids) }, { limit: AHEAD, fields: ['_id'] })).map(({ _id }) => _id),
  );
  const next = ids.find((id) => !complete.has(id));
  if (next !== undefined) await makeSessionKeys(next);
}
