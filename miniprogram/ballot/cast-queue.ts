import { type BallotAnswer, isBallotAnswer, REVISIONS_MAX } from '../shared/ballot';
import { isRating, type Rating } from '../shared/rating';
import { CredentialError } from './credential-error';
import { isRecord, parseStored } from './stored';

/**
 * What is still to be sent, kept in storage so that a killed app goes on later. A rating stands here only until
 * its ballot is counted; afterwards the phone does not know it either. Stored: changing it needs a migration.
 */
export interface CastQueue {
  version: 1;
  survey: string;
  /** Slot → rating not yet counted. */
  pending: Record<string, Rating>;
  /** Slot → revision of what was chosen last; a ballot that is sent again is the same revision. */
  revisions: Record<string, number>;
  /**
   * Slot → secret that seals the rating not yet counted (sealed-rating.ts), base64url; empty where ratings are not sealed.
   * A ballot that is sent again is the same; with the answer the secret is forgotten.
   */
  secrets: Record<string, string>;
  /** Slot → why the box will never count it; `again`: the close came before an answer did, the public list will tell. */
  refused: Record<string, BallotAnswer>;
  /** Slot → the box's signature that it has this ballot. Until the public list is there; then only of what is missing. */
  receipts: Record<string, KeptReceipt>;
}

/** A receipt (shared/box-receipt.ts) but for what the wallet knows of it. */
interface KeptReceipt {
  revision: number;
  /** base64url */
  signature: string;
}

/** An empty queue for a survey. */
export const newQueue = (survey: string): CastQueue => ({
  version: 1,
  survey,
  pending: {},
  revisions: {},
  secrets: {},
  refused: {},
  receipts: {},
});

/** The queue as one string for the phone's storage. */
export const writeQueue = (queue: CastQueue): string => JSON.stringify(queue);

/** Reads what `writeQueue` wrote. Throws CredentialError `wallet_malformed` on anything else. */
export function readQueue(text: string): CastQueue {
  const value = parseStored(text);
  if (!isRecord(value) || value.version !== 1 || typeof value.survey !== 'string')
    throw new CredentialError('wallet_malformed');
  // Queues of earlier versions have neither secrets nor receipts.
  const { survey, pending, revisions, secrets = {}, refused, receipts = {} } = value;
  return {
    version: 1,
    survey,
    pending: bySlot(pending, ofText(isRating)),
    revisions: bySlot(revisions, isRevision),
    secrets: bySlot(secrets, ofText(isText)),
    refused: bySlot(refused, ofText(isBallotAnswer)),
    receipts: bySlot(receipts, isKeptReceipt),
  };
}

const isText = (text: string): text is string => text !== '';

const ofText =
  <T extends string>(is: (text: string) => text is T) =>
  (value: unknown): value is T =>
    typeof value === 'string' && is(value);

const isRevision = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= REVISIONS_MAX;

const isKeptReceipt = (value: unknown): value is KeptReceipt =>
  isRecord(value) && isRevision(value.revision) && typeof value.signature === 'string';

function bySlot<T>(value: unknown, is: (value: unknown) => value is T): Record<string, T> {
  if (!isRecord(value)) throw new CredentialError('wallet_malformed');
  const read: Record<string, T> = {};
  for (const [slot, kept] of Object.entries(value)) {
    if (!is(kept)) throw new CredentialError('wallet_malformed');
    read[slot] = kept;
  }
  return read;
}
