import { followSession } from '../booking/follow-session';
import { destroySessionKeys } from '../platform/ballots/session-keys';
import { eachInTurn } from '../platform/call/each';
import { sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { dueOn, type TimerStep } from './timer-step';

const FOLLOWING = { bookingsFollow: _.in(['offers', 'end']) } as const;

/** Bookings follow sessions that were moved or called off; nobody will be given credentials of the latter. */
export const settleSessions: TimerStep = {
  name: 'settle_sessions',
  dueWhen: () => [dueOn(sessions, FOLLOWING)],
  async run(now) {
    await eachInTurn('settle_sessions', await find(sessions, FOLLOWING, { limit: 10 }), async (session) => {
      if (session.bookingsFollow === 'end') await destroySessionKeys(session._id);
      await followSession(session, now);
    });
  },
};
