import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
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

/** Reads a key file. Null when it is none, or its halves do not belong together: one of them was copied wrongly. */
export function readKeyFile(value: unknown): KeyFile | null {
  const parsed = keyFile.safeParse(value);
  return parsed.success && isWhole(parsed.data) ? parsed.data : null;
}

/**
 * Each half in its one spelling, and the private one opens what was sealed to the public one. A key typed from paper with one
 * letter wrong may still be a key; its shares would look as if its holder kept the right ones back.
 */
function isWhole(file: KeyFile): boolean {
  if (![file.publicKey, file.privateKey].every(isSpelled)) return false;
  const root = Buffer.concat([Buffer.alloc(1), randomBytes(255)]);
  try {
    const key = createPublicKey({
      key: Buffer.from(file.publicKey, 'base64url'),
      format: 'der',
      type: 'spki',
    });
    const sealed = publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, root);
    return privateDecrypt({ key: privateKeyOf(file), padding: constants.RSA_NO_PADDING }, sealed).equals(
      root,
    );
  } catch {
    return false; // OpenSSL says in its own words that one half is no key
  }
}

const isSpelled = (text: string): boolean => Buffer.from(text, 'base64url').toString('base64url') === text;

/** SHA-256 of a public key, lower-case hexadecimal: what is read aloud. */
export const fingerprintOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');

export const privateKeyOf = ({ privateKey }: KeyFile) =>
  createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' });
