import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type Opened, openEnvelope } from '../../cloudfunctions/ballot/envelope';
import { signReceipt } from '../../cloudfunctions/ballot/signature';
import { ballotId } from '../../cloudfunctions/core/survey/ballot-box';
import type { BoxKeys } from '../../miniprogram/ballot/caster';
import type { EnvelopeKind } from '../../miniprogram/shared/envelope';
import { keySet } from './signer';

const { pairs } = keySet(2);
const privateOf = (text = ''): KeyObject =>
  createPrivateKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'pkcs8' });
const [envelopeKey, receiptKey] = [privateOf(pairs[0]?.privateKey), privateOf(pairs[1]?.privateKey)];

/** Keys of a box that keeps nothing: it opens what phones send and seals what a test wants it to say. */
export const doubleKeys: BoxKeys = {
  envelopeKey: pairs[0]?.publicKey ?? '',
  receiptKey: pairs[1]?.publicKey ?? '',
};

/** The same keys as the box keeps them, for a survey that was not opened through the product. */
export const doubleBoxKeys = (survey: string) => ({
  _id: survey,
  ...doubleKeys,
  envelopePrivate: pairs[0]?.privateKey ?? '',
  receiptPrivate: pairs[1]?.privateKey ?? '',
});

/** Opens a request. @throws Error for what is no envelope to this box */
export function opened(
  body: string,
  kind: EnvelopeKind = 'ballot',
): Opened & { inside: { [field: string]: string } } {
  const { survey, envelope } = JSON.parse(body);
  const fingerprint = pairs[0]?.fingerprint ?? '';
  const found = openEnvelope({ kind, survey, key: envelopeKey, fingerprint }, envelope);
  if (!found) throw new Error('no envelope to this box');
  return { ...found, inside: JSON.parse(found.text) };
}

/** The box's signature that it has the ballot of a request. */
export function receiptFor({
  survey = '',
  slot = '',
  serial = '',
  revision = '',
}: {
  [field: string]: string;
}): string {
  return signReceipt(receiptKey, survey, ballotId(survey, Number(slot), serial), Number(revision));
}

/** What the box replies to a request: an answer, with a receipt when it counts a ballot. */
export function sealedReply(body: string, answer: string, kind: EnvelopeKind = 'ballot'): string {
  const { inside, seal } = opened(body, kind);
  const said =
    answer === 'counted' && kind === 'ballot' ? { answer, receipt: receiptFor(inside) } : { answer };
  return JSON.stringify({ reply: seal(JSON.stringify(said)) }).padEnd(768);
}
