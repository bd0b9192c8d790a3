import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';

// The signer's half of RSABSSA-SHA384-PSS (RFC 9474): the only place where a private key of a question slot is
// used. It sees blinded values only, and neither logs nor keeps any of them.

/** Bytes of an RSA-2048 modulus. */
const KEY_LENGTH = 256;

/** One slot's key pair as text. `privateKey` may be read by the `survey` function only. */
export interface SlotKeyPair {
  /** PKCS #8, DER, base64url. */
  privateKey: string;
  /** SubjectPublicKeyInfo, DER, base64url: what phones, ballot box and observers use. */
  publicKey: string;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hexadecimal: published with the preview. */
  fingerprint: string;
}

/** A private key ready for use together with its public half. Making one costs more than a signature: keep it. */
export interface SlotSigner {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The signer's own computation went wrong; nothing was answered. A faulty RSA result can betray the key. */
export class SigningFault extends Error {
  constructor() {
    super('signing fault');
    this.name = 'SigningFault';
  }
}

/**
 * Makes one key pair: RSA, 2048 bits, e = 65537 (about 0.1 s, in node's thread pool). Forty in one call may outlast
 * a function's time; make a few a minute and go on with the slots that have none yet.
 */
export async function generateSlotKey(): Promise<SlotKeyPair> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: KEY_LENGTH * 8,
    publicExponent: 65537,
  });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64url'),
    publicKey: spki.toString('base64url'),
    fingerprint: fingerprintOf(spki),
  };
}

/** SHA-256 of a SubjectPublicKeyInfo (DER), lower-case hexadecimal. */
export const fingerprintOf = (spki: Uint8Array): string => createHash('sha256').update(spki).digest('hex');

/**
 * Verifies what a slot's key signed: RSASSA-PSS of RFC 9474's suite over a serial, base64url in. The key is read once,
 * so that thousands of ballots cost no more than their verification.
 */
export function slotVerifier(publicKey: string): (serial: string, signature: string) => boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return (serial, signature) =>
    verify('sha384', Buffer.from(serial, 'base64url'), pss, Buffer.from(signature, 'base64url'));
}

/** Reads the stored private key of a slot. Throws what node throws when it is no RSA key. */
export function slotSigner(privateKey: string): SlotSigner {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' });
  return { privateKey: key, publicKey: createPublicKey(key) };
}

/**
 * BlindSign (RFC 9474 §4.3): one private RSA operation on a blinded value of KEY_LENGTH bytes, checked against a
 * fault before it is let out. Deterministic, so the same blinded value has the same signature for ever and a lost
 * answer can be repeated without being stored.
 * Throws RangeError when the value is not below the modulus, SigningFault when the result does not check.
 */
export function blindSign(signer: SlotSigner, blinded: Uint8Array): Buffer {
  if (blinded.length !== KEY_LENGTH) throw new RangeError('blinded value of a wrong length');
  const signature = rawPrivate(signer.privateKey, blinded);
  if (!undoes(signer.publicKey, signature, blinded)) throw new SigningFault();
  return signature;
}

function undoes(key: KeyObject, signature: Buffer, blinded: Uint8Array): boolean {
  try {
    return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, signature).equals(blinded);
  } catch {
    // A faulty result may lie above the modulus, which OpenSSL refuses before it computes anything.
    return false;
  }
}

function rawPrivate(key: KeyObject, blinded: Uint8Array): Buffer {
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, blinded);
  } catch {
    // OpenSSL refuses only what is not below the modulus; its message may quote nothing of the value, ours neither.
    throw new RangeError('blinded value not below the modulus');
  }
}

/**
 * Signs one person's set: the n-th blinded value with the n-th signer, base64url in and out.
 * Throws RangeError when the set has another size than the signers, or a value is out of range.
 */
export function blindSignSet(signers: readonly SlotSigner[], blinded: readonly string[]): string[] {
  if (blinded.length !== signers.length) throw new RangeError('one blinded value per slot');
  return signers.map((signer, slot) =>
    blindSign(signer, Buffer.from(blinded[slot] ?? '', 'base64url')).toString('base64url'),
  );
}
