import type { Category } from '../../../miniprogram/shared/category';
import type { OnSpotState, QuestionState } from '../../../miniprogram/shared/hall';
import { LIMITS } from '../../../miniprogram/shared/limits';
import type { QuestionForm } from '../../contract/hall';
import { type Act, type Change, change, SYSTEM } from '../change';
import { ensure } from '../domain-error';
import type { Notice } from '../message/message';
import { daysEnd } from '../rules/working-time';
import { answersInWords, type FurtherAnswer } from './answers';

/**
 * One question of a session, from the queue to its settlement (docs/rules.md, Questions). Persisted in `questions`;
 * changing the shape needs a migration.
 */
export interface Question {
  _id: string;
  sessionId: string;
  sessionNumber: number;
  state: QuestionState;
  /** Place in the queue; fractions come from moving. */
  order: number;
  title: string;
  detail: string;
  category: Category;
  /** The lead department: it answers, and carries the card. Null only in the queue. */
  departmentId: string | null;
  coDepartmentIds: string[];
  /** `hidden`: the office knows, nobody else. `none`: the row knows nobody, and its history never did. */
  asker: 'named' | 'hidden' | 'none';
  askerId: string | null;
  /** The booking it came from, or its own id: unique, so that a booking stands in the queue once. */
  origin: string;
  isPersonal: boolean;
  /** The asker keeps it out of the minutes. */
  isKeptOut: boolean;
  isApproved: boolean;
  /**
   * Who wants it too, by a vote or because their own question was grouped with it: the co-askers. Emptied when the
   * minutes are out and they have been told (`votersUntil`); then only the count is kept.
   */
  voters: string[];
  /** Keyed digests of the accounts that voted: one account has one voice, under whichever number it is bound. */
  voices: string[];
  votes: number;
  /** Set with the close. */
  isVoteClosed?: boolean;
  /** From when the ids of the co-askers are not needed any more; null once they are gone. */
  votersUntil?: number | null;
  /** Co-askers who have said whether the answer will do, until their ids go, and how many said what. */
  coSaid?: string[];
  coAgreed?: number;
  coObjected?: number;
  /** The seat question it was approved from (core/hall/seat-question.ts). */
  seatId?: string;
  /** Of one that was grouped: the question that is asked instead, and whom it brought along as co-askers. */
  mergedInto?: string | null;
  brought?: string[];
  answer: string;
  answeredBy: string;
  /** What others answered besides. Absent where nobody did. */
  others?: FurtherAnswer[];
  /** Due date of what was transferred. */
  dueAt: number | null;
  onSpot: OnSpotState | null;
  /** Until when the asker may object to "answered on the spot". */
  answerBy: number | null;
  /** Why the asker did not agree, in the asker's words; goes into the case. */
  objection: string;
  caseId: string | null;
  /** Waits to be rated in a later survey of the same people: promised for later, or carded. */
  rerate: 'rolled' | 'rerated' | null;
  /** Outbox: the case has yet to be made of it. Indexed; `jobs` finishes what a dying call left. */
  hasTransfer: boolean;
  /** When asker, words and voters were forgotten; `votes` stays. Absent while they are kept. */
  forgottenAt?: number;
  notices: Notice[];
  hasNotice: boolean;
  version: number;
  history: Change[];
}

/** Actor of what the asker did. */
export const ASKER = 'asker';

const SETTLED: readonly QuestionState[] = ['on_spot', 'transferred', 'skipped', 'merged'];

/** Has it an answer, an owner with a due date, or was it never asked? What has not keeps the session open. */
export const isSettled = (question: Pick<Question, 'state'>): boolean => SETTLED.includes(question.state);

/**
 * Does it keep the session from being closed? What was asked and not settled always does; a speaker still in the queue
 * does while they are in the hall, because somebody who came is not simply passed over. What was sent from a seat does
 * not: there may be more of it than time, and it goes on in writing.
 */
export const blocksClosing = (question: Pick<Question, 'state' | 'seatId'>, isAskerHere: boolean): boolean =>
  question.state === 'queued' ? isAskerHere && question.seatId === undefined : !isSettled(question);

/** Was it put and answered or transferred? Only those stand in minutes and survey. */
export const wasAsked = (question: Pick<Question, 'state'>): boolean =>
  question.state === 'on_spot' || question.state === 'transferred';

/** Does it count as solved on the spot: the asker agreed, said nothing for three days, or nobody could be asked. */
export const isSolvedOnSpot = (question: Pick<Question, 'state' | 'onSpot'>): boolean =>
  question.state === 'on_spot' &&
  (question.onSpot === 'agreed' || question.onSpot === 'silent' || question.onSpot === 'unasked');

/** Is there room for one more question that was asked? One credential each. */
export const hasRoom = (asked: readonly Question[]): boolean =>
  asked.filter(wasAsked).length < LIMITS.questionsMax;

/** What a place in the queue is made of. */
export interface QueuedTopic {
  id: string;
  sessionId: string;
  sessionNumber: number;
  origin: string;
  order: number;
  title: string;
  detail: string;
  category: Category;
  departmentId: string | null;
  askerId: string | null;
  isUnnamed: boolean;
  seatId?: string;
}

/** A speaker in the queue, booked or from the floor. Nothing of it is on the screen before the host approves it. */
export const queuedQuestion = (topic: QueuedTopic, act: Act): Question => ({
  _id: topic.id,
  sessionId: topic.sessionId,
  sessionNumber: topic.sessionNumber,
  state: 'queued',
  order: topic.order,
  title: topic.title,
  detail: topic.detail,
  category: topic.category,
  departmentId: topic.departmentId,
  coDepartmentIds: [],
  asker: topic.askerId === null ? 'none' : topic.isUnnamed ? 'hidden' : 'named',
  askerId: topic.askerId,
  origin: topic.origin,
  ...(topic.seatId === undefined ? {} : { seatId: topic.seatId }),
  isPersonal: false,
  isKeptOut: false,
  isApproved: false,
  voters: [],
  voices: [],
  votes: 0,
  answer: '',
  answeredBy: '',
  dueAt: null,
  onSpot: null,
  answerBy: null,
  objection: '',
  caseId: null,
  rerate: null,
  hasTransfer: false,
  notices: [],
  hasNotice: false,
  version: 1,
  history: [change(act, 'queued')],
});

/** The question after a transition, one version on. */
export interface QuestionTransition {
  entity: Question;
  event: Change;
}

/** The question after an event, one version on. */
export const changedQuestion = (
  question: Question,
  act: Act,
  what: string,
  fields: Partial<Question>,
  detail = '',
): QuestionTransition => {
  const event = change(act, what, detail);
  const history = [...question.history, event];
  return { entity: { ...question, ...fields, version: question.version + 1, history }, event };
};

/** What recording needs to know besides the form. */
export interface RecordingFacts {
  /** Departments that exist now. */
  liveDepartments: ReadonlySet<string>;
  /** Days the asker has to object before silence counts as agreed: `questions.objectionDays` of the rule book. */
  objectionDays: number;
  /** Built by the caller, for the asker of an answer given on the spot. */
  askNotice: (answerBy: number) => Notice[];
  /** The same for the co-askers, whenever there is an answer or an owner. Null where nobody is to be asked. */
  coNotice?: (answerBy: number | null) => Notice[];
}

/**
 * Records what was asked and how it was settled. Throws:
 * - `department_dissolved`: lead or co-department is gone;
 * - `asker_unknown`: `none` with somebody, or somebody missing where one is named;
 * - `due_in_past`: a promise for a moment that has passed;
 * - `invalid_input`: an answer for a department that neither leads nor helps, or more words than the minutes hold;
 * - `wrong_stage`: already transferred: what follows happens in its case.
 */
export function record(
  question: Question,
  form: QuestionForm,
  facts: RecordingFacts,
  act: Act,
): QuestionTransition {
  for (const department of [form.departmentId, ...form.coDepartmentIds])
    ensure(facts.liveDepartments.has(department), 'department_dissolved');
  ensureAnswers(form);
  ensure(form.asker === 'none' ? form.askerId === null : form.askerId !== null, 'asker_unknown', {
    askerId: 'asker_unknown',
  });
  ensure(question.state !== 'merged', 'wrong_stage');
  const wasTransferred = question.state === 'transferred';
  ensure(!wasTransferred || form.settlement?.kind === 'transferred', 'wrong_stage');
  const set: Partial<Question> = {
    title: form.title,
    detail: form.detail,
    category: form.category,
    // Once a case exists the lead is the case's; changing it here would part the two.
    departmentId: wasTransferred ? question.departmentId : form.departmentId,
    coDepartmentIds: form.coDepartmentIds.filter((coId) => coId !== form.departmentId),
    asker: form.asker,
    askerId: form.askerId,
    origin: form.asker === 'none' ? question._id : question.origin,
    isPersonal: form.isPersonal,
    // Other words than those that were approved have yet to be looked at.
    isApproved: !form.isPersonal && question.isApproved && form.title === question.title,
  };
  const settled = wasTransferred ? keepTransfer(form) : settle(question, form, facts, act);
  return changedQuestion(question, act, `recorded_${settled.state ?? question.state}`, {
    ...set,
    ...settled,
    ...toldCoAskers(question, settled, facts),
  });
}

function ensureAnswers({ departmentId, coDepartmentIds, settlement }: QuestionForm): void {
  const length = [settlement?.answer ?? '', ...(settlement?.others ?? []).map(({ answer }) => answer)].join(
    '',
  ).length;
  ensure(length <= LIMITS.answersMax, 'invalid_input', { 'question.settlement.answer': 'text_too_long' });
  (settlement?.others ?? []).forEach((one, at) => {
    const isInvolved =
      one.departmentId === null || [departmentId, ...coDepartmentIds].includes(one.departmentId);
    const field = `question.settlement.others.${at}.departmentId`;
    ensure(isInvolved, 'invalid_input', { [field]: 'invalid_input' });
  });
}

/** What co-askers are told with a new answer, besides what the asker is. */
function toldCoAskers(
  question: Question,
  settled: Partial<Question>,
  facts: RecordingFacts,
): Partial<Question> {
  const { state = question.state, answerBy = question.answerBy } = settled;
  const isOnSpot = state === 'on_spot';
  const isNew =
    question.state !== state || (isOnSpot && wordsOf(question) !== wordsOf({ ...question, ...settled }));
  if (!wasAsked({ state }) || !isNew || question.voters.length === 0) return {};
  const told = facts.coNotice?.(isOnSpot ? answerBy : null) ?? [];
  if (told.length === 0) return {};
  return { notices: [...(settled.notices ?? question.notices), ...told], hasNotice: true };
}

/** Equal where the same has been answered, whoever is said to have said it. */
const wordsOf = (said: Pick<Question, 'answer' | 'answeredBy' | 'departmentId' | 'others'>): string =>
  answersInWords(
    { ...said, answeredBy: '', others: said.others?.map((one) => ({ ...one, answeredBy: '' })) },
    () => '',
  );

/** The words of a settlement. `others` is always set, so that those of an earlier one go. */
const saidIn = (settlement: NonNullable<QuestionForm['settlement']>) => ({
  answer: settlement.answer,
  answeredBy: settlement.answeredBy,
  others: settlement.others ?? [],
});

function keepTransfer(form: QuestionForm): Partial<Question> {
  return form.settlement === null ? { answer: '', answeredBy: '', others: [] } : saidIn(form.settlement);
}

function settle(question: Question, form: QuestionForm, facts: RecordingFacts, act: Act): Partial<Question> {
  const { settlement } = form;
  const open = { onSpot: null, answerBy: null, dueAt: null, answer: '', answeredBy: '', others: [] };
  if (settlement === null)
    return {
      ...open,
      state: question.state === 'called' ? 'called' : 'recorded',
    };
  const said = saidIn(settlement);
  if (settlement.kind === 'transferred') {
    ensure(settlement.dueAt > act.now, 'due_in_past', { 'settlement.dueAt': 'due_in_past' });
    const { dueAt } = settlement;
    return { ...open, state: 'transferred', ...said, dueAt, hasTransfer: true };
  }
  const isSameAnswer =
    question.state === 'on_spot' &&
    wordsOf(question) === wordsOf({ ...question, ...said }) &&
    question.askerId === form.askerId;
  if (isSameAnswer) return { state: 'on_spot', ...said };
  if (form.askerId === null) return { ...open, state: 'on_spot', ...said, onSpot: 'unasked' };
  const answerBy = daysEnd(act.now, facts.objectionDays);
  const notices = facts.askNotice(answerBy);
  return {
    ...open,
    state: 'on_spot',
    ...said,
    onSpot: 'waiting',
    answerBy,
    // Earlier notices may not have been relayed yet; they are only ever added to.
    notices: [...question.notices, ...notices],
    hasNotice: question.hasNotice || notices.length > 0,
  };
}

/**
 * The asker has left the college: a place in the queue is passed over, and nobody is asked any more whether an answer
 * given on the spot will do. Null when nothing of it waits for the asker.
 */
export function askerLeft(question: Question, act: Act): QuestionTransition | null {
  if (question.state === 'queued')
    return changedQuestion(question, act, 'skipped', { state: 'skipped' }, '已离校');
  if (question.onSpot !== 'waiting') return null;
  return changedQuestion(question, act, 'asker_left', { onSpot: 'unasked', answerBy: null });
}

/**
 * The asker's one tap. Agreeing twice is a repeat; objecting makes a case of it with the given deadline.
 * Throws `wrong_stage` when it was not answered on the spot, `answer_window_closed` once silence has counted.
 */
export function judge(
  question: Question,
  isAgreed: boolean,
  reason: string,
  dueAt: number,
  act: Act,
): QuestionTransition {
  ensure(question.state === 'on_spot' && question.onSpot !== null, 'wrong_stage');
  const isOpen = question.onSpot === 'waiting' && question.answerBy !== null && act.now < question.answerBy;
  ensure(isOpen, 'answer_window_closed');
  // The history says that the asker did it, never who that is: a row may still be made to forget.
  const asker = { ...act, actor: ASKER };
  if (isAgreed) return changedQuestion(question, asker, 'agreed', { onSpot: 'agreed' });
  const fields = {
    onSpot: 'objected',
    state: 'transferred',
    objection: reason,
    dueAt,
    hasTransfer: true,
  } as const;
  return changedQuestion(question, asker, 'objected', fields);
}

/** Three days without an objection count as agreed. Null while they are not over, or somebody has tapped. */
export function fallSilent(question: Question, now: number): QuestionTransition | null {
  if (question.state !== 'on_spot' || question.onSpot !== 'waiting') return null;
  if (question.answerBy === null || now < question.answerBy) return null;
  const act = { actor: SYSTEM, now, requestId: `silent-${question._id}` };
  return changedQuestion(question, act, 'silent', { onSpot: 'silent' });
}

/**
 * A question of a session whose names are over (docs/rules.md, Keeping): asker, voters and original words go; how it was
 * settled and how many wanted it stays, and so does what stood on the screen.
 */
export function forgottenQuestion(question: Question, now: number): Question {
  const isPublic = question.isApproved && !question.isPersonal && !question.isKeptOut;
  return {
    ...question,
    version: question.version + 1,
    forgottenAt: now,
    title: isPublic ? question.title : '',
    detail: '',
    answer: isPublic ? question.answer : '',
    others: isPublic ? (question.others ?? []) : [],
    asker: 'none',
    askerId: null,
    origin: question._id,
    voters: [],
    voices: [],
    votersUntil: null,
    coSaid: [],
    brought: [],
    objection: '',
    history: question.history.map((event) => ({ ...event, detail: '' })),
  };
}
