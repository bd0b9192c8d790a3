// EMSA-PSS of RFC 8017 §9.1 with SHA-384, MGF1-SHA-384 and a salt as long as the hash, which is what
// RSABSSA-SHA384-PSS of RFC 9474 §5 prescribes. Salt lengths other than 48 occur in the RFC's vectors only.
import { sha384 } from '@noble/hashes/sha2.js';
import { equal, join } from './bytes';

/** Length of SHA-384 and of the salt, in bytes. */
export const HASH_LENGTH = 48;

/** MGF1 of RFC 8017 §B.2.1, mixed into `target` in place. */
function mask(target: Uint8Array, seed: Uint8Array): void {
  const block = join(seed, new Uint8Array(4));
  const counter = seed.length + 3;
  for (let start = 0; start < target.length; start += HASH_LENGTH) {
    block[counter] = start / HASH_LENGTH;
    const stream = sha384(block);
    const end = Math.min(HASH_LENGTH, target.length - start);
    for (let i = 0; i < end; i++) target[start + i] = (target[start + i] ?? 0) ^ (stream[i] ?? 0);
  }
}

function seal(message: Uint8Array, salt: Uint8Array): Uint8Array {
  return sha384(join(new Uint8Array(8), sha384(message), salt));
}

/**
 * EMSA-PSS-ENCODE for a key of a whole number of bytes: `length` bytes whose top bit is clear.
 * Throws RangeError when the key is too short for hash and salt.
 */
export function encodePss(message: Uint8Array, salt: Uint8Array, length: number): Uint8Array {
  const bodyLength = length - HASH_LENGTH - 1;
  if (bodyLength < salt.length + 1) throw new RangeError('encoding error');
  const hash = seal(message, salt);
  const body = new Uint8Array(bodyLength);
  body[bodyLength - salt.length - 1] = 1;
  body.set(salt, bodyLength - salt.length);
  mask(body, hash);
  body[0] = (body[0] ?? 0) & 0x7f;
  return join(body, hash, Uint8Array.of(0xbc));
}

/** EMSA-PSS-VERIFY: does `encoded` encode this message with a salt of this length? */
export function isPssEncoding(message: Uint8Array, encoded: Uint8Array, saltLength = HASH_LENGTH): boolean {
  const bodyLength = encoded.length - HASH_LENGTH - 1;
  const zeros = bodyLength - saltLength - 1;
  if (zeros < 0 || encoded[encoded.length - 1] !== 0xbc) return false;
  if (((encoded[0] ?? 0) & 0x80) !== 0) return false;
  const hash = encoded.slice(bodyLength, bodyLength + HASH_LENGTH);
  const body = encoded.slice(0, bodyLength);
  mask(body, hash);
  body[0] = (body[0] ?? 0) & 0x7f;
  for (let i = 0; i < zeros; i++) if (body[i] !== 0) return false;
  if (body[zeros] !== 1) return false;
  return equal(seal(message, body.slice(zeros + 1)), hash);
}
