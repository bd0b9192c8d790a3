import { timingSafeEqual } from 'node:crypto';
import type { Case } from '../core/case/case';
import { readReceipt, receiptCodeOf, selectorOf, spokenReceipt } from '../core/case/receipt';
import { DomainError } from '../core/domain-error';
import { cases } from '../platform/database/collections';
import { find } from '../platform/database/store';
import { countTry } from './numbering';
import { receiptHash } from './receipt-hash';

/** The receipt of an anonymous submission: what is shown once, and what is kept. */
export async function receiptOf(seed: string): Promise<{ spoken: string; selector: string; hash: string }> {
  const code = receiptCodeOf(seed);
  const hash = await receiptHash(code);
  return { spoken: spokenReceipt(code), selector: selectorOf(code), hash: hash.toString('base64url') };
}

/** Does the code open this case? In constant time. */
async function opens(entity: Case, code: string): Promise<boolean> {
  if (entity.receiptHash === null) return false;
  const kept = Buffer.from(entity.receiptHash, 'base64url');
  const given = await receiptHash(code);
  return kept.length === given.length && timingSafeEqual(kept, given);
}

/**
 * The case that a receipt code opens. Every try is counted for the account (without saying of what), and an unknown code
 * takes as long as a known one. Two round trips.
 *
 * @throws DomainError receipt_unknown, too_many_requests
 */
export async function caseByReceipt(typed: string, openid: string, now: number): Promise<Case> {
  await countTry(openid, now, 'receipt');
  const code = readReceipt(typed);
  if (code === null) throw new DomainError('receipt_unknown', { receiptCode: 'receipt_malformed' });
  const candidates = await find(cases, { receiptSelector: selectorOf(code) }, { limit: 5 });
  for (const candidate of candidates) if (await opens(candidate, code)) return candidate;
  if (candidates.length === 0) await receiptHash(code);
  throw new DomainError('receipt_unknown', { receiptCode: 'receipt_unknown' });
}
