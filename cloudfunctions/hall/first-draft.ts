import type { Act } from '../core/change';
import { ensure } from '../core/domain-error';
import { MINUTES_WORKING_DAYS, type Minutes, newMinutes } from '../core/hall/minutes';
import type { Question } from '../core/hall/question';
import { addWorkingTime } from '../core/rules/working-time';
import type { Session } from '../core/session/session';
import { attendance, minutes } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { add, count, get } from '../platform/database/store';
import { figuresOf } from './figures';

/** The draft made from the questions; of two at once one stays. Three round trips, two in sequence. */
export async function firstDraft(session: Session, asked: readonly Question[], act: Act): Promise<Minutes> {
  const [book, attended] = await Promise.all([
    currentRuleBook(act.now),
    count(attendance, { sessionId: session._id }),
  ]);
  const seed = {
    sessionId: session._id,
    number: session.number,
    startsAt: session.startsAt,
    dueAt: addWorkingTime(session.startsAt, { workingDays: MINUTES_WORKING_DAYS }, book.rules.calendar),
    questions: asked,
    figures: figuresOf(attended, asked),
  };
  const fresh = newMinutes(seed, act);
  if ((await add(minutes, fresh)) === 'added') return fresh;
  const other = await get(minutes, session._id);
  ensure(other !== null, 'conflict');
  return other;
}
