import type { reportContract } from '../contract/report';
import type { Handler } from '../platform/call/dispatch';
import { minutes, results, surveys } from '../platform/database/collections';
import { _, find } from '../platform/database/store';

const SESSIONS_MAX = 100;

/**
 * The sessions side by side, as published minutes and the first survey's announced results say it. Three round trips,
 * two of them side by side.
 */
export const trends: Handler<(typeof reportContract)['report.trends']> = {
  may: 'anyone',
  showsWords: true,
  async run() {
    const [written, announced] = await Promise.all([
      find(
        minutes,
        { state: 'published' },
        {
          order: [['startsAt', 'desc']],
          limit: SESSIONS_MAX,
          fields: ['sessionNumber', 'figures'],
        },
      ),
      find(
        surveys,
        { state: 'announced', round: 1 },
        { order: [['announcedAt', 'desc']], limit: SESSIONS_MAX, fields: ['resultVersion'] },
      ),
    ]);
    const ids = announced.map(({ _id, resultVersion }) => `${_id}.v${resultVersion}`);
    const found = await find(
      results,
      { _id: _.in(ids) },
      { limit: SESSIONS_MAX, fields: ['sessionNumber', 'total'] },
    );
    const rated = new Map(
      found.flatMap(({ sessionNumber, total: { valid, dissatisfied } }) =>
        valid && dissatisfied !== null ? [[sessionNumber, { valid, dissatisfied }] as const] : [],
      ),
    );
    return {
      sessions: written
        .map(({ _id: sessionId, sessionNumber, figures: { attended, questions, solvedOnSpot } }) => ({
          sessionId,
          number: sessionNumber,
          attended,
          questions,
          solvedOnSpot,
          rated: rated.get(sessionNumber) ?? null,
        }))
        .reverse(),
    };
  },
};
