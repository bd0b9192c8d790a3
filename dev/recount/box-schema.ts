import * as z from 'zod';
import { HOLDERS } from '../../cloudfunctions/core/survey/closing-key';
import { LEFT_OUT_REASONS } from '../../cloudfunctions/core/survey/examined-box';
import { BOX_FORMAT } from '../../cloudfunctions/core/survey/sealed-box';
import {
  SEALED_TEXT_LENGTH,
  SERIAL_TEXT_LENGTH,
  SIGNATURE_TEXT_LENGTH,
  spellingOf,
} from '../../miniprogram/shared/ballot';
import { RATING_CODES, type RatingCode } from '../../miniprogram/shared/rating';
import { hasCanonicalText } from './canonical-text';

const base64url = (length: number) => z.string().regex(spellingOf(length));
/** Texts without a length of their own: read and written again they must be the same. */
const spelled = z
  .string()
  .refine((text) => Buffer.from(text, 'base64url').toString('base64url') === text, 'a second spelling');
const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Names files of observers and stands in what is hashed as ASCII. */
const survey = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
const whole = z.int().min(0);
const fraction = z.strictObject({ numerator: whole, denominator: z.int().min(1) });
const [first, ...rest]: RatingCode[] = Object.values(RATING_CODES);
if (first === undefined) throw new Error('no ratings');

/**
 * The file as it must look before anything in it is believed. Results are compared as a whole with what is
 * recomputed, so their shape needs no description here.
 */
export const boxFile = z.strictObject({
  format: z.literal(BOX_FORMAT),
  survey,
  session: z.string(),
  opening: z.string(),
  version: whole,
  corrects: z.strictObject({ digest: hash, reason: z.string().min(1) }).nullable(),
  rules: z.strictObject({
    version: z.int(),
    smallestShown: whole,
    fewestRatings: whole,
    red: fraction,
    yellow: fraction,
  }),
  roll: z.strictObject({
    fingerprint: hash,
    issued: whole,
    came: z.strictObject({ scan: whole, desk: whole, late: whole }).optional(),
  }),
  fingerprints: z.array(hash),
  closingKeys: z.array(spelled).length(HOLDERS).optional(),
  slots: z.array(
    z.strictObject({
      slot: whole,
      questionId: z.string(),
      departmentId: z.string(),
      isDue: z.boolean(),
      publicKey: spelled,
      ballots: z.array(z.tuple([base64url(SERIAL_TEXT_LENGTH), base64url(SIGNATURE_TEXT_LENGTH)])),
      ratings: z.record(z.enum([first, ...rest]), whole),
      sealed: z.array(base64url(SEALED_TEXT_LENGTH)).optional(),
      invalid: whole.optional(),
    }),
  ),
  leftOut: z.array(
    z.strictObject({ shard: z.string(), cell: z.string(), id: z.string(), why: z.enum(LEFT_OUT_REASONS) }),
  ),
  results: z.unknown().refine(hasCanonicalText, 'not to be hashed'),
  countedDigest: hash,
  ballotDigest: hash,
  digest: hash,
});
export type BoxFile = z.output<typeof boxFile>;
