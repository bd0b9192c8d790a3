import { join } from './bytes';
import { sha256 } from './sha256';

const BLOCK = 64;

/** HMAC-SHA256 (RFC 2104), 32 bytes. */
export function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const short = key.length > BLOCK ? sha256(key) : key;
  const inner = new Uint8Array(BLOCK).fill(0x36);
  const outer = new Uint8Array(BLOCK).fill(0x5c);
  for (let at = 0; at < short.length; at++) {
    inner[at] = (short[at] ?? 0) ^ 0x36;
    outer[at] = (short[at] ?? 0) ^ 0x5c;
  }
  return sha256(join(outer, sha256(join(inner, message))));
}

/** HKDF-SHA256 (RFC 5869), `length` bytes, a multiple of 32. */
export function hkdf(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const key = hmac(salt, secret);
  const blocks: Uint8Array[] = [];
  for (let nth = 1; nth <= length / 32; nth++)
    blocks.push(hmac(key, join(blocks[nth - 2] ?? new Uint8Array(0), info, Uint8Array.of(nth))));
  return join(...blocks);
}
