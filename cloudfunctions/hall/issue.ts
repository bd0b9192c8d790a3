import { DomainError, ensure } from '../core/domain-error';
import { blindedFingerprint, decideIssue, isBlindedSet, issueRecordId } from '../core/survey/blind-signature';
import { surveyId } from '../core/survey/survey';
import { blindSignSet, type SlotSigner } from '../platform/ballots/credential-keys';
import { recordOf } from '../platform/ballots/opening-records';
import { forgetSigners, sessionSigners } from '../platform/ballots/session-signers';
import { issueRecords, surveys } from '../platform/database/collections';
import { add, find, get, remove } from '../platform/database/store';

/**
 * Blind signatures for one person, or why there are none; `closed`: the roll is frozen, `account_used`: the account was
 * signed for under another number.
 */
export type Issued =
  | { signatures: string[]; how: 'issued' | 'repeated' }
  | { signatures: null; how: 'taken' | 'account_used' | 'not_ready' | 'closed' };

/** Who is signed for, and the voice of the account that asks (platform/call/voice). */
export interface Rater {
  readonly _id: string;
  readonly voice: string;
}

/**
 * Signs a person's blinded serials in the hall: once per person, account and session; the same serials get the same answer
 * again, others none (core/survey/blind-signature). One round trip in a process that knows the session's keys, when nothing
 * was issued before.
 *
 * @throws DomainError invalid_input when a value is no blinded serial of these keys
 */
export async function issueTo(
  { _id: personId, voice }: Rater,
  sessionId: string,
  blinded: readonly string[],
): Promise<Issued> {
  ensure(isBlindedSet(blinded), 'invalid_input', { blinded: 'blinded_malformed' });
  const signers = await sessionSigners(sessionId);
  if (signers.length < blinded.length) return { signatures: null, how: 'not_ready' };
  // Signed before it is recorded, so that a set which cannot be signed does not use up the person's one chance; it
  // leaves here only once the record is ours.
  const answer = sign(signers, blinded);
  const _id = issueRecordId(sessionId, personId);
  const record = { _id, session: sessionId, voice, fingerprint: blindedFingerprint(blinded), answer };
  if ((await add(issueRecords, record)) === 'added') return { signatures: answer, how: 'issued' };
  const earlier = await get(issueRecords, _id);
  if (!earlier) return { signatures: null, how: 'account_used' };
  const isSame = decideIssue(earlier, blinded) === 'repeat';
  return isSame ? { signatures: answer, how: 'repeated' } : { signatures: null, how: 'taken' };
}

/**
 * The same for whoever asks later, until the roll is frozen. After that nobody can be signed for any more, and only
 * the answer that was given already is given again.
 *
 * @throws DomainError invalid_input; busy while the roll is being read, so that the same request again is decided by it
 */
export async function issueLate(
  rater: Rater,
  sessionId: string,
  blinded: readonly string[],
): Promise<Issued> {
  if ((await rollOf(sessionId)).isFrozen) return repeated(rater._id, sessionId, blinded);
  const answer = await issueTo(rater, sessionId, blinded);
  // The opening first freezes the roll and then reads it. Looking again after recording means that this call sees the
  // freeze, or was read with everybody else.
  if (answer.how !== 'issued') return answer;
  return (await isOnRoll(rater._id, sessionId, blindedFingerprint(blinded))) ? answer : CLOSED;
}

const CLOSED: Issued = { signatures: null, how: 'closed' };

async function repeated(personId: string, sessionId: string, blinded: readonly string[]): Promise<Issued> {
  forgetSigners(sessionId);
  const record = await get(issueRecords, issueRecordId(sessionId, personId));
  if (!record || record.answer.length === 0 || decideIssue(record, blinded) !== 'repeat') return CLOSED;
  if (!(await isOnRoll(personId, sessionId, record.fingerprint))) return CLOSED;
  return { signatures: record.answer, how: 'repeated' };
}

/**
 * Whether a record counts: the roll is open, or its published lines hold this one. What they do not hold came too late
 * and is taken back, so that nobody has credentials who is not on the roll, and nobody is on it without.
 *
 * @throws DomainError busy when the roll is frozen and not yet published
 */
async function isOnRoll(personId: string, sessionId: string, line: string): Promise<boolean> {
  const { isFrozen, openingDigest } = await rollOf(sessionId);
  if (!isFrozen) return true;
  forgetSigners(sessionId);
  const record = await recordOf(surveyId(sessionId, 1), openingDigest);
  if (!record) throw new DomainError('busy');
  if (record.roll.lines.includes(line)) return true;
  await remove(issueRecords, { _id: issueRecordId(sessionId, personId) });
  return false;
}

async function rollOf(sessionId: string): Promise<{ isFrozen: boolean; openingDigest: string }> {
  const [first] = await find(
    surveys,
    { _id: surveyId(sessionId, 1) },
    { limit: 1, fields: ['isRollFrozen', 'openingDigest'] },
  );
  return { isFrozen: first?.isRollFrozen ?? false, openingDigest: first?.openingDigest ?? '' };
}

function sign(signers: readonly SlotSigner[], blinded: readonly string[]): string[] {
  try {
    return blindSignSet(signers, blinded);
  } catch (error) {
    if (error instanceof RangeError) throw new DomainError('invalid_input', { blinded: 'blinded_malformed' });
    throw error;
  }
}
