import type { DeskQuestion, HallView } from '../contract/hall';
import { ensure } from '../core/domain-error';
import { attendanceId } from '../core/hall/attendance';
import { blocksClosing, type Question } from '../core/hall/question';
import type { Person } from '../core/people/person';
import { placesOf } from '../core/session/presence';
import { bookingUntil, type Session } from '../core/session/session';
import {
  attendance,
  departments,
  halls,
  people,
  questions,
  sessions,
  walls,
} from '../platform/database/collections';
import { _, count, find, get } from '../platform/database/store';

/** Who asked, and whether they are in the hall. */
export interface Askers {
  person(question: Question): Pick<Person, 'name' | 'unit'> | undefined;
  /** Null when nobody is known to have asked. */
  isHere(question: Question): boolean | null;
}

/** Two round trips, in one. */
export async function askersOf(asked: readonly Question[]): Promise<Askers> {
  const known = asked.filter(({ askerId }) => askerId !== null);
  const ids = known.flatMap(({ askerId }) => askerId ?? []);
  const places = known.map(({ sessionId, askerId }) => attendanceId(sessionId, askerId ?? ''));
  const [persons, present] = await Promise.all([
    ids.length === 0 ? [] : find(people, { _id: _.in(ids) }, { limit: 200, fields: ['name', 'unit'] }),
    ids.length === 0 ? [] : find(attendance, { _id: _.in(places) }, { limit: 200, fields: ['personId'] }),
  ]);
  return {
    person: ({ askerId }) => persons.find(({ _id }) => _id === askerId),
    isHere: ({ askerId }) => (askerId === null ? null : present.some(({ personId }) => personId === askerId)),
  };
}

/** All questions of a session, in their order. One round trip. */
export const questionsOf = (sessionId: string): Promise<Question[]> =>
  find(questions, { sessionId }, { order: [['order', 'asc']], limit: 200 });

/** The office's view of the hall. Eight round trips, two in sequence. @throws DomainError not_found */
export async function hallViewOf(sessionId: string): Promise<HallView> {
  const session = await get(sessions, sessionId);
  ensure(session !== null, 'not_found');
  return hallViewFor(session);
}

/** The same for a session that was read already. */
export async function hallViewFor(session: Session): Promise<HallView> {
  const [hall, [wall], asked, checkedIn, all] = await Promise.all([
    get(halls, session._id),
    find(walls, { _id: session._id }, { limit: 1, fields: ['shows'] }),
    questionsOf(session._id),
    count(attendance, { sessionId: session._id }),
    find(departments, {}, { order: [['_id', 'asc']], limit: 1000 }),
  ]);
  const askers = await askersOf(asked);
  return {
    sessionId: session._id,
    number: session.number,
    startsAt: session.startsAt,
    status: session.status,
    bookingUntil: bookingUntil(session),
    currentId: hall?.currentId ?? null,
    shows: wall?.shows ?? 'session',
    questions: asked.map((question) => deskQuestion(question, askers)),
    checkedIn,
    unsettledIds: asked
      .filter((question) => blocksClosing(question, askers.isHere(question) ?? false))
      .map(({ _id }) => _id),
    departments: all.filter(({ isDissolved }) => !isDissolved).map(({ _id, name }) => ({ id: _id, name })),
    places: placesOf(session),
    mayRun: true,
  };
}

/** One question as the office's desk shows it. */
export function deskQuestion(question: Question, askers: Askers): DeskQuestion {
  const person = askers.person(question);
  return {
    id: question._id,
    sessionId: question.sessionId,
    state: question.state,
    order: question.order,
    title: question.title,
    detail: question.detail,
    category: question.category,
    departmentId: question.departmentId,
    coDepartmentIds: question.coDepartmentIds,
    asker: question.asker,
    askerId: question.askerId,
    askerName: person?.name ?? '',
    askerUnit: person?.unit ?? '',
    isAskerHere: askers.isHere(question),
    isPersonal: question.isPersonal,
    isApproved: question.isApproved,
    votes: question.votes,
    answer: question.answer,
    answeredBy: question.answeredBy,
    others: question.others ?? [],
    dueAt: question.dueAt,
    onSpot: question.onSpot,
    caseId: question.caseId,
    version: question.version,
  };
}
