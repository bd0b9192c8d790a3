import type { Act } from '../core/change';
import { ensure } from '../core/domain-error';
import { hasOthers } from '../core/hall/answers';
import { MINUTES_WORKING_DAYS, type Minutes, newMinutes } from '../core/hall/minutes';
import type { Question } from '../core/hall/question';
import { addWorkingTime } from '../core/rules/working-time';
import type { Session } from '../core/session/session';
import { attendance, departments, minutes } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { add, count, find, get } from '../platform/database/store';
import { figuresOf } from './figures';

/** What departments are called, read only where several answered one question: otherwise no name is needed. */
export async function departmentNames(asked: readonly Question[]): Promise<(id: string) => string> {
  const named = asked.some(hasOthers) ? await find(departments, {}, { limit: 1000, fields: ['name'] }) : [];
  return (id) => named.find(({ _id }) => _id === id)?.name ?? '';
}

/** The draft made from the questions; of two at once one stays. Three round trips, two in sequence. */
export async function firstDraft(session: Session, asked: readonly Question[], act: Act): Promise<Minutes> {
  const [book, attended, nameOf] = await Promise.all([
    currentRuleBook(act.now),
    count(attendance, { sessionId: session._id }),
    departmentNames(asked),
  ]);
  const seed = {
    sessionId: session._id,
    number: session.number,
    startsAt: session.startsAt,
    dueAt: addWorkingTime(session.startsAt, { workingDays: MINUTES_WORKING_DAYS }, book.rules.calendar),
    questions: asked,
    nameOf,
    figures: figuresOf(attended, asked),
  };
  const fresh = newMinutes(seed, act);
  if ((await add(minutes, fresh)) === 'added') return fresh;
  const other = await get(minutes, session._id);
  ensure(other !== null, 'conflict');
  return other;
}
