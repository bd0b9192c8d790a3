import { sha256 } from '@noble/hashes/sha2.js';
import { asciiBytes } from '../../../miniprogram/shared/ascii';
import { RECEIPT_LENGTH as LENGTH, RECEIPT_SYMBOLS } from '../../../miniprogram/shared/pass';

/** The part a case is found by; the rest must match by hash. 35 bits find, 65 bits prove. */
const SELECTOR_LENGTH = 7;

/**
 * The receipt code of an anonymous item: 20 characters, 100 bits, made from the phone's random seed, so that a repeat of
 * the same submission gives the same code although nothing stored can give it back.
 *
 * @param seed 32 hex digits from the phone's random source
 */
export function receiptCodeOf(seed: string): string {
  const digest = sha256(asciiBytes(`receipt:${seed}`));
  let code = '';
  let bits = 0;
  let held = 0;
  for (const byte of digest) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && code.length < LENGTH) {
      bits -= 5;
      code += RECEIPT_SYMBOLS.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
    if (code.length === LENGTH) break;
  }
  return code;
}

/** XXXXX-XXXXX-XXXXX-XXXXX, as it is shown. */
export const spokenReceipt = (code: string): string => code.replace(/(.{5})(?=.)/g, '$1-');

/** What a person typed, without blanks and dashes and with look-alikes put right; null when it can be no code. */
export function readReceipt(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return code.length === LENGTH && [...code].every((symbol) => RECEIPT_SYMBOLS.includes(symbol))
    ? code
    : null;
}

export const selectorOf = (code: string): string => code.slice(0, SELECTOR_LENGTH);
