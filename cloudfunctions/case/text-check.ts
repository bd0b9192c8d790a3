import { hasRefusedWord } from '../core/case/word-list';
import { DomainError } from '../core/domain-error';
import { logNotice } from '../platform/call/log';
import { checkText } from '../platform/weixin/content-check';

/**
 * Looks at what somebody wrote for others to read. An anonymous text is compared with the local list only: WeChat's
 * check wants the account (docs/platform.md, Content checks).
 *
 * @param field where the refusal belongs in the form
 * @returns whether the office should read it first: the check was unsure, or did not answer
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
  const verdict = await checkText(openid, words).catch((error: unknown) => {
    // Nothing is lost: it is taken, and a person reads it first.
    logNotice('text_check_failed', { error: error instanceof Error ? error.name : 'unknown' });
    return 'review' as const;
  });
  if (verdict === 'risky') throw refused();
  return { isDoubtful: verdict === 'review' };
}
