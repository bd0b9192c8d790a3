import type { hallContract } from '../contract/hall';
import { type Act, hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { coAskerCount, mergeInto, part } from '../core/hall/co-asker';
import type { Question } from '../core/hall/question';
import { move } from '../core/hall/question-queue';
import { OFFICE } from '../core/people/role-sets';
import { isOver } from '../core/session/course';
import type { Handler } from '../platform/call/dispatch';
import { inParallel } from '../platform/call/parallel';
import { bookings, questions } from '../platform/database/collections';
import { _, find, update } from '../platform/database/store';
import { actOf, readSession } from '../session/change-session';
import { changeQuestion, readQuestion } from './change-question';
import { addCoAskers, removeCoAskers } from './co-askers';
import { giveSlotOn } from './give-on';
import { inboxOf } from './seat-inbox';
import { questionsOf } from './view';

const WIDTH = 10;

/**
 * Two questions on one matter: one is asked, the other's asker and voters become its co-askers; or parted again. What is
 * on the wall, or has been called, is not grouped away. The slot of a booked speaker goes to whoever waits, and is not
 * taken back by parting.
 *
 * @throws DomainError not_found, wrong_stage
 */
export const groupTopic: Handler<(typeof hallContract)['hall.groupTopic']> = {
  may: OFFICE,
  runs: 'once',
  async run({ questionId, into }, context) {
    const act = await actOf(context);
    const before = await readQuestion(questionId);
    if (!context.isDone) await (into === null ? partTopic(before, act) : mergeTopic(before, into, act));
    return inboxOf(before.sessionId, act.now);
  },
};

async function mergeTopic(before: Question, into: string, act: Act): Promise<void> {
  const [head, session] = await Promise.all([readQuestion(into), readSession(before.sessionId)]);
  ensure(!isOver(session), 'wrong_stage');
  // Two taps are one.
  const merged =
    before.state === 'merged' && before.mergedInto === into
      ? before
      : await changeQuestion(before._id, act, (question) => mergeInto(question, head, act));
  await addCoAskers(into, merged.brought ?? []);
  // Whatever had been grouped with it follows it.
  await update(questions, { sessionId: before.sessionId, mergedInto: before._id }, { mergedInto: into });
  await giveSlotOn(merged, session, act);
}

async function partTopic(before: Question, act: Act): Promise<void> {
  if (hasHappened(before, act.requestId) || before.state !== 'merged' || !before.mergedInto) return;
  const session = await readSession(before.sessionId);
  ensure(!isOver(session), 'wrong_stage');
  // Taken back first: should this die in between, the grouping still stands and the repeat goes on.
  await removeCoAskers(before.mergedInto, before.brought ?? []);
  await changeQuestion(before._id, act, (question) => part(question, act));
}

/**
 * Everybody who waits, in one order: most wanted first, or as it was booked, with what came in later behind.
 *
 * @throws DomainError not_found, wrong_stage
 */
export const sortQueue: Handler<(typeof hallContract)['hall.sortQueue']> = {
  may: OFFICE,
  runs: 'once',
  async run({ sessionId, by }, context) {
    const act = await actOf(context);
    const session = await readSession(sessionId);
    ensure(!isOver(session), 'wrong_stage');
    if (!context.isDone) {
      const queue = (await questionsOf(sessionId)).filter(({ state }) => state === 'queued');
      const sorted = by === 'votes' ? byVotes(queue) : await byBooking(queue);
      const orders = queue.map(({ order }) => order);
      await inParallel(sorted, WIDTH, async (question) => {
        const order = orders[sorted.indexOf(question)] ?? question.order;
        if (order === question.order) return;
        await changeQuestion(question._id, act, (now) => move(now, order, act));
      });
    }
    return inboxOf(sessionId, act.now);
  },
};

const byVotes = (queue: readonly Question[]): Question[] =>
  [...queue].sort((left, right) => coAskerCount(right) - coAskerCount(left) || left.order - right.order);

async function byBooking(queue: readonly Question[]): Promise<Question[]> {
  const booked = await find(
    bookings,
    { _id: _.in(queue.map(({ origin }) => origin)) },
    { limit: 200, fields: ['bookedAt'] },
  );
  const at = new Map(booked.map(({ _id, bookedAt }) => [_id, bookedAt]));
  const since = ({ origin, history }: Question) => at.get(origin) ?? history[0]?.at ?? 0;
  return [...queue].sort((left, right) => since(left) - since(right) || left.order - right.order);
}
