import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { asciiBytes } from '../../../miniprogram/shared/ascii';
import { countedText } from '../../../miniprogram/shared/counted-list';
import { RATING_CODES, type RatingCode } from '../../../miniprogram/shared/rating';
import { digestOf } from '../canonical';
import { ballotId, type GatheredSlot } from './ballot-box';
import { type Came, keySetFingerprint } from './blind-signature';
import { type CardRules, type CardVerdict, judge } from './card';
import { areCountsOf, type SlotCounts } from './closing-key';
import type { LeftOut } from './examined-box';
import { type Published, publish } from './suppression';
import { countRatings, type RatingCounts, type Tally, tally } from './tally';

// The frozen result of one survey. Ballots and ratings are kept apart in it on purpose: the list of serials with their
// signatures says who was entitled (nobody knows whom), the counts say what was chosen, and nothing says which
// belongs to which. Nothing that an observer can verify is lost by that, since a rating is not signed by anybody; but
// neither an observer nor anyone else who sees a phone's serial can read a vote from the box. docs/anonymity.md, "Why the box is cut".

export const BOX_FORMAT = 'four-point-dialogue/sealed-box/3';

interface BoxRoll {
  fingerprint: string;
  issued: number;
  came?: Came | undefined;
}

/** One question of the sealed box. */
export interface SealedSlot {
  slot: number;
  questionId: string;
  /** The lead department, which carries the card. */
  departmentId: string;
  /** False for a promise not yet due: it took no ballots and rolls over. */
  isDue: boolean;
  /** SubjectPublicKeyInfo, DER, base64url. */
  publicKey: string;
  /** [serial, signature] of every counted ballot, in order of ballot id. */
  ballots: [serial: string, signature: string][];
  /** How often each rating was given; adds up, with `invalid`, to the number of ballots. */
  ratings: Record<RatingCode, number>;
  /** Where observers open ratings: these, as many as ballots, in the order of their own texts. */
  sealed?: string[];
  /** How many of them did not open or lay there twice; absent before the opening, and where nothing is sealed. */
  invalid?: number;
}

/** What follows from the ballots by rule; recomputed by the recount. */
export interface BoxResults {
  tallies: Tally[];
  verdicts: CardVerdict[];
  published: Published;
}

/** The sealed box: stored, downloaded by observers, recounted by anybody. Changing its shape needs a new format name. */
export interface SealedBox {
  format: typeof BOX_FORMAT;
  survey: string;
  /** Session whose check-in gave out the credentials. */
  session: string;
  /** Digest of the opening record: what was asked, of whom, by which rules and keys. */
  opening: string;
  /** 1, and one more for every correction; 0 for a box whose ratings observers have yet to open: nothing is counted in it. */
  version: number;
  /** Digest of the version before, and why it was corrected; null in version 1. */
  corrects: { digest: string; reason: string } | null;
  rules: CardRules;
  /**
   * The roll at the opening: its fingerprint, how many people had been given credentials, and how those who were there
   * came in (absent in boxes sealed before that was counted). Who was not there cannot have credentials.
   */
  roll: BoxRoll;
  /** Fingerprints of all the session's keys in slot order, as published before the session. */
  fingerprints: string[];
  /** Public keys of the observers that ratings are sealed to, as in the opening record; absent where they are not. */
  closingKeys?: string[];
  slots: SealedSlot[];
  /** What lay in the box and is no ballot: not counted, and listed so that everybody sees that it was there. */
  leftOut: LeftOut[];
  results: BoxResults;
  /** Over the public list of counted ballots: what every phone computes over the list that it was given. */
  countedDigest: string;
  /** Over ballots and ratings only: the same in every version, because ballots cannot be corrected. */
  ballotDigest: string;
  /** Over everything else in the box. */
  digest: string;
}

/** What the sealing needs to know beside the ballots. */
export interface BoxHead {
  survey: string;
  session: string;
  opening: string;
  rules: CardRules;
  roll: BoxRoll;
  fingerprints: string[];
  closingKeys?: string[] | undefined;
  /** Every question of the survey, also those that took no ballot and promises not yet due. */
  questions: Pick<SealedSlot, 'slot' | 'questionId' | 'departmentId' | 'isDue' | 'publicKey'>[];
}

/**
 * Seals a frozen box: the same shards always give the same box, so a sealing broken off may simply be repeated.
 * `gathered` is `gather` of the shards that `examine` found valid. Ballots of a question that is not in `head` are an
 * error of the caller: RangeError. With `closingKeys` ratings are cut from slips and nothing is counted: version 0.
 */
export function seal(
  head: BoxHead,
  gathered: readonly GatheredSlot[],
  leftOut: readonly LeftOut[] = [],
): SealedBox {
  const questions = [...head.questions].sort((left, right) => left.slot - right.slot);
  const known = new Set(questions.map(({ slot }) => slot));
  if (gathered.some(({ slot }) => !known.has(slot))) throw new RangeError('ballots of an unknown question');
  const slots = questions.map((question): SealedSlot => {
    const ballots = gathered.find(({ slot }) => slot === question.slot)?.ballots ?? [];
    return {
      ...question,
      ballots: ballots.map(({ serial, signature }) => [serial, signature]),
      ratings: everyCode(countRatings(ballots.flatMap(({ rating }) => rating ?? []))),
      ...(head.closingKeys ? { sealed: ballots.flatMap(({ sealed }) => sealed ?? []).sort() } : {}),
    };
  });
  const { survey, session, opening, rules, roll, fingerprints, closingKeys } = head;
  return withDigests({
    format: BOX_FORMAT,
    survey,
    session,
    opening,
    version: closingKeys ? 0 : 1,
    corrects: null,
    rules,
    roll,
    fingerprints,
    ...(closingKeys ? { closingKeys } : {}),
    slots,
    leftOut: [...leftOut],
  });
}

/**
 * The box with what two observers have counted in it: version 1, with the ballots it had. Throws RangeError when the counts
 * are not of this box, or it is open already.
 */
export function opened(box: SealedBox, counts: readonly SlotCounts[]): SealedBox {
  if (box.version !== 0 || !areCountsOf(box, counts)) throw new RangeError('not the counts of this box');
  const slots = box.slots.map((slot) => {
    const own = counts.find((count) => count.slot === slot.slot);
    return { ...slot, ratings: everyCode(own?.ratings ?? {}), invalid: own?.invalid ?? 0 };
  });
  const {
    results: _results,
    digest: _digest,
    ballotDigest: _ballots,
    countedDigest: _counted,
    ...rest
  } = box;
  return withDigests({ ...rest, version: 1, slots });
}

/**
 * A correction of which department leads a question: a new version that names the one before it. Ballots and ratings
 * stay; there is no way to change them. Throws RangeError when the question is not in the box.
 */
export function correct(box: SealedBox, questionId: string, departmentId: string, reason: string): SealedBox {
  if (!box.slots.some((slot) => slot.questionId === questionId)) throw new RangeError('no such question');
  const slots = box.slots.map((slot) => (slot.questionId === questionId ? { ...slot, departmentId } : slot));
  const { results: _results, digest, ballotDigest: _ballots, countedDigest: _counted, ...rest } = box;
  return withDigests({ ...rest, version: box.version + 1, corrects: { digest, reason }, slots });
}

/** What follows from the slots by the rules. */
export function resultsOf(slots: readonly SealedSlot[], rules: CardRules): BoxResults {
  const tallies = slots.map((slot) => tally(slot.ratings));
  return {
    tallies,
    verdicts: slots.map(({ isDue }, index) => judge(tallies[index] ?? tally({}), rules, isDue)),
    published: publish(
      slots.map(({ departmentId, isDue }, index) => ({
        departmentId,
        isDue,
        tally: tallies[index] ?? tally({}),
      })),
      rules.smallestShown,
    ),
  };
}

/** The public list: ids of all counted ballots, in order, over all questions. A rater finds the own ones in it. */
export function countedList(box: Pick<SealedBox, 'survey' | 'slots'>): string[] {
  return box.slots
    .flatMap(({ slot, ballots }) => ballots.map(([serial]) => ballotId(box.survey, slot, serial)))
    .sort();
}

/** Digest over the public list. */
export const countedDigestOf = (box: Pick<SealedBox, 'survey' | 'slots'>): string =>
  bytesToHex(sha256(asciiBytes(countedText(box.survey, countedList(box)))));

/**
 * Digest over the parts that no correction may touch. Counts of sealed ratings are not among them: they follow from the
 * ratings, and the digest is the same before the opening and after it.
 */
export function ballotDigestOf(
  box: Pick<
    SealedBox,
    'survey' | 'session' | 'opening' | 'fingerprints' | 'closingKeys' | 'slots' | 'leftOut'
  >,
): string {
  const { survey, session, opening, fingerprints, closingKeys, leftOut } = box;
  const slots = box.slots.map(({ slot, publicKey, ballots, ratings, sealed }) => ({
    slot,
    publicKey,
    ballots,
    ...(sealed ? { sealed } : { ratings }),
  }));
  return digestOf({ survey, session, opening, fingerprints, closingKeys, slots, leftOut });
}

/** Digest over the whole box but the digest itself. */
export function boxDigestOf(box: object): string {
  return digestOf({ ...box, digest: undefined });
}

/** The short number printed in the preview, as it follows from the box. */
export const keySetOf = (box: Pick<SealedBox, 'fingerprints'>): string => keySetFingerprint(box.fingerprints);

function withDigests(
  parts: Omit<SealedBox, 'results' | 'countedDigest' | 'ballotDigest' | 'digest'>,
): SealedBox {
  const box = {
    ...parts,
    results: resultsOf(parts.slots, parts.rules),
    countedDigest: countedDigestOf(parts),
    ballotDigest: ballotDigestOf(parts),
  };
  return { ...box, digest: boxDigestOf(box) };
}

function everyCode(counts: RatingCounts): Record<RatingCode, number> {
  const all = { '0': 0, '1': 0, '2': 0, '3': 0, '4': 0, '5': 0, ...counts };
  for (const code of Object.values(RATING_CODES)) all[code] ??= 0;
  return all;
}
