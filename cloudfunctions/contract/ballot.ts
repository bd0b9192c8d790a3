import * as z from 'zod';
import {
  BALLOT_ANSWERS,
  PROOF_TEXT_LENGTH,
  REVISIONS_MAX,
  SEALED_TEXT_LENGTH,
  SERIAL_TEXT_LENGTH,
  SIGNATURE_TEXT_LENGTH,
  SLOTS_PER_SESSION,
  spellingOf,
} from '../../miniprogram/shared/ballot';
import { RATING_CODES, type RatingCode } from '../../miniprogram/shared/rating';
import { id, shortString } from './text';

const base64url = (length: number) => shortString(length).regex(spellingOf(length));

const [first, ...rest]: RatingCode[] = Object.values(RATING_CODES);
if (first === undefined) throw new Error('no ratings');

/**
 * One ballot, as it lies in its envelope: JSON, one request each, no account, nothing else in it. A survey takes open
 * ratings or sealed ones, and never both.
 */
const ballot = z.strictObject({
  survey: id,
  /** Two digits. */
  slot: shortString(2)
    .regex(/^[0-9]{2}$/)
    .transform(Number)
    .refine((slot) => slot < SLOTS_PER_SESSION),
  serial: base64url(SERIAL_TEXT_LENGTH),
  signature: base64url(SIGNATURE_TEXT_LENGTH),
  rating: z.enum([first, ...rest]).optional(),
  /** Instead of a rating where observers open them (docs/closing-key.md). */
  sealed: base64url(SEALED_TEXT_LENGTH).optional(),
  /** Two digits, from 01: the first casting, and one more for every change. */
  revision: shortString(2)
    .regex(/^[0-9]{2}$/)
    .transform(Number)
    .refine((revision) => revision >= 1 && revision <= REVISIONS_MAX),
  /** The link of the serial's chain that proves the revision. */
  proof: base64url(PROOF_TEXT_LENGTH),
});
export const ballotRequest = ballot.refine(
  ({ rating, sealed }) => (rating === undefined) !== (sealed === undefined),
);
export type BallotRequest = z.output<typeof ballotRequest>;

/** What the box says, inside the sealed answer. */
export const ballotReply = z.object({
  answer: z.enum(Object.keys(BALLOT_ANSWERS) as [keyof typeof BALLOT_ANSWERS]),
  /** Of a counted ballot: the box's signature over survey, id and revision (`receiptText`). */
  receipt: base64url(SIGNATURE_TEXT_LENGTH).optional(),
});
