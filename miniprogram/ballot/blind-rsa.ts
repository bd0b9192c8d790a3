// The phone's half of RSABSSA-SHA384-PSS-Randomized (RFC 9474). The other half, BlindSign, is one private
// RSA operation in cloudfunctions/platform/ballots/credential-keys.ts.
import { join, toBase64Url } from './bytes';
import { chainEnd } from './chain';
import { CredentialError } from './credential-error';
import { inverse, powerE, toBytes, toNumber } from './modular';
import { encodePss, HASH_LENGTH, isPssEncoding } from './pss';
import { KEY_LENGTH, type SlotKey } from './public-key';

/** Prepare (RFC 9474 §4.1) puts 32 random bytes before the message; the message is the end of a chain, of 32. */
const PREFIX_LENGTH = 32;
const PREPARED_LENGTH = 64;

// 16 bytes more than the key before reducing: the blinding factor is then uniform to within 2^-128,
// without a loop whose length would depend on the draw.
const FACTOR_LENGTH = KEY_LENGTH + 16;

/** Random bytes that one `blind` uses up. */
export const RANDOM_PER_SLOT = PREPARED_LENGTH + HASH_LENGTH + FACTOR_LENGTH;

/** What comes out of blinding one message. */
export interface Blinded {
  /** blinded_msg: what the signer sees, KEY_LENGTH bytes. It says nothing about the message. */
  blinded: Uint8Array;
  /** inv: the inverse of the blinding factor, KEY_LENGTH bytes. Whoever has it and `blinded` can link. */
  inverse: Uint8Array;
}

/**
 * Blind (RFC 9474 §4.2) with the randomness given, so that the RFC's vectors can be run through it.
 * `factor` is r, in 1 … n-1. Throws CredentialError `blinding_failed` when r or the encoded message has a
 * factor in common with n.
 */
export function blindWith(
  prepared: Uint8Array,
  key: Pick<SlotKey, 'n'>,
  salt: Uint8Array,
  factor: bigint,
  keyLength = KEY_LENGTH,
): Blinded {
  const message = toNumber(encodePss(prepared, salt, keyLength));
  // One Euclid for both checks of the RFC: message · factor has an inverse only if each has one.
  const both = inverse((message * factor) % key.n, key.n);
  if (both === null) throw new CredentialError('blinding_failed');
  return {
    blinded: toBytes((message * powerE(factor, key.n)) % key.n, keyLength),
    inverse: toBytes((both * message) % key.n, keyLength),
  };
}

/**
 * Makes a serial and blinds it, using up RANDOM_PER_SLOT bytes of `random` (fresh ones each time).
 * Returns the prepared message (prefix and serial, in one), the secret of its chain (chain.ts) and what `blindWith` returns.
 */
export function blindFresh(
  key: SlotKey,
  random: Uint8Array,
): Blinded & { prepared: Uint8Array; secret: Uint8Array } {
  if (random.length !== RANDOM_PER_SLOT) throw new CredentialError('random_short');
  const secret = random.slice(PREFIX_LENGTH, PREPARED_LENGTH);
  const prepared = join(random.slice(0, PREFIX_LENGTH), chainEnd(secret));
  const salt = random.slice(PREPARED_LENGTH, PREPARED_LENGTH + HASH_LENGTH);
  const wide = toNumber(random.slice(PREPARED_LENGTH + HASH_LENGTH));
  const factor = (wide % (key.n - BigInt(1))) + BigInt(1);
  return { prepared, secret, ...blindWith(prepared, key, salt, factor) };
}

/**
 * Finalize (RFC 9474 §4.4): unblinds and verifies. Returns the signature, KEY_LENGTH bytes.
 * Throws CredentialError `signature_invalid` when the signer's answer is no signature of `prepared`.
 */
export function finalize(
  prepared: Uint8Array,
  key: Pick<SlotKey, 'n'>,
  blindSignature: Uint8Array,
  inv: Uint8Array,
  options: { keyLength?: number; saltLength?: number } = {},
): Uint8Array {
  const keyLength = options.keyLength ?? KEY_LENGTH;
  if (blindSignature.length !== keyLength) throw new CredentialError('signature_invalid');
  const signature = (toNumber(blindSignature) * toNumber(inv)) % key.n;
  const bytes = toBytes(signature, keyLength);
  if (!verify(prepared, key, bytes, { keyLength, ...options }))
    throw new CredentialError('signature_invalid');
  return bytes;
}

/** RSASSA-PSS-VERIFY (RFC 8017 §8.1.2): is this a signature of the prepared message by this key? */
export function verify(
  prepared: Uint8Array,
  key: Pick<SlotKey, 'n'>,
  signature: Uint8Array,
  options: { keyLength?: number; saltLength?: number } = {},
): boolean {
  const keyLength = options.keyLength ?? KEY_LENGTH;
  const value = toNumber(signature);
  if (signature.length !== keyLength || value >= key.n) return false;
  return isPssEncoding(prepared, toBytes(powerE(value, key.n), keyLength), options.saltLength ?? HASH_LENGTH);
}

/** Text form of a prepared message, as ballots and the wallet carry it: 86 characters. */
export function serialText(prepared: Uint8Array): string {
  return toBase64Url(prepared);
}
