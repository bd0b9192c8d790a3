import { caseFromQuestion } from '../case/from-question';
import { showMinutedCases } from '../case/show-minuted';
import type { Act } from '../core/change';
import type { Question } from '../core/hall/question';
import { eachInTurn } from '../platform/call/each';
import { logFailure } from '../platform/call/log';
import { minutes, questions } from '../platform/database/collections';
import { find, get, update } from '../platform/database/store';

/**
 * Makes the case of a question that was transferred. The recording said so in its own write, so a call that dies here
 * leaves it to `jobs`; the case has a natural id, so it is made once however often this runs.
 */
export async function finishTransfer(
  question: Question,
  { now, requestId }: Pick<Act, 'now' | 'requestId'>,
): Promise<Question> {
  try {
    return await makeCase(question, now);
  } catch (error) {
    // What was recorded stands; the office need not repeat it.
    logFailure(requestId, 'transfer', error);
    return question;
  }
}

async function makeCase(question: Question, now: number): Promise<Question> {
  const caseId = await caseFromQuestion(question, now);
  // Its asker may object after the minutes are out: then the case is followed from there as well.
  const written = question.onSpot === 'objected' ? await get(minutes, question.sessionId) : null;
  if (written) await showMinutedCases(written, now);
  await update(questions, { _id: question._id, hasTransfer: true }, { hasTransfer: false, caseId });
  return { ...question, hasTransfer: false, caseId };
}

const PAGE = 50;

export const WITH_TRANSFER = { hasTransfer: true } as const;

/** Cases that calls left unmade. */
export async function finishTransfers(now: number): Promise<number> {
  const left = await find(questions, WITH_TRANSFER, { limit: PAGE });
  return eachInTurn('transfer', left, (question) => makeCase(question, now));
}
