import type { BoxKeys } from '../ballot/caster';
import type { Receipt } from '../ballot/receipt';
import { isBoxReceipt } from '../shared/box-receipt';
import { keepStored, readStored } from './stored';

/**
 * A survey this phone has sent ballots to. Kept so that sending goes on after the app was killed, and so that the own
 * ballots are looked for when the box is sealed. Says that and where, never how.
 */
export interface BallotRound {
  survey: string;
  /** Whose credentials are used. */
  sessionId: string;
  number: number;
  /** Empty where the college has no address without an account yet. */
  ballotUrl: string;
  /** Of the opening record that agreed; absent in what an earlier version kept, until the rate page is entered again. */
  boxKeys?: BoxKeys;
  countedUrl: string;
  /** Public keys of the observers that ratings are sealed to; absent where they are not. */
  closingKeys?: string[];
  /** When it closes, as far as this phone has heard; null: not known. */
  closesAt: number | null;
  /** Slots of this survey's questions, in their order; rated or not, all are forgotten at the end. */
  slots: number[];
  /** Null until the box is sealed and looked through. */
  receipt: Receipt | null;
}

const KEY = 'ballot-rounds';
/** More months than anybody's surveys overlap. */
const MOST = 24;

/** The surveys this phone has sent ballots to, newest first. */
export function ballotRounds(): BallotRound[] {
  const value: unknown = readStored(KEY);
  return Array.isArray(value) ? value.filter(isRound) : [];
}

export const ballotRound = (survey: string): BallotRound | null =>
  ballotRounds().find((round) => round.survey === survey) ?? null;

export function keepBallotRound(round: BallotRound): void {
  const others = ballotRounds().filter(({ survey }) => survey !== round.survey);
  keepStored(KEY, [round, ...others].slice(0, MOST));
}

function isRound(value: unknown): value is BallotRound {
  if (typeof value !== 'object' || value === null) return false;
  const { survey, sessionId, number, ballotUrl, boxKeys, countedUrl, closingKeys, closesAt, slots, receipt } =
    {
      ...blank,
      ...value,
    };
  return (
    typeof survey === 'string' &&
    typeof sessionId === 'string' &&
    typeof number === 'number' &&
    typeof ballotUrl === 'string' &&
    (boxKeys === undefined || isBoxKeys(boxKeys)) &&
    typeof countedUrl === 'string' &&
    (closingKeys === undefined || isTexts(closingKeys)) &&
    (closesAt === null || typeof closesAt === 'number') &&
    isSlots(slots) &&
    (receipt === null || isReceipt(receipt))
  );
}

const blank: { [Field in keyof Required<BallotRound>]: unknown } = {
  survey: null,
  sessionId: null,
  number: null,
  ballotUrl: null,
  boxKeys: undefined,
  countedUrl: null,
  closingKeys: undefined,
  closesAt: null,
  slots: null,
  receipt: null,
};

const isBoxKeys = (value: unknown): value is BoxKeys =>
  typeof value === 'object' &&
  value !== null &&
  'envelopeKey' in value &&
  typeof value.envelopeKey === 'string' &&
  'receiptKey' in value &&
  typeof value.receiptKey === 'string';

const isReceipt = (value: unknown): value is Receipt =>
  typeof value === 'object' &&
  value !== null &&
  'cast' in value &&
  typeof value.cast === 'number' &&
  'counted' in value &&
  typeof value.counted === 'number' &&
  'late' in value &&
  isSlots(value.late) &&
  'lateChanges' in value &&
  isSlots(value.lateChanges) &&
  // Both are absent in what an earlier version kept.
  (!('listDigest' in value) || typeof value.listDigest === 'string') &&
  (!('missing' in value) || (Array.isArray(value.missing) && value.missing.every(isBoxReceipt)));

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');

const isSlots = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((slot) => typeof slot === 'number');
