import * as z from 'zod';
import { SERIAL_TEXT_LENGTH, SIGNATURE_TEXT_LENGTH, spellingOf } from '../../miniprogram/shared/ballot';
import { REMARK_ANSWERS, REMARK_MAX } from '../../miniprogram/shared/remark';
import { id, shortString, text } from './text';

const base64url = (length: number) => shortString(length).regex(spellingOf(length));

/** One remark, as it lies in its envelope. Serial and signature are those of REMARK_SLOT. */
export const remarkRequest = z.strictObject({
  survey: id,
  serial: base64url(SERIAL_TEXT_LENGTH),
  signature: base64url(SIGNATURE_TEXT_LENGTH),
  text: text(REMARK_MAX),
});
export type RemarkRequest = z.output<typeof remarkRequest>;

/** What the box for words says, inside the sealed answer. */
export const remarkReply = z.object({
  answer: z.enum(Object.keys(REMARK_ANSWERS) as [keyof typeof REMARK_ANSWERS]),
});
