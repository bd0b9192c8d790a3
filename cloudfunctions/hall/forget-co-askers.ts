import type { Minutes } from '../core/hall/minutes';
import { CO_ASKERS, type Notice } from '../core/message/message';
import { type Session, sessionFacts } from '../core/session/session';
import { questions } from '../platform/database/collections';
import { _, find, update } from '../platform/database/store';
import { questionsOf } from './view';

/**
 * The minutes are out: whoever wanted something asked is told where the answer stands, and from when their ids are not
 * needed any more is noted in the same write. May be repeated; a later revision tells nobody again.
 */
export async function tellCoAskers(published: Minutes, session: Session, now: number): Promise<void> {
  const written = new Map(
    published.items.flatMap(({ questionId, title, isLeftOut }) => (isLeftOut ? [] : [[questionId, title]])),
  );
  for (const question of await questionsOf(session._id)) {
    if (question.votersUntil !== undefined || question.voters.length === 0) continue;
    const title = written.get(question._id);
    const facts = { ...sessionFacts(session), title, itemId: question._id, as: 'co_asker' as const };
    const notice: Notice = { kind: 'minutes', to: CO_ASKERS, subject: question._id, at: now, facts };
    const notices = title === undefined ? [] : [notice];
    // While somebody may still say whether the answer will do, it has to be known who may.
    const votersUntil = Math.max(now, question.answerBy ?? 0);
    await update(
      questions,
      { _id: question._id, votersUntil: _.exists(false) },
      notices.length === 0 ? { votersUntil } : { votersUntil, notices: _.push(notices), hasNotice: true },
    );
  }
}

/** Everybody has been told, and nobody may say anything any more. */
export const votersOver = (now: number) => ({ votersUntil: _.lte(now), hasNotice: false }) as const;

/** The count stays; who it was is nobody's business any more. */
export async function forgetCoAskers(now: number): Promise<number> {
  const over = await find(questions, votersOver(now), { limit: 200, fields: ['_id'] });
  return update(
    questions,
    { _id: _.in(over.map(({ _id }) => _id)), ...votersOver(now) },
    { voters: [], voices: [], coSaid: [], brought: [], votersUntil: null },
  );
}
