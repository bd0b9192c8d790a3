import type { QuestionState } from '../../../miniprogram/shared/hall';
import type { Act } from '../change';
import { ensure } from '../domain-error';
import { ASKER, changedQuestion, type Question, type QuestionTransition } from './question';

// What the host and the asker do with a question besides recording it.

const CALLABLE: readonly QuestionState[] = ['queued', 'called', 'skipped', 'recorded'];

/**
 * The speaker is called: stands at the desk, and on the screen as far as approved. What was written down without an
 * answer may be called as well. Throws `wrong_stage` once settled.
 */
export function call(question: Question, act: Act): QuestionTransition {
  ensure(CALLABLE.includes(question.state), 'wrong_stage');
  return changedQuestion(question, act, 'called', { state: 'called' });
}

/** The speaker is not there, or does not wish to speak. Throws `wrong_stage` once something was recorded. */
export function skip(question: Question, reason: string, act: Act): QuestionTransition {
  ensure(question.state === 'queued' || question.state === 'called', 'wrong_stage');
  return changedQuestion(question, act, 'skipped', { state: 'skipped' }, reason);
}

/** The host lets a topic be seen and voted for, in words without a name. Throws `topic_not_open` for personal ones. */
export function approve(
  question: Question,
  isApproved: boolean,
  title: string,
  act: Act,
): QuestionTransition {
  ensure((!question.isPersonal || !isApproved) && question.state !== 'merged', 'topic_not_open');
  return changedQuestion(question, act, isApproved ? 'approved' : 'unapproved', { isApproved, title });
}

/** One tap of the host: the words are approved and their speaker is called. Throws as both do. */
export const approveAndCall = (question: Question, title: string, act: Act): QuestionTransition =>
  call(approve(question, true, title, act).entity, act);

/** Another place in the queue. */
export const move = (question: Question, order: number, act: Act): QuestionTransition =>
  changedQuestion(question, act, 'moved', { order });

/** The asker keeps it out of the minutes, or lets it in again. */
export const keepOut = (question: Question, isKeptOut: boolean, act: Act): QuestionTransition =>
  changedQuestion(question, { ...act, actor: ASKER }, isKeptOut ? 'kept_out' : 'let_in', { isKeptOut });

/** The order that puts a question right before another (or last): halfway between the neighbours. */
export function orderBefore(
  others: ReadonlyArray<Pick<Question, '_id' | 'order'>>,
  before: string | null,
): number {
  const sorted = [...others].sort((left, right) => left.order - right.order);
  const at = before === null ? sorted.length : sorted.findIndex((question) => question._id === before);
  const next = sorted[at === -1 ? sorted.length : at];
  const previous = sorted[(at === -1 ? sorted.length : at) - 1];
  if (!next) return (previous?.order ?? 0) + 1;
  return previous ? (previous.order + next.order) / 2 : next.order - 1;
}
