import type { hallContract } from '../contract/hall';
import { ensure } from '../core/domain-error';
import { queuedQuestion } from '../core/hall/question';
import { OFFICE } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { people, questions } from '../platform/database/collections';
import { add, find } from '../platform/database/store';
import { ensureChoosable } from '../platform/database/topics';
import { actOf, readSession } from '../session/change-session';
import { hallViewFor, questionsOf } from './view';

/**
 * Somebody who had not booked raises a hand: last in the queue, and from there called, approved and recorded like
 * everybody. Its id is the command's, so a repeat meets itself.
 *
 * @throws DomainError not_found, wrong_stage, asker_unknown
 */
export const addSpeaker: Handler<(typeof hallContract)['hall.addSpeaker']> = {
  may: OFFICE,
  async run({ sessionId, title, category, asker, askerId }, context) {
    const act = await actOf(context);
    const [session, queue, askers] = await Promise.all([
      readSession(sessionId),
      questionsOf(sessionId),
      askerId === null ? [] : find(people, { _id: askerId, hasLeft: false }, { limit: 1, fields: ['name'] }),
    ]);
    ensure(session.status === 'previewed' || session.status === 'live', 'wrong_stage');
    const isKnown = asker === 'none' ? askerId === null : askers.length === 1;
    ensure(isKnown, 'asker_unknown', { askerId: 'asker_unknown' });
    const id = `q-${act.requestId}`;
    if (!queue.some((question) => question._id === id)) await ensureChoosable(category, context.now);
    const order = Math.max(0, ...queue.map((question) => question.order)) + 1;
    const topic = {
      id,
      sessionId,
      sessionNumber: session.number,
      origin: id,
      order,
      title,
      detail: '',
      category,
      departmentId: null,
      askerId,
      isUnnamed: asker === 'hidden',
    };
    // Added before by an earlier try of the same command: then it stays as it has become.
    await add(questions, queuedQuestion(topic, act));
    return hallViewFor(session);
  },
};
