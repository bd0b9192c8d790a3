import { doorOf } from '../ballot/door';
import { REMARK_BODY_MAX, remarkReply, remarkRequest } from '../contract/remark';
import { keepRemark } from './keep';

/** The box for words, behind the same door as the ballot box. */
export const main = doorOf({
  request: remarkRequest,
  bodyMax: REMARK_BODY_MAX,
  reply: remarkReply,
  take: keepRemark,
});
