import { caseIdOf } from '../core/case/case-id';
import type { CaseActor } from '../core/case/command';
import { openCase } from '../core/case/opening';
import { DomainError } from '../core/domain-error';
import { answersInWords, hasOthers } from '../core/hall/answers';
import type { Question } from '../core/hall/question';
import { cases } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { addNumbered } from './file';

/** The hall's desk is the office's; who held the pen stands in the question's history. */
const THE_OFFICE: CaseActor = { role: 'office', personId: null, name: '', departmentId: null };

/**
 * The case of a question that was transferred, made once however often it is asked for: its id follows from the
 * question's. Answers the id. Three round trips, one when it is there already.
 *
 * @throws DomainError department_dissolved for a question without a lead
 */
export async function caseFromQuestion(question: Question, now: number): Promise<string> {
  const id = caseIdOf(`question:${question._id}`);
  if (await get(cases, id)) return id;
  const { departmentId: leadId, sessionId, _id: questionId, coDepartmentIds: coIds, dueAt } = question;
  if (leadId === null) throw new DomainError('department_dissolved');
  const opening = {
    id,
    channel: 'dialogue' as const,
    category: question.category,
    urgency: 'ordinary' as const,
    title: question.title,
    text: textOf(question),
    place: '',
    pictures: [],
    // Without an asker there is nobody to hide, but nothing for the office to hold back either: it wrote the text.
    identity: question.asker === 'named' ? ('named' as const) : ('hidden' as const),
    isProtected: false,
    isDoubtful: false,
    askerId: question.askerId,
    phone: '',
    receipt: null,
    recordedBy: null,
    question: { sessionId, questionId, leadId, coIds, dueAt },
  };
  await addNumbered(id, { openid: null, isDrawn: false }, now, ({ number, rules }) =>
    openCase({ ...opening, number }, THE_OFFICE, now, rules),
  );
  return id;
}

/** What was asked, what was said in the hall, and why that was not enough. */
function textOf(question: Question): string {
  const { title, detail, answeredBy, objection } = question;
  const answer = answersInWords(question, () => '');
  const by = hasOthers(question) ? '' : answeredBy;
  const said = answer === '' ? '' : `现场答复${by === '' ? '' : `（${by}）`}：${answer}`;
  return [detail || title, said, objection && `提问人未认可：${objection}`].filter(Boolean).join('\n');
}
