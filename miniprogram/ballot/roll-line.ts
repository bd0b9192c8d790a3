import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, toHex } from './bytes';

/**
 * The line of the published roll that is this phone's: SHA-256 over the blinded values it sent, in slot order. The same
 * as `blindedFingerprint` of cloudfunctions/core/survey/blind-signature.ts; nobody else can tell whose line it is.
 */
export function rollLine(blinded: readonly string[]): string {
  return toHex(sha256(ascii(`four-point-dialogue/issue/1|${blinded.join('|')}`)));
}
