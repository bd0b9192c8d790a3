// Shamir's sharing (Communications of the ACM 22, 1979) over GF(256), byte by byte, for the one case that is needed: three
// shares, of which any two give the secret and one gives nothing. Share x is secret + x · coefficient, for x = 1, 2, 3.

/** Which of the three shares: the place of its holder's key in the opening record, from 1. */
export type ShareNumber = 1 | 2 | 3;
export const SHARE_NUMBERS: readonly ShareNumber[] = [1, 2, 3];

/** Product in GF(256) by the polynomial x⁸ + x⁴ + x³ + x + 1. */
function product(left: number, right: number): number {
  let sum = 0;
  for (let bit = 0, term = left; bit < 8; bit++) {
    if ((right >> bit) & 1) sum ^= term;
    term = (term << 1) ^ (term & 0x80 ? 0x11b : 0);
  }
  return sum;
}

/** 1 / x for the only divisors there are: the sum of two of 1, 2, 3 is the third. */
const INVERSE: Readonly<Record<number, number>> = { 1: 1, 2: 0x8d, 3: 0xf6 };

/** The three shares of a secret, in order. `coefficient` is as long as the secret and as hard to guess. */
export const split = (secret: Uint8Array, coefficient: Uint8Array): Uint8Array[] =>
  SHARE_NUMBERS.map((x) => secret.map((byte, at) => byte ^ product(x, coefficient[at] ?? 0)));

/** A share with its number. */
export interface Share {
  number: ShareNumber;
  bytes: Uint8Array;
}

/** The secret of two shares with different numbers. Throws RangeError for two of one number. */
export function combine(left: Share, right: Share): Uint8Array {
  const inverse = INVERSE[left.number ^ right.number];
  if (inverse === undefined) throw new RangeError('two different shares are needed');
  return left.bytes.map((byte, at) =>
    product(inverse, product(right.number, byte) ^ product(left.number, right.bytes[at] ?? 0)),
  );
}
