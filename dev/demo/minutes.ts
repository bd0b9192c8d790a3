import { type Minutes, newMinutes, publish } from '../../cloudfunctions/core/hall/minutes';
import { isSolvedOnSpot, type Question } from '../../cloudfunctions/core/hall/question';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { addWorkingTime } from '../../cloudfunctions/core/rules/working-time';
import type { Session } from '../../cloudfunctions/core/session/session';
import { courseOf } from './sessions';

const BY_OFFICE = 'p-wu';

/** The minutes of a session that took place, drafted at its end and published as they stood. */
export function minutesOf(session: Session, asked: readonly Question[]): Minutes {
  const { _id, number, startsAt } = session;
  const { closedAt, minutedAt } = courseOf(session);
  const figures = {
    attended: session.figures?.attended ?? 0,
    questions: asked.length,
    solvedOnSpot: asked.filter(isSolvedOnSpot).length,
    transferred: asked.filter(({ state }) => state === 'transferred').length,
  };
  const dueAt = addWorkingTime(startsAt, { workingDays: 5 }, FIRST_RULE_BOOK.rules.calendar);
  const seed = { sessionId: _id, number, startsAt, dueAt, questions: asked, nameOf: () => '', figures };
  const act = (now: number, what: string) => ({ actor: BY_OFFICE, now, requestId: `demo-${_id}-${what}` });
  const draft = newMinutes(seed, act(closedAt, 'draft'));
  const text = { preface: draft.preface, items: draft.items, figures };
  return { ...publish(draft, text, [], null, [], act(minutedAt, 'minutes')), hasFollowUp: false };
}
