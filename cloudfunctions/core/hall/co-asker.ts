import type { Act } from '../change';
import { ensure } from '../domain-error';
import { ASKER, changedQuestion, type Question, type QuestionTransition } from './question';

// Whoever wants the same question asked: they tapped 我也想问, or their own question was grouped with it. Their ids stand in
// `voters` until the minutes are out and everybody has been told; then only the count is kept.

/** How many want it besides whoever asked; the count stays when the ids are gone. */
export const coAskerCount = (question: Pick<Question, 'votes' | 'voters' | 'askerId'>): number =>
  question.votes - (question.askerId !== null && question.voters.includes(question.askerId) ? 1 : 0);

export const isCoAsker = (question: Pick<Question, 'voters' | 'askerId'>, personId: string): boolean =>
  question.askerId !== personId && question.voters.includes(personId);

type Judged = Pick<Question, 'state' | 'answerBy' | 'coSaid' | 'onSpot'>;

/** May a co-asker still say whether the answer will do? As long as its asker may. */
export const isOpenToCoAskers = ({ state, answerBy, onSpot }: Judged, now: number): boolean =>
  state === 'on_spot' && onSpot !== null && answerBy !== null && now < answerBy;

export const hasSaid = ({ coSaid }: Pick<Question, 'coSaid'>, personId: string): boolean =>
  (coSaid ?? []).includes(personId);

/**
 * So many co-askers object that it counts like the asker's objection: `questions.coObjections` of the rule book. Null
 * while there are fewer, or the window is over.
 */
export function objectTogether(
  question: Question,
  fewest: number,
  dueAt: number,
  act: Act,
): QuestionTransition | null {
  const objections = question.coObjected ?? 0;
  if (objections < fewest || !isOpenToCoAskers(question, act.now)) return null;
  return changedQuestion(question, { ...act, actor: ASKER }, 'objected_together', {
    onSpot: 'objected',
    state: 'transferred',
    objection: `${objections} 名共同提问人认为没有解决`,
    dueAt,
    hasTransfer: true,
  });
}

/**
 * One question takes another in: one is asked, the others become co-askers. `brought`: whom the other one brings along,
 * so that parting them takes back exactly these.
 *
 * @throws DomainError wrong_stage unless the one still waits in the queue and the other is still to be answered
 */
export function mergeInto(question: Question, head: Question, act: Act): QuestionTransition {
  ensure(question._id !== head._id && question.sessionId === head.sessionId, 'not_found');
  ensure(question.state === 'queued', 'wrong_stage');
  ensure(['queued', 'called', 'recorded'].includes(head.state), 'wrong_stage');
  const askers = question.askerId === null ? [] : [question.askerId];
  const brought = [...new Set([...question.voters, ...askers])].filter(
    (personId) => !head.voters.includes(personId) && personId !== head.askerId,
  );
  return changedQuestion(question, act, 'merged', { state: 'merged', mergedInto: head._id, brought });
}

/** It stands in the queue by itself again. @throws DomainError wrong_stage */
export function part(question: Question, act: Act): QuestionTransition {
  ensure(question.state === 'merged', 'wrong_stage');
  return changedQuestion(question, act, 'parted', { state: 'queued', mergedInto: null, brought: [] });
}
