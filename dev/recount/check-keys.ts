import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { keySetOf } from '../../cloudfunctions/core/survey/sealed-box';
import type { BoxFile } from './box-schema';
import { type Anchors, type Finding, place } from './finding';

/** Keys against their fingerprints and these against the preview; each slot with an RSA key that no other slot has. */
export function checkKeys(box: BoxFile, anchors: Anchors): Finding[] {
  const findings: Finding[] = [];
  for (const slot of box.slots) {
    const fingerprint = createHash('sha256').update(Buffer.from(slot.publicKey, 'base64url')).digest('hex');
    if (fingerprint !== box.fingerprints[slot.slot])
      findings.push({
        what: 'key',
        where: place(slot),
        detail: `not the published key; it has ${fingerprint}`,
      });
  }
  for (const [slot, fingerprint] of box.fingerprints.entries())
    if (box.fingerprints.indexOf(fingerprint) !== slot)
      findings.push({ what: 'key', where: `slot ${slot}`, detail: 'the same key as another slot has' });
  for (const [index, slot] of box.slots.entries()) {
    if (readKey(slot.publicKey) === null)
      findings.push({ what: 'key', where: place(slot), detail: 'no RSA key of 2048 bits with e = 65537' });
    if (box.slots.findIndex(({ publicKey }) => publicKey === slot.publicKey) !== index)
      findings.push({ what: 'key', where: place(slot), detail: 'another question has the same modulus' });
  }
  if (anchors.keySet !== undefined && anchors.keySet !== keySetOf(box))
    findings.push({
      what: 'key set',
      where: 'box',
      detail: `not the one of the preview; it has ${keySetOf(box)}`,
    });
  return findings;
}

/** Each question once, each with a slot of its own, in the order of slots. */
export function checkQuestions({ slots }: BoxFile): Finding[] {
  return slots.flatMap((slot, index): Finding[] => {
    const before = slots.slice(0, index);
    if (before.some(({ questionId }) => questionId === slot.questionId))
      return [{ what: 'question', where: place(slot), detail: 'it stands in the box twice' }];
    if (before.some((earlier) => earlier.slot >= slot.slot))
      return [{ what: 'question', where: place(slot), detail: 'its slot is not one of its own, in order' }];
    const isRated = slot.ballots.length > 0 && !slot.isDue;
    return isRated
      ? [{ what: 'question', where: place(slot), detail: 'not due, and yet it has ballots' }]
      : [];
  });
}

/** Bits and exponent of every key (RFC 9474 with the parameters of docs/anonymity.md). */
const BITS = 2048;
const EXPONENT = 65537n;

/**
 * A public key of the box; null when it is not an RSA key as all are published, in the one spelling there is of it. So one
 * modulus cannot stand twice under two texts, and every ballot under such a key is reported as unsigned.
 */
export function readKey(publicKey: string): KeyObject | null {
  const der = Buffer.from(publicKey, 'base64url');
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {};
    const isPublishedKind =
      key.asymmetricKeyType === 'rsa' &&
      modulusLength === BITS &&
      publicExponent === EXPONENT &&
      key.export({ format: 'der', type: 'spki' }).equals(der);
    return isPublishedKind ? key : null;
  } catch {
    return null;
  }
}
