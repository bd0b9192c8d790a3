import { blindSign, slotSigner } from '../../cloudfunctions/platform/ballots/credential-keys';
import { blindFresh, blindWith, finalize, RANDOM_PER_SLOT, verify } from '../../miniprogram/ballot/blind-rsa';
import { join } from '../../miniprogram/ballot/bytes';
import { chainEnd } from '../../miniprogram/ballot/chain';
import { inverse, toBytes, toNumber } from '../../miniprogram/ballot/modular';
import { encodePss } from '../../miniprogram/ballot/pss';
import { KEY_LENGTH, readSlotKey } from '../../miniprogram/ballot/public-key';
import { vectors } from './rfc9474-vectors.json';
import { keySet } from './signer';

const { pairs } = keySet(1);
const key = readSlotKey(0, pairs[0]?.publicKey ?? '');
const signer = slotSigner(pairs[0]?.privateKey ?? '');
const unit = BigInt(1);
const random = Uint8Array.from({ length: RANDOM_PER_SLOT }, (_none, at) => (at * 7 + 1) % 256);
const secret = random.slice(32, 64);
const prepared = join(random.slice(0, 32), chainEnd(secret));
const salt = random.slice(64, 112);

describe('a serial as it is made', () => {
  it('is 32 bytes of chance and the end of a chain of 32 more, and takes just as many as it says', () => {
    expect(RANDOM_PER_SLOT).toBe(64 + 48 + 272);
    expect(Array.from(blindFresh(key, random).prepared)).toEqual(Array.from(prepared));
    expect(Array.from(blindFresh(key, random).secret)).toEqual(Array.from(secret));
    for (const length of [RANDOM_PER_SLOT - 1, RANDOM_PER_SLOT + 1])
      expect(() => blindFresh(key, new Uint8Array(length))).toThrow('random_short');
  });

  it('is blinded by the rest: another salt or factor gives another blinded value', () => {
    const blindedWith = (at: number) => {
      const other = Uint8Array.from(random);
      other[at] = (other[at] ?? 0) ^ 1;
      return Buffer.from(blindFresh(key, other).blinded).toString('hex');
    };
    const values = [64, 111, 112, RANDOM_PER_SLOT - 1].map(blindedWith);
    expect(new Set(values).size).toBe(4);
  });

  it.each([
    ['nothing', BigInt(0), unit],
    ['the last before the modulus less one', key.n - BigInt(2), key.n - unit],
    ['the modulus less one', key.n - unit, unit],
    ['the modulus', key.n, BigInt(2)],
    ['more than the modulus', key.n * BigInt(3), BigInt(4)],
  ])(
    'is blinded by a factor from 1 to the modulus less one, when chance draws %s',
    (_label, drawn, factor) => {
      const made = blindFresh(key, join(random.slice(0, 112), toBytes(drawn, 272)));
      expect(made).toEqual({ prepared, secret, ...blindWith(prepared, key, salt, factor) });
    },
  );

  it.each([
    ['nothing', () => BigInt(0)],
    ['the modulus', (n: bigint) => n],
    ['a prime of the modulus', (_n: bigint, p: bigint) => p],
    ['a multiple of a prime of the modulus', (_n: bigint, p: bigint) => p * BigInt(6)],
  ])('is not blinded by %s, which has no inverse', (_label, factorOf) => {
    const [vector] = vectors;
    const [n, p] = [BigInt(`0x${vector?.n}`), BigInt(`0x${vector?.p}`)];
    expect(n % p).toBe(BigInt(0));
    expect(() => blindWith(prepared, { n }, salt, factorOf(n, p), 512)).toThrow('blinding_failed');
  });
});

/** A signature so small that the modulus may be added to it within its length: about one in three is. */
function smallSignature(): { message: Uint8Array; signature: Uint8Array } {
  const room = (unit << BigInt(8 * KEY_LENGTH)) - key.n;
  for (let turn = 0; turn < 200; turn++) {
    const message = Uint8Array.from(prepared, (byte, at) => (at === 0 ? turn : byte));
    const signature = blindSign(signer, encodePss(message, salt, KEY_LENGTH));
    if (toNumber(signature) < room) return { message, signature };
  }
  throw new Error('no small signature');
}

describe('a signature has one form only', () => {
  const { message, signature } = smallSignature();

  it('which verifies', () => {
    expect(verify(message, key, signature)).toBe(true);
    expect(verify(message, key, signature, { saltLength: 47 })).toBe(false);
  });

  it.each([
    ['with a zero before it', join(new Uint8Array(1), signature)],
    ['with the modulus added', toBytes(toNumber(signature) + key.n, KEY_LENGTH)],
    ['without its last byte', signature.slice(0, -1)],
    ['the modulus itself', toBytes(key.n, KEY_LENGTH)],
    ['nothing', new Uint8Array(0)],
    ['all ones', new Uint8Array(KEY_LENGTH).fill(255)],
  ])('and not %s', (_label, other) => {
    expect(verify(message, key, other)).toBe(false);
  });
});

describe("the signer's answer", () => {
  const made = blindFresh(key, random);
  const answer = blindSign(signer, made.blinded);

  it('becomes a signature of the serial', () => {
    expect(verify(prepared, key, finalize(prepared, key, answer, made.inverse))).toBe(true);
  });

  it.each([
    ['a zero before it', join(new Uint8Array(1), answer)],
    ['a zero behind it', join(answer, new Uint8Array(1))],
    ['its last byte missing', answer.slice(0, -1)],
    ['one bit changed', Uint8Array.from(answer, (byte, at) => (at === 128 ? byte ^ 1 : byte))],
  ])('with %s is refused', (_label, wrong) => {
    expect(() => finalize(prepared, key, wrong, made.inverse)).toThrow('signature_invalid');
  });

  it('is refused for another serial and with another inverse', () => {
    const other = toBytes(inverse(BigInt(2), key.n) ?? unit, KEY_LENGTH);
    expect(() => finalize(salt, key, answer, made.inverse)).toThrow('signature_invalid');
    expect(() => finalize(prepared, key, answer, other)).toThrow('signature_invalid');
  });
});
