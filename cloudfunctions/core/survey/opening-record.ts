import { digestOf } from '../canonical';
import { type Came, keySetFingerprint } from './blind-signature';
import type { CardRules } from './card';
import type { SurveyQuestion } from './survey';

// What is public before the first ballot, with one digest over all of it: what is asked, by which rules and keys, where
// ballots go, who may rate (as lines that each phone finds its own in), and until when. Phones, observers and the recount
// take it as the measure of everything that comes later (docs/anonymity.md, "The opening record").

export const RECORD_FORMAT = 'four-point-dialogue/opening-record/2';

/** One question as it is rated. */
interface RecordedQuestion {
  slot: number;
  questionId: string;
  departmentId: string;
  /** False for a promise that waits for the next survey. */
  isDue: boolean;
  /** SubjectPublicKeyInfo, DER, base64url. */
  publicKey: string;
  /** `askedDigest` of what stands on the rater's card. */
  asked: string;
}

/** Where things go and are read without an account; empty where the college has no such address. */
interface BoxAddresses {
  ballot: string;
  remark: string;
  counted: string;
}

/** Plain ASCII throughout, so that a phone hashes it as it comes. Persisted in `opening_records`, never changed. */
export interface OpeningRecord {
  format: typeof RECORD_FORMAT;
  survey: string;
  session: string;
  questions: RecordedQuestion[];
  /** Key of the credential for words; empty where none are taken. */
  remarkKey: string;
  /** Keys of the box: what envelopes are sealed to, and what receipts are signed with. */
  envelopeKey: string;
  receiptKey: string;
  rules: CardRules;
  /** In slot order, of all the session's keys. */
  fingerprints: string[];
  /** As printed in the preview. */
  keySet: string;
  /** How many hold credentials, each with one line (`IssueRecord.fingerprint`), sorted. */
  roll: { issued: number; lines: string[]; came?: Came | undefined };
  /** As announced at the opening, in ms since 1970; the office may move the close, with a reason that is shown. */
  closesAt: number;
  addresses: BoxAddresses;
  /** Public keys of the three observers that ratings are sealed to; absent where the college counts them itself. */
  closingKeys?: string[] | undefined;
}

/** What a rater reads on the card of a question, as one digest, lower-case hexadecimal. */
const askedDigest = ({
  questionId,
  title,
  asked,
  answered,
  answeredBy,
  progress,
}: Pick<SurveyQuestion, 'questionId' | 'title' | 'asked' | 'answered' | 'answeredBy' | 'progress'>): string =>
  digestOf({ questionId, title, asked, answered, answeredBy, progress });

/** What the opening knows beside the survey's questions. */
export interface RecordSeed {
  survey: string;
  session: string;
  items: readonly SurveyQuestion[];
  /** In slot order: all public keys of the session and their fingerprints. */
  keys: readonly string[];
  fingerprints: readonly string[];
  remarkKey: string;
  envelopeKey: string;
  receiptKey: string;
  rules: CardRules;
  lines: readonly string[];
  came?: Came | undefined;
  closesAt: number;
  addresses: BoxAddresses;
  closingKeys?: string[] | undefined;
}

/** The record of a survey that is about to open; questions in slot order. Pure: the same seed gives the same record. */
export function openingRecord(seed: RecordSeed): OpeningRecord {
  const {
    survey,
    session,
    remarkKey,
    envelopeKey,
    receiptKey,
    rules,
    came,
    closesAt,
    addresses,
    closingKeys,
  } = seed;
  const fingerprints = [...seed.fingerprints];
  return {
    format: RECORD_FORMAT,
    survey,
    session,
    questions: [...seed.items]
      .sort((left, right) => left.slot - right.slot)
      .map((item) => ({
        slot: item.slot,
        questionId: item.questionId,
        departmentId: item.departmentId,
        isDue: item.isDue,
        publicKey: seed.keys[item.slot] ?? '',
        asked: askedDigest(item),
      })),
    remarkKey,
    envelopeKey,
    receiptKey,
    rules,
    fingerprints,
    keySet: keySetFingerprint(fingerprints),
    roll: { issued: seed.lines.length, lines: [...seed.lines].sort(), ...(came ? { came } : {}) },
    closesAt,
    addresses,
    ...(closingKeys ? { closingKeys } : {}),
  };
}

/** SHA-256 over the canonical text of a record, lower-case hexadecimal. */
export const recordDigest = (record: OpeningRecord): string => digestOf(record);
