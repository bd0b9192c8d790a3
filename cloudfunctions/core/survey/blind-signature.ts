import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { asciiBytes } from '../../../miniprogram/shared/ascii';
import { SIGNATURE_TEXT_LENGTH, SLOTS_PER_SESSION, spellingOf } from '../../../miniprogram/shared/ballot';

/**
 * That a person was given credentials for a session. `_id` is `session:person`, so there is one at most. It holds
 * no time, no number and nothing that orders it. Stored: changing it needs a migration.
 */
export interface IssueRecord {
  _id: string;
  session: string;
  /**
   * Keyed digest of account and session, unique: one account gets one set, under whichever number it is bound. It
   * knows the account, as `_id` knows the person, and no more of a ballot than that.
   */
  voice: string;
  /** `blindedFingerprint` of the values that were signed. */
  fingerprint: string;
  /**
   * The answer: blind signatures in slot order. Kept because a lost answer is repeated also when the keys are
   * destroyed, and emptied at the announcement. It tells nothing: each blind signature fits every serial equally well.
   */
  answer: string[];
}

/** How those who were there came in: by scan, at the desk, or brought in after the close and confirmed by two. */
export interface Came {
  scan: number;
  desk: number;
  late: number;
}

/** `_id` of an issue record. */
export const issueRecordId = (session: string, person: string): string => `${session}:${person}`;

/** A complete and well-formed set: one value per slot, each base64url of 256 bytes? (Range is checked in signing.) */
export function isBlindedSet(blinded: readonly string[], slots = SLOTS_PER_SESSION): boolean {
  return blinded.length === slots && blinded.every(isBlindedText);
}

const BLINDED = spellingOf(SIGNATURE_TEXT_LENGTH);
const isBlindedText = (text: string): boolean => BLINDED.test(text);

/** SHA-256 over the blinded values in slot order, lower-case hexadecimal. */
export function blindedFingerprint(blinded: readonly string[]): string {
  return bytesToHex(sha256(asciiBytes(`four-point-dialogue/issue/1|${blinded.join('|')}`)));
}

/**
 * What to do with a request for credentials (issue "Credentials": issued once per person; a lost answer repeats the
 * same answer for the same blinded input, never a second set).
 * - `issue`: nothing was issued yet. Add the record first; only when it was added, sign. When the add collides,
 *   read the record and decide again: two phones of one person never both get a set.
 * - `repeat`: the same values again. They get the answer that is kept.
 * - `refuse`: other values. The person already holds credentials, on the phone that asked first.
 */
export function decideIssue(
  record: Pick<IssueRecord, 'fingerprint'> | null,
  blinded: readonly string[],
): 'issue' | 'repeat' | 'refuse' {
  if (record === null) return 'issue';
  return record.fingerprint === blindedFingerprint(blinded) ? 'repeat' : 'refuse';
}

/**
 * One fingerprint for a session's key set: SHA-256 over the keys' fingerprints in slot order. Printed in the
 * preview; every phone compares it (`keySetFingerprint` of miniprogram/ballot), so nobody can be given keys of
 * their own and be told apart by them.
 */
export function keySetFingerprint(fingerprints: readonly string[]): string {
  return bytesToHex(sha256(hexToBytes(fingerprints.join(''))));
}

/**
 * Fingerprint of the roll of those who may rate, taken when the survey opens: SHA-256 over its sorted lines, which are
 * the `fingerprint`s of the issue records. A line says who it is to nobody but the phone that blinded the values, so the
 * roll is published, and everybody finds the own line and counts. Somebody added afterwards would change it.
 */
export function rollFingerprint(lines: readonly string[]): string {
  const sorted = [...lines].sort();
  return bytesToHex(sha256(asciiBytes(`four-point-dialogue/roll/2|${sorted.join('|')}`)));
}
