import * as z from 'zod';
import {
  BALLOT_ANSWERS,
  SERIAL_TEXT_LENGTH,
  SIGNATURE_TEXT_LENGTH,
  SLOTS_PER_SESSION,
} from '../../miniprogram/shared/ballot';
import { RATING_CODES, type RatingCode } from '../../miniprogram/shared/rating';
import { id, shortString } from './text';

// base64url of 64 and of 256 bytes has four bits left over; they must be zero, so that one value has one spelling.
const base64url = (length: number) =>
  shortString(length).regex(new RegExp(`^[A-Za-z0-9_-]{${length - 1}}[AQgw]$`));

const [first, ...rest]: RatingCode[] = Object.values(RATING_CODES);
if (first === undefined) throw new Error('no ratings');

/**
 * One ballot, as posted to the ballot function: JSON, one request each, no account, nothing else in it. All values
 * have a fixed length, so the size of a request says neither question nor rating.
 */
export const ballotRequest = z.strictObject({
  survey: id,
  /** Two digits. */
  slot: shortString(2)
    .regex(/^[0-9]{2}$/)
    .transform(Number)
    .refine((slot) => slot < SLOTS_PER_SESSION),
  serial: base64url(SERIAL_TEXT_LENGTH),
  signature: base64url(SIGNATURE_TEXT_LENGTH),
  rating: z.enum([first, ...rest]),
});
export type BallotRequest = z.output<typeof ballotRequest>;

/** Longest request that is read at all, in bytes; a ballot has about 560. */
export const BALLOT_BODY_MAX = 1024;

/** What the box answers, padded with spaces to one length whatever the answer is; always with status 200. */
export const ballotReply = z.object({
  answer: z.enum(Object.keys(BALLOT_ANSWERS) as [keyof typeof BALLOT_ANSWERS]),
});
