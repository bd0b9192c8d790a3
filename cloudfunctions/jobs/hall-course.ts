import { SYSTEM } from '../core/change';
import { advance } from '../core/session/course';
import { finishClosings, HALF_CLOSED } from '../hall/close';
import {
  finishFollowUps,
  lateMinutes,
  nearMinutes,
  remindOfMinutes,
  WITH_FOLLOW_UP,
} from '../hall/follow-up';
import { fillQueue } from '../hall/prepare';
import { finishTransfers, WITH_TRANSFER } from '../hall/transfer';
import { halls, minutes, questions, sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { dueOn, type TimerStep } from './timer-step';

const begunAt = (now: number) => ({ status: 'previewed', startsAt: _.lte(now) }) as const;

/** The session begins at its hour whether or not somebody presses, and what calls left half done is finished. */
export const hallCourse: TimerStep = {
  name: 'hall_course',
  dueWhen: (now) => [
    dueOn(sessions, begunAt(now)),
    dueOn(questions, WITH_TRANSFER),
    dueOn(halls, HALF_CLOSED),
    dueOn(minutes, WITH_FOLLOW_UP),
    dueOn(minutes, lateMinutes(now)),
    dueOn(minutes, nearMinutes(now)),
  ],
  run: advanceHalls,
};

async function advanceHalls(now: number): Promise<void> {
  await beginSessions(now);
  await finishTransfers(now);
  await finishClosings(now);
  await finishFollowUps(now);
  await remindOfMinutes(now);
}

async function beginSessions(now: number): Promise<void> {
  const begun = await find(sessions, begunAt(now), { limit: 10 });
  for (const session of begun) {
    const act = { actor: SYSTEM, now, requestId: `begin-${session._id}` };
    await fillQueue(session, act);
    await write(sessions, session, advance(session, 'live', act).entity);
  }
}
