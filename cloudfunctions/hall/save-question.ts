import type { hallContract, QuestionForm } from '../contract/hall';
import { type Act, hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import {
  hasRoom,
  isSettled,
  type Question,
  queuedQuestion,
  type RecordingFacts,
  record,
} from '../core/hall/question';
import { CO_ASKERS, type Notice } from '../core/message/message';
import { OFFICE } from '../core/people/role-sets';
import { pickedDayEnd, type SchoolTime } from '../core/rules/working-time';
import { type Session, sessionFacts } from '../core/session/session';
import type { Handler } from '../platform/call/dispatch';
import { bookings, departments, people, questions } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { _, add, find, patchAt, update } from '../platform/database/store';
import { ensureChoosable } from '../platform/database/topics';
import { commit } from '../platform/database/versioned';
import { actOf, readSession } from '../session/change-session';
import { readQuestion } from './change-question';
import { finishTransfer } from './transfer';
import { askersOf, deskQuestion, questionsOf } from './view';

/** A question nobody had announced. Its id is the command's, so a repeat meets itself. */
export const addQuestion: Handler<(typeof hallContract)['hall.addQuestion']> = {
  may: OFFICE,
  async run({ sessionId, question: form }, context) {
    const act = await actOf(context);
    const [session, queue, { facts, calendar }] = await Promise.all([
      readSession(sessionId),
      questionsOf(sessionId),
      recordingFacts(form, act),
    ]);
    const _id = `q-${act.requestId}`;
    const earlier = queue.find((question) => question._id === _id);
    if (earlier) return answered(earlier, act);
    await ensureChoosable(form.category, act.now);
    ensureRecording(session, form);
    ensure(hasRoom(queue), 'question_full');
    const order = Math.max(0, ...queue.map((question) => question.order)) + 1;
    const bare: Question = {
      ...queuedQuestion({ ...blank(session, form), id: _id, origin: _id, order }, act),
      state: 'recorded',
    };
    const { entity } = record(bare, onPickedDay(form, calendar), facts(session, bare), act);
    if ((await add(questions, entity)) === 'exists') return answered(await readQuestion(_id), act);
    return answered(entity, act);
  },
};

/**
 * What was asked and how it was settled. Whoever saves second on an older version is told so.
 *
 * @throws DomainError not_found, conflict, wrong_stage, department_dissolved, asker_unknown, due_in_past
 */
export const saveQuestion: Handler<(typeof hallContract)['hall.saveQuestion']> = {
  may: OFFICE,
  async run({ questionId, version, question: form }, context) {
    const act = await actOf(context);
    const before = await readQuestion(questionId);
    if (hasHappened(before, act.requestId)) return answered(before, act);
    const [session, { facts, calendar }] = await Promise.all([
      readSession(before.sessionId),
      recordingFacts(form, act),
    ]);
    ensureRecording(session, form);
    ensure(before.version === version, 'conflict');
    if (form.category !== before.category) await ensureChoosable(form.category, act.now);
    const { entity } = record(before, onPickedDay(form, calendar), facts(session, before), act);
    if (form.asker === 'none') await forgetTitle(before);
    return answered(await commit(questions, before, entity), act);
  },
};

/**
 * The booking of a question that becomes nameless loses what would tell whose it was. Before the question forgets where
 * it came from: the other way round a call that died would leave the title.
 */
async function forgetTitle({ _id, origin }: Question): Promise<void> {
  if (origin === _id) return;
  await update(
    bookings,
    { _id: origin, form: _.neq(null) },
    { wasQueued: true, ...patchAt(bookings, 'form.title', ''), ...patchAt(bookings, 'form.detail', '') },
  );
}

/** While it is on; afterwards corrections only, that leave it settled. */
function ensureRecording({ status }: Session, { settlement }: QuestionForm): void {
  ensure(status === 'live' || (status === 'closed' && settlement !== null), 'wrong_stage');
}

const blank = (session: Session, form: QuestionForm) => ({
  sessionId: session._id,
  sessionNumber: session.number,
  title: form.title,
  detail: form.detail,
  category: form.category,
  departmentId: null,
  askerId: null,
  isUnnamed: false,
});

/** Who moves it on names a day: its end is the end of that day's work. */
const onPickedDay = (form: QuestionForm, school: SchoolTime): QuestionForm =>
  form.settlement?.kind === 'transferred'
    ? { ...form, settlement: { ...form.settlement, dueAt: pickedDayEnd(form.settlement.dueAt, school) } }
    : form;

/** What recording must know. Three round trips, in one. @throws DomainError asker_unknown */
async function recordingFacts(form: QuestionForm, act: Act) {
  const [live, askers, book] = await Promise.all([
    find(departments, {}, { limit: 1000 }),
    form.askerId === null
      ? []
      : find(people, { _id: form.askerId, hasLeft: false }, { limit: 1, fields: ['name'] }),
    currentRuleBook(act.now),
  ]);
  ensure(form.askerId === null || askers.length === 1, 'asker_unknown', { askerId: 'asker_unknown' });
  const liveDepartments = new Set(live.filter(({ isDissolved }) => !isDissolved).map(({ _id }) => _id));
  const { questions: limits, calendar } = book.rules;
  const facts = (session: Session, question: Question): RecordingFacts => ({
    liveDepartments,
    objectionDays: limits.objectionDays,
    askNotice: (answerBy) => askNotices(session, question, form, answerBy, act.now),
    coNotice: (answerBy) => coNotices(session, question, form, answerBy, act.now),
  });
  return { facts, calendar };
}

function askNotices(
  session: Session,
  question: Question,
  { askerId, title }: QuestionForm,
  deadline: number,
  at: number,
): Notice[] {
  if (askerId === null) return [];
  const subject = `${question._id}.${question.version + 1}`;
  const facts = { ...sessionFacts(session), title, itemId: question._id, deadline };
  return [{ kind: 'answer_given', to: askerId, subject, at, facts }];
}

function coNotices(
  session: Session,
  question: Question,
  { isPersonal }: QuestionForm,
  answerBy: number | null,
  at: number,
): Notice[] {
  if (isPersonal) return [];
  // The words they wanted, as they were approved; what the desk has made of them since is not for everybody yet.
  const title = question.isApproved ? question.title : undefined;
  const subject = `${question._id}.${question.version + 1}`;
  const deadline = answerBy ?? undefined;
  const facts = { ...sessionFacts(session), title, itemId: question._id, deadline, as: 'co_asker' as const };
  return [{ kind: 'answer_given', to: CO_ASKERS, subject, at, facts }];
}

/** The question as the desk shows it, its case made where it was transferred. */
async function answered(question: Question, act: Act) {
  const finished =
    question.hasTransfer && isSettled(question) ? await finishTransfer(question, act) : question;
  return deskQuestion(finished, await askersOf([finished]));
}
