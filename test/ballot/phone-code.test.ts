import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { fromBase64Url, fromHex, toBase64Url, toHex } from '../../miniprogram/ballot/bytes';
import { inverse, toBytes, toNumber } from '../../miniprogram/ballot/modular';
import { drawBelow } from '../../miniprogram/ballot/random';
import { seededRandom } from './signer';

/** The ballot folder as the build makes it: one script of ES2020. */
const script = buildSync({
  stdin: {
    contents:
      "export * from './wallet'; export * from './caster'; export * from './receipt'; export * from './random';",
    resolveDir: 'miniprogram/ballot',
    loader: 'ts',
  },
  bundle: true,
  write: false,
  target: 'es2020',
  format: 'cjs',
  minifySyntax: true,
}).outputFiles[0]?.text;

describe("the phone's code, as built", () => {
  it.each([
    ['a BigInt literal', /(?<![\w$.'"])(?:0x[0-9a-f]+|[0-9]+)n\b/i],
    ['a power of BigInt', /\*\*\s*(?:BigInt|ONE|ZERO)/],
    ['TextEncoder', /TextEncoder|TextDecoder/],
    ['a crypto global', /\bcrypto\./],
    ['Math.random', /Math\.random/],
    ['Buffer or atob', /\bBuffer\b|\batob\b|\bbtoa\b/],
    ['node or the cloud', /require\("(?:node:|crypto)|wx\.cloud/],
  ])('holds no %s', (_label, forbidden) => {
    expect(script).toBeDefined();
    expect(script).not.toMatch(forbidden);
  });
});

describe('bytes and numbers', () => {
  it('base64url agrees with node and has one spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64url');
        expect(toBase64Url(bytes)).toBe(text);
        expect(fromBase64Url(text)).toEqual(bytes);
        expect(fromHex(toHex(bytes))).toEqual(bytes);
      }),
    );
    for (const text of ['AB', 'A', 'AA=', 'A+', 'A/']) expect(() => fromBase64Url(text)).toThrow(RangeError);
  });

  it('an inverse is an inverse, and there is none when a factor is shared', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: BigInt(1), max: BigInt(1) << BigInt(256) }), (value) => {
        const n = (BigInt(1) << BigInt(255)) - BigInt(19); // prime
        const found = inverse(value, n);
        if (value % n === BigInt(0)) expect(found).toBeNull();
        else expect(((found ?? BigInt(0)) * value) % n).toBe(BigInt(1));
      }),
    );
    expect(inverse(BigInt(6), BigInt(15))).toBeNull();
    expect(() => toBytes(BigInt(256), 1)).toThrow(RangeError);
    expect(toNumber(toBytes(BigInt(258), 4))).toBe(BigInt(258));
  });

  it('a drawn number is evenly spread and never out of range', async () => {
    const random = seededRandom(1);
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 7000; i++) {
      const drawn = await drawBelow(random, 7);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    expect(counts).toHaveLength(7);
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });
});
