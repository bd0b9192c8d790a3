import { WIRE_BYTES } from '../../miniprogram/shared/envelope';
import { doorOf } from '../ballot/door';
import { takeSealed } from '../ballot/take-sealed';
import { envelopeReply, envelopeRequest, REPLY_BYTES } from '../contract/envelope';
import { remarkRequest } from '../contract/remark';
import { keepRemark } from './keep';

/** The box for words, behind the same door as the ballot box. */
export const main = doorOf({
  request: envelopeRequest,
  bodyMax: WIRE_BYTES,
  reply: envelopeReply,
  replyLength: REPLY_BYTES,
  take: (request) => takeSealed(request, { kind: 'remark', request: remarkRequest, take: keepRemark }),
});
