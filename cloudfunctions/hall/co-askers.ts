import { type Act, SYSTEM } from '../core/change';
import { ensure } from '../core/domain-error';
import { isOpenToCoAskers, objectTogether } from '../core/hall/co-asker';
import type { Question } from '../core/hall/question';
import { withoutAccount } from '../core/people/voice';
import { addWorkingTime } from '../core/rules/working-time';
import { inParallel } from '../platform/call/parallel';
import { voiceOf } from '../platform/call/voice';
import { people, questions } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { _, find, update } from '../platform/database/store';
import { changeQuestion, readQuestion } from './change-question';

const WIDTH = 10;

/**
 * These people want the question asked as well. Each account counts once, whether it voted before, was grouped twice, or
 * is the asker's. One conditional write each: they are few, and votes come in meanwhile.
 */
export async function addCoAskers(questionId: string, personIds: readonly string[]): Promise<void> {
  const known = await find(people, { _id: _.in([...personIds]) }, { limit: 1000, fields: ['openid'] });
  await inParallel(known, WIDTH, async ({ _id, openid }) => {
    const voice = openid ? voiceOf(openid, questionId) : withoutAccount(`${questionId}:${_id}`);
    await update(
      questions,
      { _id: questionId, askerId: _.neq(_id), voters: _.neq(_id), voices: _.neq(voice) },
      { voters: _.push([_id]), voices: _.push([voice]), votes: _.inc(1) },
    );
  });
}

/** Takes back whom a grouping brought; whoever has withdrawn the vote since is not counted down twice. */
export async function removeCoAskers(questionId: string, personIds: readonly string[]): Promise<void> {
  const known = await find(people, { _id: _.in([...personIds]) }, { limit: 1000, fields: ['openid'] });
  await inParallel(known, WIDTH, async ({ _id, openid }) => {
    const voice = openid ? voiceOf(openid, questionId) : withoutAccount(`${questionId}:${_id}`);
    await update(
      questions,
      { _id: questionId, voters: _id },
      { voters: _.pull(_id), voices: _.pull(voice), votes: _.inc(-1) },
    );
  });
}

/**
 * A co-asker says once whether the answer will do. So many objections as the rule book says reopen it, like its asker's.
 *
 * @throws DomainError answer_window_closed
 */
export async function judgeAsCoAsker(
  question: Question,
  personId: string,
  isAgreed: boolean,
  { now, requestId }: Act,
): Promise<Question> {
  ensure(isOpenToCoAskers(question, now), 'answer_window_closed');
  await update(
    questions,
    { _id: question._id, voters: personId, coSaid: _.neq(personId) },
    isAgreed
      ? { coSaid: _.push([personId]), coAgreed: _.inc(1) }
      : { coSaid: _.push([personId]), coObjected: _.inc(1) },
  );
  const { rules } = await currentRuleBook(now);
  const dueAt = addWorkingTime(now, rules.cases.deadlines.ordinary, rules.calendar);
  const act = { actor: SYSTEM, now, requestId: `together-${requestId}` };
  const counted = await readQuestion(question._id);
  const reopened = objectTogether(counted, rules.questions.coObjections, dueAt, act);
  if (reopened === null) return counted;
  return changeQuestion(
    question._id,
    act,
    (fresh) => objectTogether(fresh, rules.questions.coObjections, dueAt, act) ?? reopened,
  );
}
