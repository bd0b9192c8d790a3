import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { BoxKeys } from '../miniprogram/ballot/caster';
import { type Envelope, sealEnvelope } from '../miniprogram/ballot/envelope';
import { readRsaKey } from '../miniprogram/ballot/public-key';
import type { EnvelopeKind } from '../miniprogram/shared/envelope';
import type { Cloud } from './cloud';

const random = async (length: number) => new Uint8Array(randomBytes(length));

let strange: string | null = null;
/** A key that no box has. */
function strangeKey(): string {
  strange ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    .publicKey.export({ type: 'spki', format: 'der' })
    .toString('base64url');
  return strange;
}

/** What the phones of a cloud have read in opening records. */
const heard = new WeakMap<Cloud, Map<string, BoxKeys>>();

/** The public keys of a survey's box, also when it is sealed meanwhile; where it has none, keys that open nothing. */
export function boxKeysOf(cloud: Cloud, survey: string): BoxKeys {
  const known = heard.get(cloud) ?? new Map<string, BoxKeys>();
  heard.set(cloud, known);
  const found = cloud.read('box_keys').find(({ _id }) => _id === survey);
  if (found)
    known.set(survey, { envelopeKey: String(found.envelopeKey), receiptKey: String(found.receiptKey) });
  return known.get(survey) ?? { envelopeKey: strangeKey(), receiptKey: strangeKey() };
}

/** Puts a ballot or a remark, as text, into an envelope for the survey that stands in it. */
export function envelopeFor(cloud: Cloud, kind: EnvelopeKind, text: string): Promise<Envelope> {
  const survey = String(Object(JSON.parse(text)).survey);
  return sealEnvelope({ kind, survey, key: readRsaKey(boxKeysOf(cloud, survey).envelopeKey) }, text, random);
}

/** Posts a ballot or a remark, as text, in its envelope; answers what the box said, read as the phone reads it. */
export async function postSealed(
  cloud: Cloud,
  kind: EnvelopeKind,
  text: string,
): Promise<{ status: number; said: unknown }> {
  const { body, open } = await envelopeFor(cloud, kind, text);
  const headers = { 'content-type': 'application/json' };
  const reply = await cloud.http(kind, { method: 'POST', headers, body });
  return {
    status: reply.status,
    said: reply.status === 200 ? JSON.parse(open(reply.body) ?? reply.body) : null,
  };
}
