import { type BallotAnswer, isBallotAnswer } from '../shared/ballot';
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
  /** Slot → why the box will never count it; `again`: the close came before an answer did, the public list will tell. */
  refused: Record<string, BallotAnswer>;
}

/** An empty queue for a survey. */
export const newQueue = (survey: string): CastQueue => ({ version: 1, survey, pending: {}, refused: {} });

/** The queue as one string for the phone's storage. */
export const writeQueue = (queue: CastQueue): string => JSON.stringify(queue);

/** Reads what `writeQueue` wrote. Throws CredentialError `wallet_malformed` on anything else. */
export function readQueue(text: string): CastQueue {
  const value = parseStored(text);
  if (!isRecord(value) || value.version !== 1 || typeof value.survey !== 'string')
    throw new CredentialError('wallet_malformed');
  const { survey, pending, refused } = value;
  return { version: 1, survey, pending: bySlot(pending, isRating), refused: bySlot(refused, isBallotAnswer) };
}

function bySlot<T extends string>(value: unknown, is: (text: string) => text is T): Record<string, T> {
  if (!isRecord(value)) throw new CredentialError('wallet_malformed');
  const read: Record<string, T> = {};
  for (const [slot, text] of Object.entries(value)) {
    if (typeof text !== 'string' || !is(text)) throw new CredentialError('wallet_malformed');
    read[slot] = text;
  }
  return read;
}
