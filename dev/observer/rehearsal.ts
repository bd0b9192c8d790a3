import { randomBytes } from 'node:crypto';
import type { GatheredSlot } from '../../cloudfunctions/core/survey/ballot-box';
import { type SealedBox, seal } from '../../cloudfunctions/core/survey/sealed-box';
import { readSlotKey } from '../../miniprogram/ballot/public-key';
import { sealRating } from '../../miniprogram/ballot/sealed-rating';
import { RATING_CODES, type Rating } from '../../miniprogram/shared/rating';
import { fingerprintOf } from './key-file';

/** What is rated in the rehearsal, so that everybody can tell whether it came out. */
export const REHEARSED: readonly (readonly Rating[])[] = [
  ['very_satisfied', 'satisfied', 'satisfied', 'dissatisfied'],
  ['cannot_judge', 'very_dissatisfied'],
];

const SURVEY = 'rehearsal.1';

/**
 * A box as a survey leaves it, with six ratings that everybody knows, sealed to three real public keys: what observers
 * open before it counts. Its slips are made up; nothing else is.
 */
export function rehearsalBox(publicKeys: readonly string[]): SealedBox {
  const closingKeys = [...publicKeys].sort((left, right) =>
    fingerprintOf(left) < fingerprintOf(right) ? -1 : 1,
  );
  const keys = closingKeys.map((key, at) => readSlotKey(at, key));
  const gathered = REHEARSED.map((ratings, slot): GatheredSlot => {
    const ballots = ratings.map((rating) => {
      const sealed = sealRating(
        { survey: SURVEY, slot },
        keys,
        new Uint8Array(randomBytes(32)),
        RATING_CODES[rating],
      );
      const text = (length: number) => randomBytes(length).toString('base64url');
      return { serial: text(64), signature: text(256), sealed: Buffer.from(sealed).toString('base64url') };
    });
    return { slot, ballots };
  });
  const fraction = { numerator: 1, denominator: 2 };
  return seal(
    {
      survey: SURVEY,
      session: 'rehearsal',
      opening: '',
      rules: { version: 1, smallestShown: 5, fewestRatings: 10, red: fraction, yellow: fraction },
      roll: { fingerprint: '0'.repeat(64), issued: 4 },
      fingerprints: [],
      closingKeys,
      questions: REHEARSED.map((_, slot) => ({
        slot,
        questionId: `rehearsal-${slot + 1}`,
        departmentId: 'rehearsal',
        isDue: true,
        publicKey: '',
      })),
    },
    gathered,
  );
}
