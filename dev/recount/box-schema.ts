import * as z from 'zod';
import { BOX_FORMAT } from '../../cloudfunctions/core/survey/sealed-box';
import { RATING_CODES, type RatingCode } from '../../miniprogram/shared/rating';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
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
  survey: z.string(),
  session: z.string(),
  version: z.int().min(1),
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
  slots: z.array(
    z.strictObject({
      slot: whole,
      questionId: z.string(),
      departmentId: z.string(),
      isDue: z.boolean(),
      publicKey: z.string(),
      ballots: z.array(z.tuple([z.string(), z.string()])),
      ratings: z.record(z.enum([first, ...rest]), whole),
    }),
  ),
  results: z.unknown(),
  ballotDigest: hash,
  digest: hash,
});
export type BoxFile = z.output<typeof boxFile>;
