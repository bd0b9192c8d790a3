import { WIRE_BYTES } from '../../miniprogram/shared/envelope';
import { ballotRequest } from '../contract/ballot';
import { envelopeReply, envelopeRequest, REPLY_BYTES } from '../contract/envelope';
import { castBallot } from './cast';
import { doorOf } from './door';
import { takeSealed } from './take-sealed';

/** The ballot box. */
export const main = doorOf({
  request: envelopeRequest,
  bodyMax: WIRE_BYTES,
  reply: envelopeReply,
  replyLength: REPLY_BYTES,
  take: (request) => takeSealed(request, { kind: 'ballot', request: ballotRequest, take: castBallot }),
});
