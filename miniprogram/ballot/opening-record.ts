import { sha256 } from '@noble/hashes/sha2.js';
import { canonical } from '../shared/canonical';
import { toHex, utf8 } from './bytes';
import { isRecord } from './stored';

// The opening record as a phone reads it: published without an account before the first ballot, the same for everybody
// (docs/anonymity.md, "The opening record"). What it says is compared with what the account was told.

/** What this phone was told by the way that knows its account, and what it holds. */
export interface ToldSurvey {
  survey: string;
  session: string;
  digest: string;
  keySet: string;
  /** Of the survey's box. */
  envelopeKey: string;
  receiptKey: string;
  eligible: number;
  addresses: { ballot: string; remark: string; counted: string };
  /** Public keys of the observers that ratings are sealed to; none where they are not. */
  closingKeys: readonly string[];
  questions: readonly ToldQuestion[];
  /** This phone's line of the roll; null when it does not know it. */
  line: string | null;
}

interface ToldQuestion {
  slot: number;
  questionId: string;
  title: string;
  asked: string;
  answered: string;
  answeredBy: string;
  progress: string;
}

/** What does not agree, by name; null when all of it does. */
export type OpeningFault =
  | 'format'
  | 'digest'
  | 'survey'
  | 'keys'
  | 'roll'
  | 'addresses'
  | 'closing'
  | 'questions'
  | null;

const digestOf = (value: unknown): string => toHex(sha256(utf8(canonical(value))));

/** Compares a published record, as it came, with what this phone was told. */
export function openingFault(published: unknown, told: ToldSurvey): OpeningFault {
  if (!isRecord(published) || !isRecord(published.record)) return 'format';
  const { record } = published;
  if (record.format !== 'four-point-dialogue/opening-record/2') return 'format';
  if (hashed(record) !== published.digest || published.digest !== told.digest) return 'digest';
  if (record.survey !== told.survey || record.session !== told.session) return 'survey';
  if (record.keySet !== told.keySet) return 'keys';
  if (record.envelopeKey !== told.envelopeKey || record.receiptKey !== told.receiptKey) return 'keys';
  if (!isOnRoll(record.roll, told)) return 'roll';
  if (!hasAddresses(record.addresses, told.addresses)) return 'addresses';
  if (!isSealedTo(record.closingKeys, told.closingKeys)) return 'closing';
  return asksTheSame(record.questions, told.questions) ? null : 'questions';
}

/** What an observer needs of a published record: whose it is, with the digest of what it says. */
export interface ReadRecord {
  digest: string;
  survey: string;
  receiptKey: string;
}

/** Reads a published record as it came; null when it is none, or says another digest than it has. */
export function recordIn(published: unknown): ReadRecord | null {
  if (!isRecord(published) || !isRecord(published.record)) return null;
  const { survey, receiptKey } = published.record;
  const digest = hashed(published.record);
  if (digest === undefined || digest !== published.digest) return null;
  return typeof survey === 'string' && typeof receiptKey === 'string' ? { digest, survey, receiptKey } : null;
}

/** The digest, or nothing for what has no canonical text. */
function hashed(record: unknown): string | undefined {
  try {
    return digestOf(record);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** As many different lines as people, as many as was told, and this phone's among them. */
function isOnRoll(roll: unknown, { eligible, line }: ToldSurvey): boolean {
  if (!isRecord(roll) || !Array.isArray(roll.lines)) return false;
  const lines = new Set<unknown>(roll.lines);
  return (
    lines.size === roll.lines.length &&
    lines.size === roll.issued &&
    lines.size === eligible &&
    (line === null || lines.has(line))
  );
}

const hasAddresses = (addresses: unknown, told: ToldSurvey['addresses']): boolean =>
  isRecord(addresses) &&
  addresses.ballot === told.ballot &&
  addresses.counted === told.counted &&
  (told.remark === '' || addresses.remark === told.remark);

/** The same keys in the same order, three different ones or none: never fewer than the record says. */
function isSealedTo(recorded: unknown, told: readonly string[]): boolean {
  if (recorded === undefined) return told.length === 0;
  return (
    Array.isArray(recorded) &&
    recorded.length === 3 &&
    new Set(told).size === 3 &&
    recorded.every((key, at) => key === told[at])
  );
}

/** The same questions in the same slots with the same words, no more and no fewer; and no two of a slot. */
function asksTheSame(questions: unknown, told: readonly ToldQuestion[]): boolean {
  if (!Array.isArray(questions)) return false;
  const all: unknown[] = questions;
  const rated = all.filter((question) => isRecord(question) && question.isDue === true);
  const slots = new Set(all.map((question) => (isRecord(question) ? question.slot : null)));
  if (slots.size !== all.length || rated.length !== told.length) return false;
  return told.every(({ slot, questionId, title, asked, answered, answeredBy, progress }) => {
    const words = digestOf({ questionId, title, asked, answered, answeredBy, progress });
    return rated.some(
      (question) =>
        isRecord(question) &&
        question.slot === slot &&
        question.questionId === questionId &&
        question.asked === words,
    );
  });
}
