import { sha256 } from '@noble/hashes/sha2.js';
import { asciiBytes } from '../../../miniprogram/shared/ascii';
import { REVISIONS_MAX } from '../../../miniprogram/shared/ballot';

// The box's half of miniprogram/ballot/chain.ts: whoever shows the n-th link before the end of a serial's chain made the
// serial. Of a ballot that was read nobody can make the next revision, and an earlier one never beats a later.

const LABEL = asciiBytes('four-point-dialogue/chain/1|');

/**
 * Whether `proof` (32 bytes) proves this revision (1 … REVISIONS_MAX) of a serial: hashed so many times it gives the
 * serial's last 32 bytes. Both as bytes, in one spelling each.
 */
export function isProofOf(proof: Uint8Array, revision: number, serial: Uint8Array): boolean {
  if (revision < 1 || revision > REVISIONS_MAX || proof.length !== 32) return false;
  let link = proof;
  for (let done = 0; done < revision; done++) {
    const next = new Uint8Array(LABEL.length + link.length);
    next.set(LABEL);
    next.set(link, LABEL.length);
    link = sha256(next);
  }
  const end = serial.slice(-32);
  return end.length === 32 && end.every((byte, at) => byte === link[at]);
}
