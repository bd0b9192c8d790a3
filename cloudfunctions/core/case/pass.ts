import { monthBefore } from '../../../miniprogram/shared/pass';
import { DAY_MS, monthOf } from '../rules/calendar';

// Passes (docs/anonymity.md, Asking without a name): each member of the college is given a few blind signatures a month,
// and spends one for an anonymous item. Whoever signs never sees what is spent later.

/**
 * The public side of a month's passes. One key for all of them: a key of one's own would give one away. Stored: changing
 * it needs a migration.
 */
export interface PassMonth {
  /** 2026-11, in Shanghai. */
  _id: string;
  /** SubjectPublicKeyInfo, DER, base64url. */
  publicKey: string;
  /** SHA-256 of it, hexadecimal: published before the month begins. */
  fingerprint: string;
  /** How many each person may have: the rule book when the key was made. */
  passes: number;
  /**
   * `open`: given out in this month. `ended`: the private key is destroyed, what was given may be spent for another
   * month. `closed`: nothing is taken any more, what was issued and spent is counted. `emptied`: records and letterbox
   * are removed, the counts stay.
   */
  state: 'open' | 'ended' | 'closed' | 'emptied';
  /** Counted at the close; null before. */
  issued: number | null;
  spent: number | null;
}

/**
 * That a person was given the passes of a month: no time, no number. `_id` is `month:person`. Stored until the month is
 * closed; changing it needs a migration.
 */
export interface PassIssue {
  _id: string;
  month: string;
  /** Keyed digest of account and month, unique: one account gets one set, whichever number it is bound to. */
  voice: string;
  /** `blindedFingerprint` of what was signed: the same again gets the same answer, anything else none. */
  fingerprint: string;
  passes: number;
}

export const passIssueId = (month: string, person: string): string => `${month}:${person}`;

/** What `voiceOf` is asked for. */
export const passMatter = (month: string): string => `pass:${month}`;

/** Keys are there, and public, before anybody can ask for a signature. */
const AHEAD_MS = 3 * DAY_MS;

/** The months that there should be a key for: this one, and in its last days the next. */
export const monthsWithKeys = (now: number): string[] => [
  ...new Set([monthOf(now), monthOf(now + AHEAD_MS)]),
];

/** Months before this one give nothing out any more; what they gave may be spent in the month after. */
export const oldestSpendable = (now: number): string => monthBefore(monthOf(now));
