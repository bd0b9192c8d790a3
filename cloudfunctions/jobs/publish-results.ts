import { SYSTEM } from '../core/change';
import { HOUR_MS } from '../core/rules/calendar';
import { eachInTurn } from '../platform/call/each';
import { sessions, surveys } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { announceSurvey, SEALED, sealedSurveys } from '../survey/announce';
import { dueOn, type TimerStep } from './timer-step';

/** The office announces; where it has not by now, the announcement goes out by itself before the next session begins. */
const BEFORE_NEXT_MS = 2 * HOUR_MS;

/** Results are announced before the next session begins (docs/rules.md, Cards), whatever else happens. */
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
    { status: _.in(['previewed', 'live']), startsAt: _.lte(now + BEFORE_NEXT_MS) },
    { limit: 1, fields: ['_id'] },
  );
  if (!next) return 0;
  return eachInTurn('publish_results', waiting, (survey) =>
    announceSurvey(survey, { actor: SYSTEM, now, requestId: `announce-${survey._id}` }),
  );
}
