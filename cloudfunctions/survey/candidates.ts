import type { Case } from '../core/case/case';
import { publicFace } from '../core/case/public-state';
import { publicProgress } from '../core/case/public-words';
import { answererNames } from '../core/hall/answers';
import type { Question } from '../core/hall/question';
import type { Candidate, Survey } from '../core/survey/survey';
import { cases, departments, minutes, questions } from '../platform/database/collections';
import { find, get } from '../platform/database/store';

/**
 * What a survey may ask: in round 1 the items of the minutes as published — so nothing personal, nothing unredacted —
 * and in a later round what waits to be rated again. Four round trips, two in sequence.
 */
export async function candidatesOf(survey: Survey, earlier: readonly Survey[]): Promise<Candidate[]> {
  const [asked, opened, written, named] = await Promise.all([
    find(questions, { sessionId: survey.sessionId }, { order: [['order', 'asc']], limit: 200 }),
    find(cases, { sessionId: survey.sessionId }, { limit: 200 }),
    get(minutes, survey.sessionId),
    find(departments, {}, { limit: 1000 }),
  ]);
  const items = written?.revisions[written.revisions.length - 1]?.items ?? [];
  const nameOf = (id: string) => named.find(({ _id }) => _id === id)?.name ?? '';
  const rolled = earlier.flatMap((round) => round.items.filter(({ isDue }) => !isDue));
  return asked.flatMap((question) => {
    const item = items.find(({ questionId }) => questionId === question._id);
    const kind = survey.round === 1 ? 'first' : question.rerate;
    if (!item || kind === null || question.departmentId === null) return [];
    const opening = opened.find(({ questionId }) => questionId === question._id);
    return [
      {
        slot:
          kind === 'rolled' ? (rolled.find((item) => item.questionId === question._id)?.slot ?? null) : null,
        kind,
        questionId: question._id,
        title: item.title,
        asked: item.body,
        answered: item.answer,
        answeredBy: answererNames(question).join('、'),
        departmentId: question.departmentId,
        departmentName: nameOf(question.departmentId),
        coDepartmentNames: question.coDepartmentIds.map(nameOf).filter(Boolean),
        category: question.category,
        outcome: question.state === 'on_spot' ? ('on_spot' as const) : ('transferred' as const),
        progress: opening ? publicProgress(publicFace(opening)) : '',
        caseId: opening?._id ?? null,
        promisedFor: promisedFor(question, opening),
      },
    ];
  });
}

/** The date something is promised for; null when it was answered, or nothing is owed any more. */
function promisedFor(question: Question, opening: Case | undefined): number | null {
  if (question.state !== 'transferred') return null;
  if (!opening) return question.dueAt;
  if (opening.commitment) return opening.commitment.doneAt === null ? opening.commitment.dueAt : null;
  return opening.reply ? null : (opening.dueAt ?? question.dueAt);
}
