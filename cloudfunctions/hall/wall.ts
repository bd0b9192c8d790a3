import type { hallContract } from '../contract/hall';
import { wasAsked } from '../core/hall/question';
import { OVERSIGHT } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { attendance, departments, halls, people } from '../platform/database/collections';
import { count, get } from '../platform/database/store';
import { readSession } from '../session/change-session';
import { questionsOf } from './view';

const NEXT = 3;

/**
 * The big screen: only what the host has approved, and a name only where the asker stands by it. Seven round trips at
 * most, two in sequence.
 */
export const wall: Handler<(typeof hallContract)['hall.wall']> = {
  may: OVERSIGHT,
  async run({ sessionId }) {
    const [session, hall, asked, checkedIn] = await Promise.all([
      readSession(sessionId),
      get(halls, sessionId),
      questionsOf(sessionId),
      count(attendance, { sessionId }),
    ]);
    const current = asked.find(({ _id, isApproved }) => _id === hall?.currentId && isApproved);
    const [department, person] = await Promise.all([
      current?.departmentId ? get(departments, current.departmentId) : null,
      current?.asker === 'named' && current.askerId ? get(people, current.askerId) : null,
    ]);
    return {
      number: session.number,
      startsAt: session.startsAt,
      status: session.status,
      checkedIn,
      current: current
        ? {
            title: current.title,
            asker: person ? `${person.unit} ${person.name}` : '',
            category: current.category,
            departmentName: department?.name ?? '',
          }
        : null,
      settled: asked.filter(wasAsked).length,
      next: asked
        .filter(({ state, isApproved }) => state === 'queued' && isApproved)
        .slice(0, NEXT)
        .map(({ title }) => title),
    };
  },
};
