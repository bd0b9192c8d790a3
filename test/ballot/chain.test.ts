import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { isProofOf } from '../../cloudfunctions/core/survey/ballot-chain';
import { chainEnd, proofOf } from '../../miniprogram/ballot/chain';
import { REVISIONS_MAX } from '../../miniprogram/shared/ballot';

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const revision = fc.integer({ min: 1, max: REVISIONS_MAX });
const serialOf = (prefix: Uint8Array, secret: Uint8Array) =>
  Uint8Array.from([...prefix, ...chainEnd(secret)]);

test('each link proves its own revision of its own serial, and no other', () => {
  fc.assert(
    fc.property(bytes, bytes, revision, revision, (prefix, secret, shown, claimed) => {
      const serial = serialOf(prefix, secret);
      expect(isProofOf(proofOf(secret, shown), claimed, serial)).toBe(shown === claimed);
      expect(isProofOf(proofOf(prefix, shown), shown, serial)).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test('from a link that was shown only earlier revisions can be proved', () => {
  const secret = randomBytes(32);
  const serial = serialOf(randomBytes(32), secret);
  const shown = proofOf(secret, 5);
  // What hashing gives are the links before; the next would be a preimage.
  for (let later = 6; later <= REVISIONS_MAX; later++)
    for (let back = 0; back < 5; back++)
      expect(isProofOf(proofOf(shown, REVISIONS_MAX - back), later, serial)).toBe(false);
  expect(isProofOf(shown, 5, serial)).toBe(true);
});

test.each([0, -1, REVISIONS_MAX + 1])('there is no revision %d', (none) => {
  const secret = randomBytes(32);
  expect(() => proofOf(secret, none)).toThrow(RangeError);
  expect(isProofOf(secret, none, serialOf(randomBytes(32), secret))).toBe(false);
});

test.each([0, 31, 33])('a proof of %d bytes is none', (length) => {
  const secret = randomBytes(32);
  expect(isProofOf(new Uint8Array(length), 1, serialOf(randomBytes(32), secret))).toBe(false);
});
