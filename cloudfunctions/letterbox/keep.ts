import type { KeyObject } from 'node:crypto';
import type { LetterAnswer } from '../../miniprogram/shared/pass';
import { isSignedBy, readKey } from '../ballot/signature';
import { receiptHash } from '../case/receipt-hash';
import type { LetterRequest } from '../contract/letter';
import { type Letter, letterFingerprint, letterId, letterShardOf } from '../core/case/letter';
import { selectorOf } from '../core/case/receipt';
import { isHeard } from '../core/case/receiver';
import { findWords } from '../core/case/word-list';
import { readMonthKey, readReceivers, readSpent, writeLetter } from './store';

/**
 * Keeps one anonymous item and spends its pass, in one conditional update of a shard that exists and is open. One round
 * trip in a process that knows the month's key; one more when nothing was changed, to tell a repeat from a pass that
 * was spent for something else; one more for a protected report, which is refused where nobody is left to read it.
 */
export async function keepLetter({
  month,
  serial,
  signature,
  receipt,
  ...words
}: LetterRequest): Promise<LetterAnswer> {
  const key = await keyOf(month);
  if (!key) return 'month_unknown';
  if (!isSignedBy(key, serial, signature)) return 'signature_invalid';
  if (findWords([words.title, words.text, words.place].join('\n')).isAbuse) return 'words_refused';
  const hash = (await receiptHash(receipt)).toString('base64url');
  const letter: Letter = { ...words, receipt: { selector: selectorOf(receipt), hash } };
  const fingerprint = letterFingerprint(letter);
  const id = letterId(month, serial);
  const shard = letterShardOf(month, id);
  // Who sent it is not known, so a report of a receiver's own counts as heard; nobody's account is looked at.
  if (letter.isProtected && !isHeard({ ...letter, askerId: null }, await readReceivers()))
    return (await readSpent(shard, id)).fingerprint === fingerprint ? 'kept' : 'unheard';
  if (await writeLetter(shard, id, { fingerprint, letter })) return 'kept';
  const found = await readSpent(shard, id);
  if (found.fingerprint === null) return found.isOpen ? 'again' : 'month_unknown';
  return found.fingerprint === fingerprint ? 'kept' : 'spent';
}

// The key of a month never changes; whether its letterbox is still open is asked of the shard at every write.
const known = new Map<string, KeyObject>();

async function keyOf(month: string): Promise<KeyObject | null> {
  const held = known.get(month);
  if (held) return held;
  const publicKey = await readMonthKey(month);
  if (publicKey === null) return null;
  const key = readKey(publicKey);
  known.set(month, key);
  return key;
}
