import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { asciiBytes } from '../../../miniprogram/shared/ascii';

/** The same request always makes the same case, so a repeat collides instead of doubling. */
export const caseIdOf = (requestId: string): string =>
  `c${bytesToHex(sha256(asciiBytes(`case:${requestId}`))).slice(0, 22)}`;
