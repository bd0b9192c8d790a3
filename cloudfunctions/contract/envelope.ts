import * as z from 'zod';
import { BALLOT_ANSWERS, spellingOf } from '../../miniprogram/shared/ballot';
import { ANSWER_TEXT_LENGTH, ENVELOPE_TEXT_LENGTH } from '../../miniprogram/shared/envelope';
import { id, shortString } from './text';

/**
 * What the boxes for ballots and for words are sent by HTTP, without any account: an envelope to the key of a survey, filled
 * up with spaces to WIRE_BYTES. The survey says which key it is for, and is bound to the envelope by it.
 */
export const envelopeRequest = z.strictObject({
  survey: id,
  envelope: shortString(ENVELOPE_TEXT_LENGTH).regex(spellingOf(ENVELOPE_TEXT_LENGTH)),
});
export type EnvelopeRequest = z.output<typeof envelopeRequest>;

/** Bytes of every answer of a box: spaces fill it up. Always with status 200. */
export const REPLY_BYTES = 768;

/**
 * What a box answers: sealed for the phone whose envelope it opened, and in plain words where there was none to open. A
 * phone believes a plain answer in nothing that ends a ballot.
 */
export const envelopeReply = z.union([
  z.object({ reply: shortString(ANSWER_TEXT_LENGTH).regex(spellingOf(ANSWER_TEXT_LENGTH)) }),
  z.object({ answer: z.enum(Object.keys(BALLOT_ANSWERS) as [keyof typeof BALLOT_ANSWERS]) }),
]);
