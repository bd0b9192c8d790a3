import { makeSessionKeys, sessionKeys } from '../platform/ballots/session-keys';
import { sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';

/** Sessions ahead that are looked at. */
const AHEAD = 3;

/**
 * Makes credential keys for the next session that has none, a few a minute; complete sets are published. Two round
 * trips when there is nothing to do.
 */
export async function makeKeys(): Promise<void> {
  const coming = await find(
    sessions,
    { status: _.in(['planned', 'previewed', 'live']) },
    { order: [['startsAt', 'asc']], limit: AHEAD, fields: ['_id'] },
  );
  const ids = coming.map(({ _id }) => _id);
  const complete = new Set(
    (await find(sessionKeys, { _id: _.in(ids) }, { limit: AHEAD, fields: ['_id'] })).map(({ _id }) => _id),
  );
  const next = ids.find((id) => !complete.has(id));
  if (next !== undefined) await makeSessionKeys(next);
}
