import { noRatings, type SlotCounts } from '../../cloudfunctions/core/survey/closing-key';
import { equal, fromBase64Url } from '../../miniprogram/ballot/bytes';
import { readSlotKey, type SlotKey } from '../../miniprogram/ballot/public-key';
import { type RatedPlace, ratingUnder, sealRating, shareOf } from '../../miniprogram/ballot/sealed-rating';
import { combine, type Share, type ShareNumber } from '../../miniprogram/ballot/two-of-three';
import { isRatingCode, type RatingCode } from '../../miniprogram/shared/rating';
import type { BoxFile } from '../recount/box-schema';
import { NO_SHARE, type ShareFile } from './share-file';

/**
 * A rating that is not counted. `twin`: the same bytes lie there once already. `share`: fewer than two observers found a
 * share in it. `seal`: it opens, and sealing it again does not give the same bytes.
 */
export interface Unopened {
  slot: number;
  /** Where it lies in the box's list, from 1. */
  nth: number;
  why: 'twin' | 'share' | 'seal';
  /** Observers who found no share where another did: either its phone did not seal as phones do, or they keep it back. */
  without: ShareNumber[];
}

/** What is wrong with the files; with any of these nothing was opened. */
export interface WrongShares {
  number: ShareNumber;
  what: 'same' | 'box' | 'questions' | 'forged' | 'kept_back';
  /** Where the file betrays itself. */
  slot?: number;
  nth?: number;
}

export interface Opened {
  counts: SlotCounts[];
  unopened: Unopened[];
  wrong: WrongShares[];
}

/**
 * Opens the ratings of a box with the files of two observers, or of all three. Every share is looked at: one that is not
 * what was sealed is named with whose it is, and the third observer's file takes its place. What counts as valid does not
 * depend on which two open.
 */
export function openRatings(box: BoxFile, files: readonly ShareFile[]): Opened {
  const wrong = files.flatMap((file, at) => faultOf(box, file, files.slice(0, at)));
  if (wrong.length > 0) return { counts: [], unopened: [], wrong };
  const keys = (box.closingKeys ?? []).map((key, at) => readSlotKey(at, key));
  const unopened: Unopened[] = [];
  const counts = box.slots.map(({ slot, sealed = [] }, index): SlotCounts => {
    const place = { survey: box.survey, slot };
    const count: SlotCounts = { slot, ratings: noRatings(), invalid: 0 };
    for (const [at, text] of sealed.entries()) {
      const found = text === sealed[at - 1] ? TWIN : openOne(place, keys, text, sharesAt(files, index, at));
      for (const { number, what } of found.wrong) wrong.push({ number, what, slot, nth: at + 1 });
      if (found.code !== null) count.ratings[found.code]++;
      else {
        count.invalid++;
        unopened.push({ slot, nth: at + 1, why: found.why, without: found.without });
      }
    }
    return count;
  });
  return wrong.length > 0 ? { counts: [], unopened: [], wrong } : { counts, unopened, wrong };
}

/** A file of another box or other questions, or of an observer whose file is there already. */
function faultOf(box: BoxFile, file: ShareFile, before: readonly ShareFile[]): WrongShares[] {
  const { number } = file;
  if (before.some((other) => other.number === number)) return [{ number, what: 'same' }];
  if (file.survey !== box.survey || file.ballotDigest !== box.ballotDigest) return [{ number, what: 'box' }];
  const fits =
    file.slots.length === box.slots.length &&
    box.slots.every(
      ({ slot, sealed = [] }, at) =>
        file.slots[at]?.slot === slot && file.slots[at].keys.length === sealed.length,
    );
  return fits ? [] : [{ number, what: 'questions' }];
}

interface GivenKey {
  number: ShareNumber;
  key: string;
}

const sharesAt = (files: readonly ShareFile[], slot: number, at: number): GivenKey[] =>
  files.map(({ number, slots }) => ({ number, key: slots[slot]?.keys[at] ?? NO_SHARE }));

type Found = { wrong: Pick<WrongShares, 'number' | 'what'>[] } & (
  | { code: RatingCode }
  | { code: null; why: Unopened['why']; without: ShareNumber[] }
);

const TWIN: Found = { code: null, why: 'twin', without: [], wrong: [] };

function openOne(
  place: RatedPlace,
  keys: readonly SlotKey[],
  text: string,
  given: readonly GivenKey[],
): Found {
  const sealed = fromBase64Url(text);
  const shares: Share[] = [];
  const without: ShareNumber[] = [];
  for (const { number, key } of given) {
    if (key === NO_SHARE) {
      without.push(number);
      continue;
    }
    const bytes = shareOf(sealed, number, fromBase64Url(key));
    // An honest file holds no key that does not fit.
    if (bytes === null) return { code: null, why: 'share', without, wrong: [{ number, what: 'forged' }] };
    shares.push({ number, bytes });
  }
  const [left, right] = shares;
  if (!left || !right)
    return { code: null, why: 'share', without: shares.length > 0 ? without : [], wrong: [] };
  const secret = combine(left, right);
  const code = ratingUnder(sealed, secret);
  if (!isRatingCode(code) || !equal(sealRating(place, keys, secret, code), sealed))
    return { code: null, why: 'seal', without, wrong: [] };
  // It is sealed as phones seal, so each of the three shares is in it.
  return { code, wrong: without.map((number) => ({ number, what: 'kept_back' })) };
}
