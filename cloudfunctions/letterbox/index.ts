import { doorOf } from '../ballot/door';
import { LETTER_BODY_MAX, letterReply, letterRequest } from '../contract/letter';
import { keepLetter } from './keep';

/** The box for anonymous items, behind the same door as the ballot box. */
export const main = doorOf({
  request: letterRequest,
  bodyMax: LETTER_BODY_MAX,
  reply: letterReply,
  replyLength: 40,
  take: async (letter) => ({ answer: await keepLetter(letter) }),
});
