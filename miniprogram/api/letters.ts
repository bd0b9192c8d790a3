import { sendTo } from '../ballot/transport';
import { isLetterAnswer, type LetterAnswer } from '../shared/pass';
import { CallError } from './call-error';
import type { Input, Output } from './dto';
import { isOffline } from './network';
import { passBase, passBook, takePass } from './passes';
import { answerIn } from './without-account';

/** What was set aside for one item, so that however often it is sent it is the same one. */
export interface SetAside {
  month: string;
  slot: number;
  /** The receipt code, which nobody but this phone has seen. */
  receipt: string;
}

type Form = Omit<Input<'case.submit'>, 'pictures'>;

/** Does this item go without an account? */
export const isLetter = ({ identity }: Pick<Form, 'identity'>): boolean =>
  identity === 'anonymous' && passBase() !== '';

/** @throws CallError passes_not_ready when no pass is good now */
export async function setAside(): Promise<SetAside> {
  const receipt = await passBook.receiptCode();
  const pass = takePass();
  if (!pass) throw new CallError('passes_not_ready', {});
  return { ...pass, receipt };
}

/** The item was taken back before it was sent: its pass is good for another one. */
export const unsetAside = ({ month, slot }: SetAside): void => passBook.putBack(month, slot);

/**
 * Puts an anonymous item into the letterbox: plain HTTPS, no account. Number and deadline are made when it is opened.
 *
 * @throws CallError offline, unreachable, busy, content_refused, report_unheard, invalid_input, pass_spent
 */
export async function sendLetter(
  { channel, category, urgency, title, text, place, isProtected, protection }: Form,
  { month, slot, receipt }: SetAside,
): Promise<Output<'case.submit'>> {
  const words = { channel, category, urgency, title, text, place, isProtected, protection, receipt };
  const answer = await posted(passBook.letter(month, slot, words));
  switch (answer) {
    case 'kept':
      passBook.forget(month, slot);
      return {
        caseId: '',
        number: '',
        receiptCode: receipt.replace(/(.{5})(?=.)/g, '$1-'),
        dueAt: 0,
        isHeld: true,
        heldFor: [],
      };
    case 'again':
      throw new CallError('busy', {});
    case 'words_refused':
      passBook.putBack(month, slot);
      throw new CallError('content_refused', { fields: { text: 'content_refused' } });
    case 'unheard':
      passBook.putBack(month, slot);
      throw new CallError('report_unheard', { fields: { protection: 'report_unheard' } });
    case 'malformed':
      passBook.putBack(month, slot);
      throw new CallError('invalid_input', {});
    default:
      passBook.forget(month, slot);
      throw new CallError('pass_spent', {});
  }
}

async function posted(body: string): Promise<LetterAnswer> {
  let reply: string;
  try {
    reply = await sendTo(`${passBase()}/letterbox`)(body);
  } catch (cause) {
    throw new CallError((await isOffline()) ? 'offline' : 'unreachable', { cause });
  }
  const answer = answerIn(reply);
  return isLetterAnswer(answer) ? answer : 'again';
}
