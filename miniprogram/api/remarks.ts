import { drawBelow, phoneRandom } from '../ballot/random';
import { sendTo } from '../ballot/transport';
import { isRemarkAnswer, REMARK_PAUSE_S, type RemarkAnswer } from '../shared/remark';
import type { SurveyView } from './dto';
import { keepRemark, type QueuedRemark, queuedRemark, queuedRemarks } from './remark-queue';
import { serverNow } from './server-time';
import { vault } from './vault';
import { answerIn } from './without-account';

// Words leave apart in time: not with the tap, which may come right after the ratings, but after a pause of minutes, or when
// the app is opened the next time after that. Until then they lie on this phone.

type Listener = (survey: string) => void;
const listeners = new Set<Listener>();

/** Tells whenever words were taken or refused. @returns how to stop listening */
export function watchRemarks(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Does this phone hold the credential for words, and is there somewhere to send them? */
export const mayRemark = ({ sessionId, remarkUrl, envelopeKey, state }: SurveyView): boolean =>
  state === 'open' && remarkUrl !== '' && envelopeKey !== '' && vault.mayRemark(sessionId);

/** Keeps words to be sent without any account in some minutes. Others of the same survey make room for them. */
export async function queueRemark(view: SurveyView, text: string): Promise<void> {
  const { survey, sessionId, remarkUrl, envelopeKey, closesAt } = view;
  const { min, max } = REMARK_PAUSE_S;
  const pause = (min + (await drawBelow(phoneRandom, max - min + 1))) * 1000;
  const left = closesAt === null ? pause : closesAt - serverNow() - LAST_MS;
  const dueAt = Date.now() + Math.max(0, Math.min(pause, left));
  const told = { survey, sessionId, remarkUrl, envelopeKey, closesAt, text, dueAt, answer: null };
  keepRemark(told);
  wake(told);
}

/** Before the close there must be time for another try. */
const LAST_MS = 120_000;
/** How long words wait after a try that found nobody. */
const AGAIN_MS = 60_000;

/** Goes on with what waits; called whenever the app is shown. What has closed has one last try and is forgotten. */
export function resumeRemarks(): void {
  for (const remark of queuedRemarks()) if (remark.text !== null) wake(remark);
}

const underway = new Set<string>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

function wake({ survey, dueAt }: QueuedRemark): void {
  clearTimeout(timers.get(survey));
  timers.set(
    survey,
    setTimeout(() => void leave(survey), Math.max(0, dueAt - Date.now())),
  );
}

async function leave(survey: string): Promise<void> {
  const remark = queuedRemark(survey);
  if (!remark || remark.text === null || underway.has(survey)) return;
  underway.add(survey);
  const answer = await sent(remark, remark.text);
  underway.delete(survey);
  const now = queuedRemark(survey);
  // Rewritten while it was under way: the newer words wait for their own time.
  if (!now || now.text !== remark.text) return;
  const isOver = remark.closesAt !== null && remark.closesAt <= serverNow();
  if (answer === 'again' && !isOver) {
    const later = { ...now, dueAt: Date.now() + AGAIN_MS };
    keepRemark(later);
    wake(later);
    return;
  }
  // Once they are counted, or can never be, this phone does not know the words any more.
  keepRemark({ ...now, text: null, answer: answer === 'again' ? 'survey_closed' : answer });
  for (const listener of listeners) listener(survey);
}

async function sent(
  { sessionId, survey, envelopeKey, remarkUrl }: QueuedRemark,
  text: string,
): Promise<RemarkAnswer> {
  try {
    const envelope = await vault.remark(sessionId, survey, envelopeKey, text);
    if (envelope === null) return 'signature_invalid';
    const sealed = envelope.open(await sendTo(remarkUrl)(envelope.body));
    const answer = sealed === null ? null : answerIn(sealed);
    // In plain words anybody on the way may have answered.
    return isRemarkAnswer(answer) ? answer : 'again';
  } catch (error) {
    if (error instanceof RangeError) return 'malformed'; // longer than the envelope
    return 'again'; // no network
  }
}

/** How the words of a survey stand on this phone: waiting, answered by the box, or null when there are none. */
export function remarkState(survey: string): 'waiting' | RemarkAnswer | null {
  const remark = queuedRemark(survey);
  return remark && (remark.text !== null ? 'waiting' : remark.answer);
}

/** Words that still wait, for whoever goes on writing; empty when there are none. */
export const waitingWords = (survey: string): string => queuedRemark(survey)?.text ?? '';
