import type { hallContract } from '../contract/hall';
import { hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import { markPresent, placesOf } from '../core/session/presence';
import type { Handler } from '../platform/call/dispatch';
import { sessions } from '../platform/database/collections';
import { write } from '../platform/database/versioned';
import { actOf, readSession } from '../session/change-session';

/** Several tick at one table. */
const TRIES = 4;

/**
 * The office ticks who sits at the table, one by one; read again where another tick came between. Two round trips.
 *
 * @throws DomainError not_found, wrong_stage, conflict after some tries
 */
export const setPresent: Handler<(typeof hallContract)['hall.setPresent']> = {
  may: OFFICE,
  runs: 'once',
  async run({ sessionId, ...given }, context) {
    const act = await actOf(context);
    for (let attempt = 1; ; attempt++) {
      const before = await readSession(sessionId);
      const marked =
        context.isDone || hasHappened(before, act.requestId) ? null : markPresent(before, given, act);
      if (marked === null) return { places: placesOf(before) };
      if ((await write(sessions, before, marked.entity)) === 'written')
        return { places: placesOf(marked.entity) };
      ensure(attempt < TRIES, 'conflict');
    }
  },
};
