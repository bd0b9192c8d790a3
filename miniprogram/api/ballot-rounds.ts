import type { Receipt } from '../ballot/receipt';
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
  countedUrl: string;
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
  const { survey, sessionId, number, ballotUrl, countedUrl, closesAt, slots, receipt } = {
    ...blank,
    ...value,
  };
  return (
    typeof survey === 'string' &&
    typeof sessionId === 'string' &&
    typeof number === 'number' &&
    typeof ballotUrl === 'string' &&
    typeof countedUrl === 'string' &&
    (closesAt === null || typeof closesAt === 'number') &&
    isSlots(slots) &&
    (receipt === null || isReceipt(receipt))
  );
}

const blank: { [Field in keyof BallotRound]: unknown } = {
  survey: null,
  sessionId: null,
  number: null,
  ballotUrl: null,
  countedUrl: null,
  closesAt: null,
  slots: null,
  receipt: null,
};

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
  isSlots(value.lateChanges);

const isSlots = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((slot) => typeof slot === 'number');
