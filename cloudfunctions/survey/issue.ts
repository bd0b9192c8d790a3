import { blindedFingerprint, decideIssue, isBlindedSet, issueRecordId } from '../core/blind-signature';
import { DomainError, ensure } from '../core/domain-error';
import { issueRecords } from '../platform/collections';
import { blindSignSet, type SlotSigner } from '../platform/credential-keys';
import { sessionSigners } from '../platform/session-signers';
import { add, get } from '../platform/store';

/** Blind signatures for one person, or why there are none. */
export type Issued =
  | { signatures: string[]; how: 'issued' | 'repeated' }
  | { signatures: null; how: 'taken' | 'not_ready' };

/**
 * Signs a person's blinded serials: once per person and session; the same serials get the same answer again, others
 * none (core/blind-signature). The record says that, and nothing more. One round trip in a process that knows the
 * session's keys, when nothing was issued before.
 *
 * @throws DomainError invalid_input when a value is no blinded serial of these keys
 */
export async function issueTo(
  personId: string,
  sessionId: string,
  blinded: readonly string[],
): Promise<Issued> {
  ensure(isBlindedSet(blinded), 'invalid_input', { blinded: 'blinded_malformed' });
  const signers = await sessionSigners(sessionId);
  if (signers.length === 0) return { signatures: null, how: 'not_ready' };
  // Signed before it is recorded, so that a set which cannot be signed does not use up the person's one chance; it
  // leaves here only once the record is ours.
  const signatures = sign(signers, blinded);
  const _id = issueRecordId(sessionId, personId);
  const record = { _id, session: sessionId, fingerprint: blindedFingerprint(blinded) };
  if ((await add(issueRecords, record)) === 'added') return { signatures, how: 'issued' };
  const isSame = decideIssue(await get(issueRecords, _id), blinded) === 'repeat';
  return isSame ? { signatures, how: 'repeated' } : { signatures: null, how: 'taken' };
}

function sign(signers: readonly SlotSigner[], blinded: readonly string[]): string[] {
  try {
    return blindSignSet(signers, blinded);
  } catch (error) {
    if (error instanceof RangeError) throw new DomainError('invalid_input', { blinded: 'blinded_malformed' });
    throw error;
  }
}
