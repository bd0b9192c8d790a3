import { SYSTEM } from '../core/change';
import { DAY_MS } from '../core/rules/calendar';
import { remind } from '../core/session/booking';
import type { Session } from '../core/session/session';
import { inParallel } from '../platform/call/parallel';
import { bookings, sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { dueOn, type TimerStep } from './timer-step';

const PAGE = 200;
const WIDTH = 20;

const nearAt = (now: number) =>
  ({ status: 'previewed', startsAt: _.gt(now).and(_.lte(now + DAY_MS)) }) as const;

/**
 * The day before: whoever has a place is told once, and once more if the session is moved. The rest of a full house
 * follows with the next run.
 */
export const remindBookers: TimerStep = {
  name: 'remind_bookers',
  dueWhen: (now) => [dueOn(sessions, nearAt(now))],
  run: remindAll,
};

async function remindAll(now: number, until: number): Promise<number> {
  const near = await find(sessions, nearAt(now));
  let reminded = 0;
  for (const session of near) reminded += await remindOf(session, now, until);
  return reminded;
}

async function remindOf(session: Session, now: number, until: number): Promise<number> {
  let reminded = 0;
  while (Date.now() < until) {
    const unaware = await find(
      bookings,
      { sessionId: session._id, status: 'confirmed', remindedFor: _.neq(session.startsAt) },
      { limit: PAGE },
    );
    const before = reminded;
    await inParallel(unaware, WIDTH, async (booking) => {
      const requestId = `remind-${session.startsAt}-${booking.version}`;
      const { entity } = remind(booking, session, { actor: SYSTEM, now, requestId });
      if ((await write(bookings, booking, entity)) === 'written') reminded++;
    });
    if (unaware.length < PAGE || reminded === before) break;
  }
  return reminded;
}
