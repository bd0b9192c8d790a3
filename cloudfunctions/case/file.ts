import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { submitted } from '../contract/case';
import type { CaseActor } from '../core/case/command';
import { type Opening, openCase } from '../core/case/opening';
import { DomainError } from '../core/domain-error';
import { cases } from '../platform/database/collections';
import { add, get } from '../platform/database/store';
import { takeNumber } from './numbering';
import { receiptOf } from './receipt';

export type Submitted = z.output<typeof submitted>;

/** What the two forms have in common: the rest is given by who files it. */
export type Filing = Omit<Opening, 'id' | 'number' | 'receipt' | 'question'>;

export interface FiledBy {
  actor: CaseActor;
  now: number;
  requestId: string;
  /** The account to be limited; null for the operator. */
  openid: string | null;
  /** Anonymous only. */
  receiptSeed: string | undefined;
}

/** The same request always makes the same case, so a repeat collides instead of doubling. */
export const caseIdOf = (requestId: string): string =>
  `c${createHash('sha256').update(`case:${requestId}`).digest('hex').slice(0, 22)}`;

/**
 * Numbers and keeps a new case. Two round trips. A repeat of the same request answers what the first answered.
 *
 * @throws DomainError too_many_requests, invalid_input without the seed of an anonymous item
 */
export async function fileCase(filing: Filing, by: FiledBy): Promise<Submitted> {
  const isAnonymous = filing.identity === 'anonymous';
  if (isAnonymous && by.receiptSeed === undefined)
    throw new DomainError('invalid_input', { receiptSeed: 'missing' });
  const receipt = isAnonymous && by.receiptSeed !== undefined ? await receiptOf(by.receiptSeed) : null;
  const id = caseIdOf(by.requestId);
  const { number, rules } = await takeNumber(by.openid, by.now);
  const kept = receipt && { selector: receipt.selector, hash: receipt.hash };
  const entity = openCase({ ...filing, id, number, receipt: kept, question: null }, by.actor, by.now, rules);
  const receiptCode = receipt?.spoken ?? null;
  if ((await add(cases, entity)) === 'added') return { caseId: id, number, receiptCode, dueAt: entity.dueAt };
  const first = await get(cases, id);
  const isSame = first && first.askerId === entity.askerId && first.receiptHash === entity.receiptHash;
  if (!first || !isSame) throw new DomainError('conflict');
  return { caseId: id, number: first.number, receiptCode, dueAt: first.dueAt };
}
