import type { sessionContract } from '../contract/session';
import { ensure } from '../core/domain-error';
import { pageOf } from '../core/page';
import type { Handler } from '../platform/call/dispatch';
import { sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { sessionCard } from './view';

/** Every session that was announced, newest first. Two round trips at most. */
export const listSessions: Handler<(typeof sessionContract)['session.list']> = {
  may: 'anyone',
  async run({ cursor }, { now }) {
    ensure(cursor === undefined || /^[0-9]{1,15}$/.test(cursor), 'invalid_input', {
      cursor: 'cursor_malformed',
    });
    const older = cursor === undefined ? {} : { startsAt: _.lt(Number(cursor)) };
    const found = await find(
      sessions,
      { status: _.neq('planned'), ...older },
      { order: [['startsAt', 'desc']], limit: 21 },
    );
    const { page, next } = pageOf(found, (last) => String(last.startsAt));
    return { sessions: page.map((session) => sessionCard(session, now)), next };
  },
};
