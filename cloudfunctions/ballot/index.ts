import { BALLOT_BODY_MAX, ballotReply, ballotRequest } from '../contract/ballot';
import { castBallot } from './cast';
import { doorOf } from './door';

/** The ballot box. */
export const main = doorOf({
  request: ballotRequest,
  bodyMax: BALLOT_BODY_MAX,
  reply: ballotReply,
  take: castBallot,
});
