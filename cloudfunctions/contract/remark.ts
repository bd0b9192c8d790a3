import * as z from 'zod';
import { SERIAL_TEXT_LENGTH, SIGNATURE_TEXT_LENGTH } from '../../miniprogram/shared/ballot';
import { REMARK_MAX } from '../../miniprogram/shared/remark';
import { id, text } from './text';

const base64url = (length: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${length - 1}}[AQgw]$`));

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
