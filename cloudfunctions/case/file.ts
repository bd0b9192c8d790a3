import type { z } from 'zod';
import type { submitted } from '../contract/case';
import type { Case } from '../core/case/case';
import { caseIdOf } from '../core/case/case-id';
import type { CaseActor } from '../core/case/command';
import { type Opening, openCase } from '../core/case/opening';
import { findWords } from '../core/case/word-list';
import { DomainError, ensure } from '../core/domain-error';
import { cases } from '../platform/database/collections';
import { add, get } from '../platform/database/store';
import { type Numbered, type NumberFor, takeNumber, takeNumberAfter } from './numbering';
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

const TRIES = 5;

/** Has this request made its case? One round trip. */
export const wasFiled = async (requestId: string): Promise<boolean> =>
  (await get(cases, caseIdOf(requestId))) !== null;

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
  const kept = receipt && { selector: receipt.selector, hash: receipt.hash };
  const receiptCode = receipt?.spoken ?? null;
  const { entity, isNew } = await addNumbered(
    id,
    { openid: by.openid, isDrawn: isAnonymous },
    by.now,
    ({ number, rules }) =>
      openCase({ ...filing, id, number, receipt: kept, question: null }, by.actor, by.now, rules),
  );
  const isOurs =
    isNew ||
    (entity.askerId === filing.askerId &&
      entity.recordedBy === filing.recordedBy &&
      entity.receiptHash === (kept?.hash ?? null));
  ensure(isOurs, 'conflict');
  const { number, dueAt, isHeld, title, text, place } = entity;
  const heldFor = isHeld ? findWords([title, text, place].join('\n')).suspected : [];
  return { caseId: id, number, receiptCode, dueAt, isHeld, heldFor };
}

/**
 * Adds a case under the next number of the day; where its id is there already, the one that is there. Where only the
 * number is taken (the counter lags, as after a restored backup) it takes the next.
 *
 * @throws DomainError too_many_requests, conflict when others take every number in between
 */
export async function addNumbered(
  id: string,
  by: NumberFor,
  now: number,
  opened: (numbered: Numbered) => Case,
): Promise<{ entity: Case; isNew: boolean }> {
  let numbered = await takeNumber(by, now);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const entity = opened(numbered);
    if ((await add(cases, entity)) === 'added') return { entity, isNew: true };
    const first = await get(cases, id);
    if (first) return { entity: first, isNew: false };
    numbered = await takeNumberAfter(numbered.number, by.isDrawn, now);
  }
  throw new DomainError('conflict');
}
