import { isSolvedOnSpot, type Question, wasAsked } from '../core/hall/question';
import { attendance, sessions } from '../platform/database/collections';
import { _, count, update } from '../platform/database/store';
import { questionsOf } from './view';

/** What is counted of a session (docs/rules.md, What is counted). */
export interface Figures {
  attended: number;
  questions: number;
  solvedOnSpot: number;
  transferred: number;
}

export function figuresOf(attended: number, asked: readonly Question[]): Figures {
  return {
    attended,
    questions: asked.filter(wasAsked).length,
    solvedOnSpot: asked.filter(isSolvedOnSpot).length,
    transferred: asked.filter(({ state }) => state === 'transferred').length,
  };
}

/** Counts again, and keeps it at the session. Three round trips, two in sequence. */
export async function refreshFigures(sessionId: string): Promise<Figures> {
  const [attended, asked] = await Promise.all([count(attendance, { sessionId }), questionsOf(sessionId)]);
  const { transferred, ...figures } = figuresOf(attended, asked);
  // Not a change that anybody decided: no version, no event.
  await update(sessions, { _id: sessionId }, { figures: _.set(figures) });
  return { ...figures, transferred };
}
