import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import * as z from 'zod';

const FORMAT = 'four-point-dialogue/closing-key/1';

/** An observer's own key as it lies on the own machine. The private half never leaves it. */
const keyFile = z.strictObject({
  format: z.literal(FORMAT),
  /** SubjectPublicKeyInfo, DER, base64url: what is registered in the app. */
  publicKey: z.string(),
  /** PKCS #8, DER, base64url. */
  privateKey: z.string(),
});
export type KeyFile = z.output<typeof keyFile>;

/** A new key: RSA, 2048 bits, e = 65537. */
export function makeKey(): KeyFile {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicExponent: 65537,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return {
    format: FORMAT,
    publicKey: publicKey.toString('base64url'),
    privateKey: privateKey.toString('base64url'),
  };
}

/** Reads a key file. Null when it is none. */
export function readKeyFile(value: unknown): KeyFile | null {
  const parsed = keyFile.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** SHA-256 of a public key, lower-case hexadecimal: what is read aloud. */
export const fingerprintOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');

export const privateKeyOf = ({ privateKey }: KeyFile) =>
  createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' });
