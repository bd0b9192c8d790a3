import { sha256 } from '@noble/hashes/sha2.js';
import { equal, fromBase64Url, fromHex, join, toHex } from './bytes';
import { CredentialError } from './credential-error';
import { toNumber } from './modular';

/** Bytes of an RSA-2048 modulus, and so of every blinded serial and every signature. */
export const KEY_LENGTH = 256;

// SubjectPublicKeyInfo of RSA, 2048 bits, e = 65537, round the modulus. One fixed shape means the phone
// needs no ASN.1 reader, and a server cannot slip in a small exponent or an odd-sized key.
const BEFORE = fromHex('30820122300d06092a864886f70d01010105000382010f003082010a0282010100');
const AFTER = fromHex('0203010001');

/** A public key. */
export interface RsaKey {
  /** The RSA modulus; the exponent is 65537. */
  n: bigint;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hexadecimal: what is published before the session. */
  fingerprint: string;
}

/** The public key of one question slot. */
export interface SlotKey extends RsaKey {
  slot: number;
}

/** Reads one slot's key, as `readRsaKey`. */
export const readSlotKey = (slot: number, spki: string): SlotKey => ({ slot, ...readRsaKey(spki) });

/**
 * Reads a key from the base64url of its SubjectPublicKeyInfo (DER).
 * Throws CredentialError `key_malformed` unless it is RSA, 2048 bits, e = 65537.
 */
export function readRsaKey(spki: string): RsaKey {
  const der = readDer(spki);
  const start = BEFORE.length;
  const framed =
    der.length === start + KEY_LENGTH + AFTER.length &&
    equal(der.slice(0, start), BEFORE) &&
    equal(der.slice(start + KEY_LENGTH), AFTER);
  const modulus = der.slice(start, start + KEY_LENGTH);
  const isFullSize = ((modulus[0] ?? 0) & 0x80) !== 0 && ((modulus[KEY_LENGTH - 1] ?? 0) & 1) === 1;
  if (!framed || !isFullSize) throw new CredentialError('key_malformed');
  return { n: toNumber(modulus), fingerprint: toHex(sha256(der)) };
}

function readDer(spki: string): Uint8Array {
  try {
    return fromBase64Url(spki);
  } catch {
    throw new CredentialError('key_malformed');
  }
}

/**
 * One fingerprint for a whole set: SHA-256 over the fingerprints in slot order. Short enough to be printed in
 * the preview and compared by eye, and the server computes the same (`core/survey/blind-signature`).
 */
export function keySetFingerprint(keys: readonly SlotKey[]): string {
  const ordered = [...keys].sort((left, right) => left.slot - right.slot);
  return toHex(sha256(join(...ordered.map((key) => fromHex(key.fingerprint)))));
}
