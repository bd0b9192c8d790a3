import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { readSlotKey } from '../../miniprogram/ballot/public-key';
import { ratingUnder, SEALED_LENGTH, sealRating } from '../../miniprogram/ballot/sealed-rating';
import { combine, SHARE_NUMBERS, type ShareNumber, split } from '../../miniprogram/ballot/two-of-three';
import { SEALED_TEXT_LENGTH } from '../../miniprogram/shared/ballot';
import { RATING_CODES } from '../../miniprogram/shared/rating';
import { keySet } from './signer';

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const sharesOf = (secret: Uint8Array, coefficient: Uint8Array) =>
  split(secret, coefficient).map((share, at) => ({ number: SHARE_NUMBERS[at] ?? 1, bytes: share }));

describe('a secret split two of three', () => {
  it('comes back from any two shares, in either order', () => {
    fc.assert(
      fc.property(bytes, bytes, (secret, coefficient) => {
        const shares = sharesOf(secret, coefficient);
        for (const left of shares)
          for (const right of shares) if (left !== right) expect(combine(left, right)).toEqual(secret);
      }),
    );
  });

  it('fits every secret by each single share: for any other there is one coefficient that gives the same share', () => {
    fc.assert(
      fc.property(bytes, bytes, bytes, fc.constantFrom(0, 1, 2), (secret, coefficient, other, at) => {
        const [share] = [sharesOf(secret, coefficient)[at]];
        if (!share) throw new Error('no share');
        // The other two shares of the other secret follow from it and this share, so the coefficient exists.
        const number: ShareNumber = share.number === 1 ? 2 : 1;
        const line = new Map(
          Array.from({ length: 256 }, (_, slope) => [slopeAt(share.number, slope), slope]),
        );
        const slopes = other.map((byte, place) => line.get(byte ^ (share.bytes[place] ?? 0)) ?? 0);
        const again = sharesOf(other, slopes);
        expect(again[at]?.bytes).toEqual(share.bytes);
        const second = again.find((each) => each.number === number);
        if (second) expect(combine(share, second)).toEqual(other);
      }),
    );
  });

  it('asks for two different shares', () => {
    const [first] = sharesOf(new Uint8Array(32), new Uint8Array(32).fill(7));
    if (!first) throw new Error('no share');
    expect(() => combine(first, first)).toThrow(RangeError);
  });
});

/** What a coefficient adds to a share. */
const slopeAt = (number: ShareNumber, slope: number): number =>
  split(Uint8Array.of(0), Uint8Array.of(slope))[number - 1]?.[0] ?? 0;

describe('a sealed rating', () => {
  const { pairs } = keySet(3);
  const keys = pairs.map(({ publicKey }, at) => readSlotKey(at, publicKey));
  const place = { survey: 'session-1.1', slot: 4 };
  const secret = new Uint8Array(randomBytes(32));

  it('has one length whatever the rating, and is the same for the same secret only', () => {
    const texts = Object.values(RATING_CODES).map((code) => {
      const sealed = sealRating(place, keys, secret, code);
      expect(sealed).toHaveLength(SEALED_LENGTH);
      expect(ratingUnder(sealed, secret)).toBe(code);
      expect(sealRating(place, keys, secret, code)).toEqual(sealed);
      return Buffer.from(sealed).toString('base64url');
    });
    expect(texts.map(({ length }) => length)).toEqual(texts.map(() => SEALED_TEXT_LENGTH));
    const other = sealRating(place, keys, new Uint8Array(randomBytes(32)), '1');
    expect(texts).not.toContain(Buffer.from(other).toString('base64url'));
  });

  it('is another one in another question or survey, and asks for three keys', () => {
    const here = sealRating(place, keys, secret, '3');
    for (const there of [
      { ...place, slot: 5 },
      { ...place, survey: 'session-1.2' },
    ])
      expect(sealRating(there, keys, secret, '3')).not.toEqual(here);
    expect(() => sealRating(place, keys.slice(1), secret, '3')).toThrow('three keys');
  });
});
