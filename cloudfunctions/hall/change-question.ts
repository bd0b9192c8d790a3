import { type Act, hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import type { Question, QuestionTransition } from '../core/hall/question';
import { questions } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { write } from '../platform/database/versioned';

/** @throws DomainError not_found */
export async function readQuestion(questionId: string): Promise<Question> {
  const question = await get(questions, questionId);
  ensure(question !== null, 'not_found');
  return question;
}

const TRIES = 4;

/**
 * One command on a question that says what shall be, whatever somebody else changed meanwhile: read, decide, write; read
 * again when another write came between. A repeat changes nothing.
 *
 * @throws DomainError not_found, conflict after some tries, and what the transition refuses
 */
export async function changeQuestion(
  questionId: string,
  act: Act,
  transition: (question: Question) => QuestionTransition,
): Promise<Question> {
  for (let attempt = 1; ; attempt++) {
    const before = await readQuestion(questionId);
    if (hasHappened(before, act.requestId)) return before;
    const { entity } = transition(before);
    if ((await write(questions, before, entity)) === 'written') return entity;
    ensure(attempt < TRIES, 'conflict');
  }
}
