import * as z from 'zod';
import { SERIAL_TEXT_LENGTH, SIGNATURE_TEXT_LENGTH, spellingOf } from '../../miniprogram/shared/ballot';
import { LETTER_ANSWERS, RECEIPT_LENGTH, RECEIPT_SYMBOLS } from '../../miniprogram/shared/pass';
import { caseForm } from './case';
import { shortString } from './text';

const base64url = (length: number) => shortString(length).regex(spellingOf(length));

/** A month as 2026-11. */
export const passMonth = shortString(7).regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/);

/**
 * An anonymous item with the pass that it is filed with, as posted to the function `letterbox`: HTTP, no account. Without
 * pictures, and the receipt code is made by the phone.
 */
export const letterRequest = z.strictObject({
  month: passMonth,
  serial: base64url(SERIAL_TEXT_LENGTH),
  signature: base64url(SIGNATURE_TEXT_LENGTH),
  receipt: shortString(RECEIPT_LENGTH).regex(new RegExp(`^[${RECEIPT_SYMBOLS}]{${RECEIPT_LENGTH}}$`)),
  ...caseForm.pick({
    channel: true,
    category: true,
    urgency: true,
    title: true,
    text: true,
    place: true,
    isProtected: true,
    protection: true,
  }).shape,
});
export type LetterRequest = z.output<typeof letterRequest>;

/** Longest request that is read at all, in bytes: title, text and place of four bytes a character beside the pass. */
export const LETTER_BODY_MAX = 12_288;

/** What the letterbox answers, padded with spaces to one length whatever the answer is; always with status 200. */
export const letterReply = z.object({
  answer: z.enum(Object.keys(LETTER_ANSWERS) as [keyof typeof LETTER_ANSWERS]),
});
