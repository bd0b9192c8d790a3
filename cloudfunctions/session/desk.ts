import type { sessionContract } from '../contract/session';
import { OVERSIGHT } from '../core/people/role-sets';
import { previewDueAt } from '../core/rules/calendar';
import { chairOf } from '../core/session/chair';
import { figuresOf } from '../core/session/pool';
import { deadlineOf } from '../core/survey/card-ladder';
import { NOT_OPENED_FOR } from '../core/survey/survey';
import type { Handler } from '../platform/call/dispatch';
import { cards, deliveries, surveys } from '../platform/database/collections';
import { _, count, find } from '../platform/database/store';
import { sessionCard } from './view';
import { sessionsOnDesk } from './with-pools';

/** The office's list of sessions, newest first, with what is taken and what has failed. */
export const desk: Handler<(typeof sessionContract)['session.desk']> = {
  may: OVERSIGHT,
  async run(_input, { now }) {
    const [sessions, failedDeliveries, waiting, stuck] = await Promise.all([
      sessionsOnDesk([{ sort: { startsAt: -1 } }, { limit: 24 }]),
      count(deliveries, { state: 'failed' }),
      find(cards, _.or([{ state: 'appealed' }, { isLate: true }]), {
        order: [['givenAt', 'asc']],
        limit: 50,
      }),
      find(
        surveys,
        _.or([
          { state: 'sealed', resultVersion: 0 },
          { state: 'scheduled', opensAt: _.lte(now), notOpenedFor: _.in([...NOT_OPENED_FOR]) },
        ]),
        {
          order: [['opensAt', 'asc']],
          limit: 20,
          fields: ['state', 'heldWith', 'sessionNumber', 'closing', 'notOpenedFor'],
        },
      ),
    ]);
    return {
      sessions: sessions.map((session) => {
        const { confirmed, waiting } = figuresOf(session.pools, 'speak');
        return {
          ...sessionCard(session, now),
          venue: session.plan.venue,
          chair: chairOf(session.plan),
          previewDueAt: previewDueAt(session.startsAt, session.rules.previewLeadHours),
          hasArticle: session.article !== null,
          minutesDueAt: session.minutes[0]?.dueAt ?? null,
          isMinutesLate: session.minutes[0]?.isLate ?? false,
          figures: session.figures,
          confirmed,
          waiting,
        };
      }),
      failedDeliveries,
      openings: stuck
        .filter(({ state }) => state === 'sealed')
        .map(({ heldWith, sessionNumber, closing }) => ({
          sessionId: heldWith,
          number: sessionNumber,
          confirmed: closing?.confirmations.length ?? 0,
        })),
      notOpened: stuck.flatMap(({ state, heldWith, sessionNumber, notOpenedFor }) =>
        state === 'scheduled' && notOpenedFor
          ? [{ sessionId: heldWith, number: sessionNumber, reason: notOpenedFor }]
          : [],
      ),
      cards: waiting.flatMap((card) => {
        const deadline = deadlineOf(card);
        if (deadline === null) return [];
        const { _id: id, title, departmentName } = card;
        return [{ id, title, departmentName, waitsFor: deadline.what, until: deadline.at }];
      }),
    };
  },
};
