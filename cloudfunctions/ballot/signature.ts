import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** A public key as surveys hold it: SubjectPublicKeyInfo, DER, base64url. */
export const readKey = (publicKey: string): KeyObject =>
  createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });

/** RSASSA-PSS of RFC 9474's suite: SHA-384 with a salt of 48 bytes, over the prepared message. */
export function isSignedBy(key: KeyObject, serial: string, signature: string): boolean {
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return verify('sha384', Buffer.from(serial, 'base64url'), pss, Buffer.from(signature, 'base64url'));
}
