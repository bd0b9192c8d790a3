import { DomainError } from '../core/domain-error';
import { hasRefusedWord } from '../core/word-list';
import { checkText } from '../platform/content-check';
import { logNotice } from '../platform/log';

/**
 * Looks at what somebody wrote for others to read. An anonymous text is compared with the local list only: WeChat's
 * check wants the account (platform.md §3).
 *
 * @returns whether the office should read it first: the check was unsure, or did not answer
 * @throws DomainError content_refused
 */
export async function checkWords(words: string, openid: string | null): Promise<{ isDoubtful: boolean }> {
  if (hasRefusedWord(words)) throw new DomainError('content_refused', { text: 'content_refused' });
  if (openid === null) return { isDoubtful: true };
  const verdict = await checkText(openid, words).catch((error: unknown) => {
    // Nothing is lost: it is taken, and a person reads it first.
    logNotice('text_check_failed', { error: error instanceof Error ? error.name : 'unknown' });
    return 'review' as const;
  });
  if (verdict === 'risky') throw new DomainError('content_refused', { text: 'content_refused' });
  return { isDoubtful: verdict === 'review' };
}
