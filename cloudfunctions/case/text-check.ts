import { hasRefusedWord } from '../core/case/word-list';
import { DomainError } from '../core/domain-error';
import { logNotice } from '../platform/call/log';
import { type ContentVerdict, checkText } from '../platform/weixin/content-check';
import { noteSuccess, noteTrouble } from '../platform/weixin/trouble';
import { WeixinFailure } from '../platform/weixin/weixin-api';

/** Within this time a check that came to nothing is made once more; whoever is typing does not wait any longer. */
const AGAIN_WITHIN_MS = 2000;

/**
 * Looks at what somebody wrote for others to read. An anonymous text is compared with the local list only: WeChat's
 * check wants the account (docs/platform.md, Content checks).
 *
 * @param field where the refusal belongs in the form
 * @returns whether the office should read it first: the check was unsure, or was not made
 * @throws DomainError content_refused
 */
export async function checkWords(
  words: string,
  openid: string | null,
  field = 'text',
): Promise<{ isDoubtful: boolean }> {
  const refused = () => new DomainError('content_refused', { [field]: 'content_refused' });
  if (hasRefusedWord(words)) throw refused();
  if (openid === null) return { isDoubtful: true };
  const verdict = await verdictOn(words, openid);
  if (verdict === 'risky') throw refused();
  return { isDoubtful: verdict === 'review' };
}

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
