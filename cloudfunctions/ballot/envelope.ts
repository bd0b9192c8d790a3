import {
  constants,
  createHash,
  createHmac,
  hkdfSync,
  type KeyObject,
  privateDecrypt,
  timingSafeEqual,
} from 'node:crypto';
import {
  ANSWER_BYTES,
  CONTENT_BYTES,
  DIGEST_BYTES,
  ENCAPSULATION_BYTES,
  type EnvelopeKind,
  envelopeContext,
  KEY_MATERIAL_BYTES,
} from '../../miniprogram/shared/envelope';

// The boxes' half of the envelope (miniprogram/shared/envelope.ts). The other half is miniprogram/ballot/envelope.ts.

/** What lay in an envelope, and the only way to answer whoever sealed it. */
export interface Opened {
  text: string;
  /** Seals an answer, base64url. Throws RangeError when it is longer than ANSWER_BYTES - 2. */
  seal(answer: string): string;
}

/** What an envelope must be of to open. */
export interface EnvelopeFor {
  kind: EnvelopeKind;
  survey: string;
  key: KeyObject;
  /** SHA-256 of the key's SubjectPublicKeyInfo, lower-case hexadecimal. */
  fingerprint: string;
}

/** Opens an envelope of the right length (base64url); null when it is of another kind, survey or key, or was touched. */
export function openEnvelope(
  { kind, survey, key, fingerprint }: EnvelopeFor,
  envelope: string,
): Opened | null {
  const bytes = Buffer.from(envelope, 'base64url');
  if (bytes.length !== ENCAPSULATION_BYTES + CONTENT_BYTES + DIGEST_BYTES) return null;
  const encapsulated = bytes.subarray(0, ENCAPSULATION_BYTES);
  const secret = decapsulated(key, encapsulated);
  if (!secret) return null;
  const context = envelopeContext(kind, survey, fingerprint);
  const material = Buffer.from(hkdfSync('sha256', secret, encapsulated, context, KEY_MATERIAL_BYTES));
  const nth = (index: number) => material.subarray(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES);
  const hidden = bytes.subarray(ENCAPSULATION_BYTES, ENCAPSULATION_BYTES + CONTENT_BYTES);
  const mac = createHmac('sha256', nth(1)).update(hidden).digest();
  if (!timingSafeEqual(mac, bytes.subarray(ENCAPSULATION_BYTES + CONTENT_BYTES))) return null;
  const content = masked(nth(0), hidden);
  const length = content.readUInt16BE(0);
  if (length > CONTENT_BYTES - 2) return null;
  return {
    text: content.toString('utf8', 2, 2 + length),
    seal: (answer) => {
      const back = masked(nth(2), padded(answer));
      return Buffer.concat([back, createHmac('sha256', nth(3)).update(back).digest()]).toString('base64url');
    },
  };
}

/** OpenSSL refuses what is not below the modulus; then there is no secret. */
function decapsulated(key: KeyObject, encapsulated: Buffer): Buffer | null {
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encapsulated);
  } catch {
    return null;
  }
}

function padded(answer: string): Buffer {
  const content = Buffer.alloc(ANSWER_BYTES);
  const bytes = Buffer.from(answer);
  if (bytes.length > ANSWER_BYTES - 2) throw new RangeError('too long for an answer');
  content.writeUInt16BE(bytes.length);
  bytes.copy(content, 2);
  return content;
}

/** Bytes under a stream: the n-th block of it is the SHA-256 of the key and n (four bytes, from 0). */
function masked(key: Buffer, bytes: Buffer): Buffer {
  const result = Buffer.from(bytes);
  // One buffer and one update a block: the stream would otherwise cost as much as opening the envelope.
  const input = Buffer.concat([key, Buffer.alloc(4)]);
  for (let start = 0; start < result.length; start += DIGEST_BYTES) {
    input.writeUInt32BE(start / DIGEST_BYTES, key.length);
    const stream = createHash('sha256').update(input).digest();
    for (let at = 0; at < DIGEST_BYTES && start + at < result.length; at++)
      result[start + at] = (result[start + at] ?? 0) ^ (stream[at] ?? 0);
  }
  return result;
}
