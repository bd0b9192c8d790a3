import type { Act } from '../core/change';
import type { Session } from '../core/session/session';
import { type Survey, scheduledSurvey } from '../core/survey/survey';
import { surveyTimes } from '../core/survey/survey-times';
import { sessionKeys } from '../platform/ballots/session-keys';
import { questions, sessions, surveys } from '../platform/database/collections';
import { _, add, find, get } from '../platform/database/store';

/** When the next session that is still to come begins, as far as it is planned and stands. One round trip. */
export async function nextSessionAt(session: Pick<Session, 'startsAt'>, now: number): Promise<number | null> {
  const [next] = await find(
    sessions,
    { startsAt: _.gt(Math.max(session.startsAt, now)), status: _.neq('cancelled') },
    { order: [['startsAt', 'asc']], limit: 1, fields: ['startsAt'] },
  );
  return next?.startsAt ?? null;
}

/**
 * Plans the survey of a session whose minutes are out, and in the same weeks the later rounds of earlier sessions that
 * have something to rate again: promises that have come due, and cards. May be repeated.
 */
export async function scheduleSurveys(session: Session, minutesAt: number, act: Act): Promise<void> {
  const times = surveyTimes(minutesAt, await nextSessionAt(session, act.now));
  const timetable = { ...times, heldWith: session._id };
  await scheduleRound(session, 1, timetable, act);
  for (const earlier of await waitingSessions(session._id)) {
    const rounds = await find(surveys, { sessionId: earlier._id }, { order: [['round', 'desc']], limit: 20 });
    const [last] = rounds;
    // One round after the other: what is planned or open takes up everything that waits.
    if (last?.state === 'announced') await scheduleRound(earlier, last.round + 1, timetable, act);
  }
}

async function scheduleRound(
  session: Session,
  round: number,
  timetable: Pick<Survey, 'opensAt' | 'closesAt' | 'heldWith'>,
  act: Act,
): Promise<void> {
  const keys = await get(sessionKeys, session._id);
  const seed = {
    sessionId: session._id,
    sessionNumber: session.number,
    round,
    ...timetable,
    keySet: keys?.keySet ?? '',
    rulesVersion: session.rulesVersion,
  };
  await add(surveys, scheduledSurvey(seed, act));
}

/** Earlier sessions with questions that wait to be rated again. Two round trips. */
async function waitingSessions(besides: string): Promise<Session[]> {
  const waiting = await find(
    questions,
    { rerate: _.in(['rolled', 'rerated']) },
    { limit: 1000, fields: ['sessionId'] },
  );
  const ids = [...new Set(waiting.map(({ sessionId }) => sessionId))].filter((id) => id !== besides);
  return ids.length === 0 ? [] : find(sessions, { _id: _.in(ids) }, { limit: 100 });
}
