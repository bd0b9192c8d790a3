import {
  ANSWER_BYTES,
  ANSWER_TEXT_LENGTH,
  CONTENT_BYTES,
  DIGEST_BYTES,
  ENCAPSULATION_BYTES,
  type EnvelopeKind,
  envelopeContext,
  KEY_MATERIAL_BYTES,
  WIRE_BYTES,
} from '../shared/envelope';
import { ascii, equal, fromBase64Url, join, toBase64Url, utf8 } from './bytes';
import { hkdf, hmac } from './mac';
import { powerE, toBytes, toNumber } from './modular';
import type { RsaKey } from './public-key';
import { draw, type RandomSource } from './random';
import { sha256 } from './sha256';
import { isRecord } from './stored';

// The phone's half of the envelope (shared/envelope.ts). The other half is cloudfunctions/ballot/envelope.ts.

/** Random bytes of one envelope: 16 more than the key, so that the secret is uniform to within 2^-128. */
const RANDOM_BYTES = ENCAPSULATION_BYTES + 16;

/** Where an envelope goes. */
export interface EnvelopeTo {
  kind: EnvelopeKind;
  survey: string;
  key: RsaKey;
}

/** An envelope on its way. */
export interface Envelope {
  /** The request, WIRE_BYTES long. */
  body: string;
  /** What the box answered (ASCII), or null when it was not answered by whoever opened this envelope. */
  open(reply: string): string | null;
}

/**
 * Puts a text into an envelope. Two of the same text have nothing in common.
 * Throws RangeError for a text of more than CONTENT_BYTES - 2 bytes, CredentialError `random_short`.
 */
export async function sealEnvelope(to: EnvelopeTo, text: string, random: RandomSource): Promise<Envelope> {
  const { kind, survey, key } = to;
  const secret = toNumber(await draw(random, RANDOM_BYTES)) % key.n;
  const encapsulated = toBytes(powerE(secret, key.n), ENCAPSULATION_BYTES);
  const keys = hkdf(
    toBytes(secret, ENCAPSULATION_BYTES),
    encapsulated,
    ascii(envelopeContext(kind, survey, key.fingerprint)),
    KEY_MATERIAL_BYTES,
  );
  const nth = (index: number) => keys.slice(index * DIGEST_BYTES, (index + 1) * DIGEST_BYTES);
  const [there, thereMac, back, backMac] = [nth(0), nth(1), nth(2), nth(3)] as const;
  const hidden = masked(there, padded(utf8(text)));
  const envelope = toBase64Url(join(encapsulated, hidden, hmac(thereMac, hidden)));
  return {
    body: JSON.stringify({ survey, envelope }).padEnd(WIRE_BYTES),
    open: (reply) => openedAnswer(reply, back, backMac),
  };
}

function openedAnswer(reply: string, key: Uint8Array, macKey: Uint8Array): string | null {
  const sealed = sealedIn(reply);
  if (sealed === null) return null;
  const hidden = sealed.slice(0, ANSWER_BYTES);
  if (!equal(hmac(macKey, hidden), sealed.slice(ANSWER_BYTES))) return null;
  const content = masked(key, hidden);
  const length = ((content[0] ?? 0) << 8) | (content[1] ?? 0);
  return String.fromCharCode(...content.slice(2, 2 + length));
}

/** The bytes of a sealed answer; null for everything else that may come back, the page of a captive portal too. */
function sealedIn(reply: string): Uint8Array | null {
  try {
    const parsed: unknown = JSON.parse(reply);
    if (!isRecord(parsed) || typeof parsed.reply !== 'string') return null;
    return parsed.reply.length === ANSWER_TEXT_LENGTH ? fromBase64Url(parsed.reply) : null;
  } catch {
    return null;
  }
}

/** Length, text, zeros. */
function padded(bytes: Uint8Array): Uint8Array {
  if (bytes.length > CONTENT_BYTES - 2) throw new RangeError('too long for an envelope');
  const content = new Uint8Array(CONTENT_BYTES);
  content[0] = bytes.length >> 8;
  content[1] = bytes.length & 255;
  content.set(bytes, 2);
  return content;
}

/** Bytes under a stream: the n-th block of it is the SHA-256 of the key and n (four bytes, from 0). Masks and unmasks. */
function masked(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const input = join(key, new Uint8Array(4));
  const result = new Uint8Array(bytes.length);
  for (let start = 0, block = 0; start < bytes.length; start += DIGEST_BYTES, block++) {
    input[DIGEST_BYTES + 2] = block >> 8;
    input[DIGEST_BYTES + 3] = block & 255;
    const stream = sha256(input);
    for (let at = 0; at < DIGEST_BYTES && start + at < bytes.length; at++)
      result[start + at] = (bytes[start + at] ?? 0) ^ (stream[at] ?? 0);
  }
  return result;
}
