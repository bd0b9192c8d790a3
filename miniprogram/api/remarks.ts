import { sendTo } from '../ballot/transport';
import { isRemarkAnswer, type RemarkAnswer } from '../shared/remark';
import { CallError } from './call-error';
import type { SurveyView } from './dto';
import { isOffline } from './network';
import { vault } from './vault';

/** Does this phone hold the credential for words, and is there somewhere to send them? */
export const mayRemark = ({ sessionId, survey, remarkUrl, state }: SurveyView): boolean =>
  state === 'open' && remarkUrl !== '' && vault.remark(sessionId, survey, '') !== null;

/**
 * Sends words by plain HTTP, without any account. Sending again replaces what was sent before.
 *
 * @throws CallError offline, unreachable
 */
export async function sendRemark(
  { sessionId, survey, remarkUrl }: SurveyView,
  text: string,
): Promise<RemarkAnswer> {
  const body = vault.remark(sessionId, survey, text);
  if (body === null) return 'signature_invalid';
  let reply: string;
  try {
    reply = await sendTo(remarkUrl)(body);
  } catch (cause) {
    throw new CallError((await isOffline()) ? 'offline' : 'unreachable', { cause });
  }
  return answerIn(reply);
}

function answerIn(reply: string): RemarkAnswer {
  let parsed: unknown;
  try {
    parsed = JSON.parse(reply);
  } catch {
    return 'again'; // something between us and the box answered; the person may try again
  }
  const answer = typeof parsed === 'object' && parsed !== null && 'answer' in parsed ? parsed.answer : null;
  return isRemarkAnswer(answer) ? answer : 'again';
}
