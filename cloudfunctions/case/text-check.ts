import { findWords } from '../core/case/word-list';
import { DomainError } from '../core/domain-error';
import { logNotice } from '../platform/call/log';
import { type ContentVerdict, checkText } from '../platform/weixin/content-check';
import { noteSuccess, noteTrouble } from '../platform/weixin/trouble';
import { WeixinFailure } from '../platform/weixin/weixin-api';

/** Within this time a check that came to nothing is made once more; whoever is typing does not wait any longer. */
const AGAIN_WITHIN_MS = 2000;

/**
 * Looks at what somebody wrote for others to read. A suspicion, of the list or of WeChat, goes to a person and refuses
 * nothing; plain abuse alone is refused (core/case/word-list.ts). An anonymous text is compared with the list only:
 * WeChat's check wants the account (docs/platform.md, Content checks).
 *
 * @param field where the refusal belongs in the form
 * @returns whether the office should read it first: something was suspected, or the check was not made
 * @throws DomainError content_refused for plain abuse
 */
export async function checkWords(
  words: string,
  openid: string | null,
  field = 'text',
): Promise<{ isDoubtful: boolean }> {
  const isSuspected = lookForAbuse(words, field).length > 0;
  if (openid === null || isSuspected) return { isDoubtful: true };
  return { isDoubtful: (await verdictOn(words, openid)) !== 'pass' };
}

/**
 * The suspected words of a text that is not abuse.
 *
 * @throws DomainError content_refused for plain abuse
 */
export function lookForAbuse(words: string, field = 'text'): string[] {
  const { isAbuse, suspected } = findWords(words);
  if (isAbuse) throw refused(field);
  return suspected;
}

/**
 * Words that everybody will read: what the platform calls risky it does not carry.
 *
 * @throws DomainError content_refused
 */
export async function checkPublicWords(words: string, openid: string, field: string): Promise<void> {
  lookForAbuse(words, field);
  if ((await verdictOn(words, openid)) === 'risky') throw refused(field);
}

const refused = (field: string) => new DomainError('content_refused', { [field]: 'content_refused' });

/** WeChat's verdict. Where there is none nothing is lost: a person reads it first, and the office is told why. */
async function verdictOn(words: string, openid: string): Promise<ContentVerdict> {
  const since = Date.now();
  for (let isAgain = false; ; isAgain = true) {
    try {
      const verdict = await checkText(openid, words, Date.now());
      await noteSuccess('texts');
      return verdict;
    } catch (error) {
      if (!(error instanceof WeixinFailure)) throw error;
      const { outcome, code } = error;
      const mayPass = outcome === 'busy' || outcome === 'no_answer';
      if (mayPass && !isAgain && Date.now() - since < AGAIN_WITHIN_MS) continue;
      if (outcome === 'not_permitted' || mayPass) await noteTrouble('texts', code, Date.now());
      else logNotice('text_not_checked', { code });
      return 'review';
    }
  }
}
