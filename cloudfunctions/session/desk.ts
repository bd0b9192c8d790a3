import type { sessionContract } from '../contract/session';
import { OVERSIGHT } from '../core/people/role-sets';
import { previewDueAt } from '../core/rules/calendar';
import { figuresOf } from '../core/session/pool';
import type { Handler } from '../platform/call/dispatch';
import { deliveries } from '../platform/database/collections';
import { count } from '../platform/database/store';
import { sessionCard } from './view';
import { sessionsOnDesk } from './with-pools';

/** The office's list of sessions, newest first, with what is taken and what has failed. */
export const desk: Handler<(typeof sessionContract)['session.desk']> = {
  may: OVERSIGHT,
  async run(_input, { now }) {
    const [sessions, failedDeliveries] = await Promise.all([
      sessionsOnDesk([{ sort: { startsAt: -1 } }, { limit: 24 }]),
      count(deliveries, { state: 'failed' }),
    ]);
    return {
      sessions: sessions.map((session) => {
        const { confirmed, waiting } = figuresOf(session.pools, 'speak');
        return {
          ...sessionCard(session, now),
          venue: session.plan.venue,
          chair: session.plan.chair.name,
          previewDueAt: previewDueAt(session.startsAt, session.rules.previewLeadHours),
          hasArticle: session.article !== null,
          minutesDueAt: session.minutes[0]?.dueAt ?? null,
          isMinutesLate: session.minutes[0]?.isLate ?? false,
          confirmed,
          waiting,
        };
      }),
      failedDeliveries,
    };
  },
};
