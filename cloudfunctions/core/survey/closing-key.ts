import type { RatingCode } from '../../../miniprogram/shared/rating';
import { digestOf } from '../canonical';
import { addDays, dayOf, instantOf } from '../rules/calendar';

// The closing key: ratings that three observers hold the keys to, any two of whom open them (docs/closing-key.md). Nothing
// here decrypts: that happens on the observers' machines, and only counts come back.

/** How many observers hold a key, and how many of them must say the same. */
export const HOLDERS = 3;
export const AGREEING = 2;

/** The public key that an observer registered; `_id` is the person. Persisted in `observer_keys`. */
export interface ObserverKey {
  _id: string;
  /** Whom the observer stands for, as everybody reads it: 学生会. */
  label: string;
  /** SubjectPublicKeyInfo, DER, base64url: RSA of 2048 bits with e = 65537. */
  publicKey: string;
  /** SHA-256 of it, lower-case hexadecimal: read aloud in the room. */
  fingerprint: string;
  at: number;
}

/** One of the three, as fixed when a survey opens. */
export interface Holder {
  personId: string;
  label: string;
  publicKey: string;
  fingerprint: string;
}

/** What a holder said came out of the box. */
interface Confirmation {
  personId: string;
  /** `countsDigest` of the counts. */
  digest: string;
  at: number;
}

/** How far the ratings of a survey are from being open. Persisted in `surveys`. */
export interface Closing {
  /** In order of fingerprints: the order of the keys in the opening record. */
  holders: Holder[];
  /** The last word of each. */
  confirmations: Confirmation[];
  /** Set when two have said the same: who, how many ratings did not open, and whether it was given up for lost keys. */
  opened: { by: string[]; invalid: number; isVoid: boolean } | null;
}

/** The three who hold keys to the next survey; null unless there are three with a key of their own each. */
export function holdersOf(keys: readonly ObserverKey[]): Holder[] | null {
  const different = new Set(keys.map(({ fingerprint }) => fingerprint));
  if (keys.length !== HOLDERS || different.size !== HOLDERS) return null;
  return keys
    .map(({ _id, label, publicKey, fingerprint }) => ({ personId: _id, label, publicKey, fingerprint }))
    .sort((left, right) => (left.fingerprint < right.fingerprint ? -1 : 1));
}

/** What came out of one question's sealed ratings. */
export interface SlotCounts {
  slot: number;
  ratings: Record<RatingCode, number>;
  /** Did not open, or lay there twice: counted as cast and as nothing else. */
  invalid: number;
}

/** What is looked at of a box (core/survey/sealed-box). */
interface CountedBox {
  survey: string;
  ballotDigest: string;
  slots: readonly { slot: number; sealed?: readonly string[] }[];
}

/** Two days after the seal, at nine in the morning, holders who have not said what came out are told once more. */
const REMINDER = { days: 2, hour: 9 };

export const openingReminderAt = (sealedAt: number): number =>
  instantOf(addDays(dayOf(sealedAt), REMINDER.days), REMINDER.hour);

/** One digest for all counts of a box: two observers with the same have counted the same. */
export const countsDigest = (
  { survey, ballotDigest }: Pick<CountedBox, 'survey' | 'ballotDigest'>,
  counts: readonly SlotCounts[],
): string =>
  digestOf({ survey, ballotDigest, counts: [...counts].sort((left, right) => left.slot - right.slot) });

export const sumOf = ({ ratings, invalid }: Pick<SlotCounts, 'ratings' | 'invalid'>): number =>
  Object.values(ratings).reduce((sum, count) => sum + count, invalid);

/** Are these counts of exactly the questions of this box, each of as many ratings as it has? */
export function areCountsOf({ slots }: Pick<CountedBox, 'slots'>, counts: readonly SlotCounts[]): boolean {
  return (
    counts.length === slots.length &&
    slots.every(({ slot, sealed = [] }) => {
      const own = counts.filter((count) => count.slot === slot);
      return own.length === 1 && own.every((count) => sumOf(count) === sealed.length);
    })
  );
}

/** The counts of a box that two holders cannot open any more: nothing is known of any rating. */
export const lostCounts = ({ slots }: Pick<CountedBox, 'slots'>): SlotCounts[] =>
  slots.map(({ slot, sealed = [] }) => ({ slot, ratings: noRatings(), invalid: sealed.length }));

/** Were there ratings, and not one of them opened? Nobody having rated is another thing. */
export const isNothingKnown = (counts: readonly SlotCounts[]): boolean =>
  counts.some(({ invalid }) => invalid > 0) && counts.every((count) => sumOf(count) === count.invalid);

/** Every code, none given. */
export const noRatings = (): Record<RatingCode, number> => ({
  '0': 0,
  '1': 0,
  '2': 0,
  '3': 0,
  '4': 0,
  '5': 0,
});

/** What a holder says now replaces what that holder said before; the others' words stay. */
export function confirmed(closing: Closing, word: Confirmation): { closing: Closing; agreeing: string[] } {
  const others = closing.confirmations.filter(({ personId }) => personId !== word.personId);
  const confirmations = [...others, word];
  const agreeing = confirmations.filter(({ digest }) => digest === word.digest);
  return { closing: { ...closing, confirmations }, agreeing: agreeing.map(({ personId }) => personId) };
}
