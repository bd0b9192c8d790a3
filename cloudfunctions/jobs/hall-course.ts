import { SYSTEM } from '../core/change';
import { advance } from '../core/session/course';
import { finishClosings } from '../hall/close';
import { finishFollowUps, remindOfMinutes } from '../hall/follow-up';
import { fillQueue } from '../hall/prepare';
import { finishTransfers } from '../hall/transfer';
import { sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { write } from '../platform/database/versioned';

/** The session begins at its hour whether or not somebody presses, and what calls left half done is finished. */
export async function hallCourse(now: number): Promise<void> {
  await beginSessions(now);
  await finishTransfers(now);
  await finishClosings(now);
  await finishFollowUps(now);
  await remindOfMinutes(now);
}

async function beginSessions(now: number): Promise<void> {
  const begun = await find(sessions, { status: 'previewed', startsAt: _.lte(now) }, { limit: 10 });
  for (const session of begun) {
    const act = { actor: SYSTEM, now, requestId: `begin-${session._id}` };
    await fillQueue(session, act);
    await write(sessions, session, advance(session, 'live', act).entity);
  }
}
