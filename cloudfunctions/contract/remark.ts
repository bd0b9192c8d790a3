import * as z from 'zod';
import { SERIAL_TEXT_LENGTH, SIGNATURE_TEXT_LENGTH } from '../../miniprogram/shared/ballot';
import { REMARK_ANSWERS, REMARK_MAX } from '../../miniprogram/shared/remark';
import { id, shortString, text } from './text';

const base64url = (length: number) =>
  shortString(length).regex(new RegExp(`^[A-Za-z0-9_-]{${length - 1}}[AQgw]$`));

/** One remark, as posted to the function `remark`: HTTP, no account. Serial and signature are those of REMARK_SLOT. */
export const remarkRequest = z.strictObject({
  survey: id,
  serial: base64url(SERIAL_TEXT_LENGTH),
  signature: base64url(SIGNATURE_TEXT_LENGTH),
  text: text(REMARK_MAX),
});
export type RemarkRequest = z.output<typeof remarkRequest>;

/** Longest request that is read at all, in bytes: 200 characters of four bytes beside the credential. */
export const REMARK_BODY_MAX = 2048;

/** What the box for words answers, padded with spaces to one length whatever the answer is; always with status 200. */
export const remarkReply = z.object({
  answer: z.enum(Object.keys(REMARK_ANSWERS) as [keyof typeof REMARK_ANSWERS]),
});
