import type { HallView, hallContract } from '../contract/hall';
import { ensure } from '../core/domain-error';
import { approve, approveAndCall, call, move, orderBefore, skip } from '../core/hall/question-queue';
import { holds } from '../core/people/person';
import { OFFICE, OVERSIGHT } from '../core/people/role-sets';
import { isOver } from '../core/session/course';
import type { Handler } from '../platform/call/dispatch';
import { halls } from '../platform/database/collections';
import { update } from '../platform/database/store';
import { actOf, readSession } from '../session/change-session';
import { changeQuestion, readQuestion } from './change-question';
import { ensureLookedThrough, lookThrough, type PublicWords } from './gate';
import { hallOf } from './hall';
import { askersOf, deskQuestion, hallViewFor, hallViewOf, questionsOf } from './view';

/** The office's view of the hall. */
export const hallView: Handler<(typeof hallContract)['hall.view']> = {
  may: OVERSIGHT,
  async run({ sessionId }, { caller }) {
    const view = await hallViewOf(sessionId);
    return holds(await caller.boundPerson(), OFFICE) ? view : asLeader(view);
  },
};

/** A leader reads along, but does not learn who asked where the asker is hidden. */
const asLeader = (view: HallView): HallView => ({
  ...view,
  mayRun: false,
  questions: view.questions.map((question) =>
    question.asker === 'named'
      ? question
      : { ...question, askerId: null, askerName: '', askerUnit: '', isAskerHere: null },
  ),
});

/**
 * A speaker is called, or the screen is cleared.
 *
 * @throws DomainError not_found, wrong_stage, topic_not_open, redaction_open
 */
export const callSpeaker: Handler<(typeof hallContract)['hall.call']> = {
  may: OFFICE,
  runs: 'once',
  async run({ sessionId, questionId, approval }, context) {
    const act = await actOf(context);
    const session = await readSession(sessionId);
    // Repeated late, it must not call back whom another call has replaced.
    if (context.isDone) return hallViewFor(session);
    ensure(session.status === 'live', 'wrong_stage');
    if (questionId !== null) {
      if (approval) await ensureLookedThrough(await topicWords(questionId, approval.title), approval.kept);
      const question = await changeQuestion(questionId, act, (before) => {
        ensure(before.sessionId === sessionId, 'not_found');
        return approval ? approveAndCall(before, approval.title, act) : call(before, act);
      });
      ensure(question.sessionId === sessionId, 'not_found');
    }
    await hallOf(sessionId);
    await update(halls, { _id: sessionId }, { currentId: questionId });
    return hallViewFor(session);
  },
};

/** @throws DomainError not_found, wrong_stage */
export const skipSpeaker: Handler<(typeof hallContract)['hall.skip']> = {
  may: OFFICE,
  runs: 'once',
  async run({ questionId, reason }, context) {
    const act = await actOf(context);
    if (context.isDone) return hallViewOf((await readQuestion(questionId)).sessionId);
    const { sessionId } = await changeQuestion(questionId, act, (question) => skip(question, reason, act));
    await update(halls, { _id: sessionId, currentId: questionId }, { currentId: null });
    return hallViewOf(sessionId);
  },
};

/**
 * Nothing reaches the screen or the vote before the host has approved its words and looked at what they may tell.
 *
 * @throws DomainError not_found, topic_not_open, redaction_open
 */
export const approveTopic: Handler<(typeof hallContract)['hall.approveTopic']> = {
  may: OFFICE,
  async run({ questionId, isApproved, title, kept }, context) {
    const act = await actOf(context);
    if (isApproved) await ensureLookedThrough(await topicWords(questionId, title), kept);
    const question = await changeQuestion(questionId, act, (before) =>
      approve(before, isApproved, title, act),
    );
    return deskQuestion(question, await askersOf([question]));
  },
};

/** What the host has to look at in a topic. @throws DomainError not_found */
export const topicFindings: Handler<(typeof hallContract)['hall.topicFindings']> = {
  may: OFFICE,
  run: async ({ questionId, title }) => ({
    findings: await lookThrough(await topicWords(questionId, title)),
  }),
};

async function topicWords(questionId: string, title: string): Promise<PublicWords> {
  const { askerId } = await readQuestion(questionId);
  return {
    passages: [{ questionId, field: 'title', text: title }],
    askerIds: askerId === null ? [] : [askerId],
  };
}

/** @throws DomainError not_found, wrong_stage */
export const reorderQueue: Handler<(typeof hallContract)['hall.reorder']> = {
  may: OFFICE,
  async run({ questionId, before }, context) {
    const act = await actOf(context);
    const { sessionId } = await readQuestion(questionId);
    const session = await readSession(sessionId);
    ensure(!isOver(session), 'wrong_stage');
    const others = (await questionsOf(sessionId)).filter(({ _id }) => _id !== questionId);
    await changeQuestion(questionId, act, (question) => move(question, orderBefore(others, before), act));
    return hallViewFor(session);
  },
};
