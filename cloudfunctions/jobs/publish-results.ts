import { SYSTEM } from '../core/change';
import { sessionFacts } from '../core/session/session';
import { isResultsDueSoon, RESULTS_TIMES, type Survey, tellResultsDue } from '../core/survey/survey';
import { eachInTurn } from '../platform/call/each';
import { sessions, surveys } from '../platform/database/collections';
import { _, find, get } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { announceSurvey, SEALED, sealedSurveys } from '../survey/announce';
import { dueOn, type TimerStep } from './timer-step';

/**
 * Results are announced before the next session begins (docs/rules.md, Cards), whatever else happens. The office hears
 * beforehand that they are due, and announces; where it has not by then, they go out by themselves.
 */
export const publishResults: TimerStep = {
  name: 'publish_results',
  dueWhen: () => [dueOn(surveys, SEALED)],
  run: publishBeforeNext,
};

async function publishBeforeNext(now: number): Promise<number> {
  const waiting = await sealedSurveys();
  if (waiting.length === 0) return 0;
  const [next] = await find(
    sessions,
    {
      status: _.in(['previewed', 'live']),
      startsAt: _.lte(now + RESULTS_TIMES.beforeNextMs + RESULTS_TIMES.nearMs),
    },
    { order: [['startsAt', 'asc']], limit: 1, fields: ['startsAt'] },
  );
  if (!next) return 0;
  const dueAt = next.startsAt - RESULTS_TIMES.beforeNextMs;
  if (now < dueAt) {
    const untold = waiting.filter((survey) => isResultsDueSoon(survey, dueAt, now));
    return eachInTurn('publish_results', untold, (survey) => tellOffice(survey, dueAt, now));
  }
  return eachInTurn('publish_results', waiting, (survey) =>
    announceSurvey(survey, { actor: SYSTEM, now, requestId: `announce-${survey._id}` }),
  );
}

async function tellOffice(survey: Survey, dueAt: number, now: number): Promise<void> {
  const session = await get(sessions, survey.sessionId);
  if (!session) return;
  const act = { actor: SYSTEM, now, requestId: `results-due-${survey._id}` };
  await write(surveys, survey, tellResultsDue(survey, sessionFacts(session), dueAt, act));
}
