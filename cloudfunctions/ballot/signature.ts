import { constants, createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { receiptText } from '../../miniprogram/shared/box-receipt';

/** A public key as surveys hold it: SubjectPublicKeyInfo, DER, base64url. */
export const readKey = (publicKey: string): KeyObject =>
  createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });

/** SHA-256 of a public key as surveys hold it, lower-case hexadecimal. */
export const fingerprintOfKey = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');

/** RSASSA-PSS of RFC 9474's suite: SHA-384 with a salt of 48 bytes, over the prepared message. */
export function isSignedBy(key: KeyObject, serial: string, signature: string): boolean {
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return verify('sha384', Buffer.from(serial, 'base64url'), pss, Buffer.from(signature, 'base64url'));
}

/** That the box has a ballot: RSASSA-PKCS1-v1_5 with SHA-256, base64url. A repeat gives the same again. */
export const signReceipt = (key: KeyObject, survey: string, id: string, revision: number): string =>
  sign('sha256', Buffer.from(receiptText(survey, id, revision)), key).toString('base64url');
