import { REVISIONS_MAX } from '../shared/ballot';
import { ascii, join } from './bytes';
import { sha256 } from './sha256';

// Who may change a rating: the phone that made the serial, and nobody who has read it. The serial ends in the end of a
// hash chain; the n-th revision of a ballot shows the n-th link before the end. From a link anybody computes those that
// were shown before it, and nobody the next. The signer sees nothing of it: to it a serial is 64 unpredictable bytes.

const LABEL = ascii('four-point-dialogue/chain/1|');

/** `secret` hashed so many times. */
function hashed(secret: Uint8Array, times: number): Uint8Array {
  let link = secret;
  for (let done = 0; done < times; done++) link = sha256(join(LABEL, link));
  return link;
}

/** The end of the chain, 32 bytes: the last part of the serial. */
export const chainEnd = (secret: Uint8Array): Uint8Array => hashed(secret, REVISIONS_MAX);

/** What proves revision 1 … REVISIONS_MAX, 32 bytes. Throws RangeError for another one. */
export function proofOf(secret: Uint8Array, revision: number): Uint8Array {
  if (!Number.isInteger(revision) || revision < 1 || revision > REVISIONS_MAX)
    throw new RangeError('no such revision');
  return hashed(secret, REVISIONS_MAX - revision);
}
