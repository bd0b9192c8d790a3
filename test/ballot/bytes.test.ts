import fc from 'fast-check';
import { equal, fromBase64Url, fromHex, join, toBase64Url, toHex } from '../../miniprogram/ballot/bytes';
import { inverse, powerE, toBytes, toNumber } from '../../miniprogram/ballot/modular';
import { encodePss, isPssEncoding } from '../../miniprogram/ballot/pss';
import { draw, drawBelow, phoneRandom } from '../../miniprogram/ballot/random';
import { sendTo } from '../../miniprogram/ballot/transport';
import { installPhone } from '../api/phone';

describe('bytes as text', () => {
  test('are the same as every other program writes them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        expect(toHex(bytes)).toBe(buffer.toString('hex'));
        expect(toBase64Url(bytes)).toBe(buffer.toString('base64url'));
        expect(Array.from(fromHex(toHex(bytes).toUpperCase()))).toEqual(Array.from(bytes));
        expect(Array.from(fromBase64Url(toBase64Url(bytes)))).toEqual(Array.from(bytes));
      }),
    );
  });

  test.each(['a', 'abc', '0g', 'x0', '0x', ' 0', '00\n'])('%p is no hexadecimal', (text) => {
    expect(() => fromHex(text)).toThrow(RangeError);
  });

  test.each(['A', 'AAAAA', 'AB', 'AAB', 'A A=', 'AA==', 'AA+A', 'AA/A', 'AAA好'])(
    '%p is no base64url, or a second spelling of it',
    (text) => {
      expect(() => fromBase64Url(text)).toThrow(RangeError);
    },
  );

  test('are joined in their order, and equal when they are the same', () => {
    const [one, two] = [Uint8Array.of(1, 2), Uint8Array.of(3)];
    expect(Array.from(join(one, two, one))).toEqual([1, 2, 3, 1, 2]);
    expect(join()).toHaveLength(0);
    expect(equal(one, Uint8Array.of(1, 2))).toBe(true);
    expect(equal(one, Uint8Array.of(1, 3))).toBe(false);
    expect(equal(one, Uint8Array.of(0, 2))).toBe(false);
    expect(equal(one, Uint8Array.of(1))).toBe(false);
    expect(equal(one, Uint8Array.of(1, 2, 3))).toBe(false);
  });
});

describe('whole numbers', () => {
  test('come from bytes and go back, the largest first', () => {
    expect(toNumber(new Uint8Array(0))).toBe(BigInt(0));
    expect(toNumber(Uint8Array.of(1, 2))).toBe(BigInt(258));
    expect(Array.from(toBytes(BigInt(258), 3))).toEqual([0, 1, 2]);
    expect(Array.from(toBytes(BigInt(65535), 2))).toEqual([255, 255]);
    expect(() => toBytes(BigInt(65536), 2)).toThrow(RangeError);
    expect(() => toBytes(BigInt(0x100000), 2)).toThrow(RangeError);
  });

  test('are raised to the power 65537', () => {
    const slow = (base: number, n: number) => {
      let power = 1;
      for (let turn = 0; turn < 65537; turn += 1) power = (power * base) % n;
      return BigInt(power);
    };
    for (const [base, n] of [
      [3, 1009],
      [1010, 1009],
      [7, 65536],
    ] as const)
      expect(powerE(BigInt(base), BigInt(n))).toBe(slow(base, n));
  });

  test('have an inverse where they share nothing with the modulus', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 2, max: 1000 }), (value, n) => {
        const found = inverse(BigInt(value), BigInt(n));
        const isCoprime = Array.from({ length: n - 1 }, (_none, at) => at + 2).every(
          (factor) => value % factor !== 0 || n % factor !== 0,
        );
        expect(found !== null).toBe(isCoprime);
        if (found === null) return;
        expect((found * BigInt(value)) % BigInt(n)).toBe(BigInt(1 % n));
        expect(found >= BigInt(0) && found < BigInt(n)).toBe(true);
      }),
    );
  });
});

describe('the encoding that is signed', () => {
  const message = Uint8Array.of(1, 2, 3);
  const salt = new Uint8Array(48).fill(7);

  test('is known again, by its message and its length of salt', () => {
    for (const length of [98, 99, 150, 256]) {
      const encoded = encodePss(message, salt, length);
      expect(encoded).toHaveLength(length);
      expect(isPssEncoding(message, encoded)).toBe(true);
      expect(isPssEncoding(Uint8Array.of(1, 2, 4), encoded)).toBe(false);
      expect(isPssEncoding(message, encoded, 47)).toBe(false);
      expect(isPssEncoding(message, encoded, 49)).toBe(false);
    }
  });

  test('with any bit changed is none', () => {
    const encoded = encodePss(message, salt, 100);
    for (let at = 0; at < encoded.length; at += 1)
      for (const bit of [1, 128]) {
        const changed = Uint8Array.from(encoded);
        changed[at] = (changed[at] ?? 0) ^ bit;
        expect([at, bit, isPssEncoding(message, changed)]).toEqual([at, bit, false]);
      }
  });

  test('needs room for hash and salt', () => {
    expect(() => encodePss(message, salt, 97)).toThrow(RangeError);
    expect(isPssEncoding(message, new Uint8Array(97).fill(0xbc))).toBe(false);
    expect(isPssEncoding(message, new Uint8Array(0))).toBe(false);
  });

  test('without a salt is one as well', () => {
    const encoded = encodePss(message, new Uint8Array(0), 64);
    expect(isPssEncoding(message, encoded, 0)).toBe(true);
    expect(isPssEncoding(message, encoded, 1)).toBe(false);
  });
});

describe('chance', () => {
  const giving =
    (...bytes: number[]) =>
    async (length: number) =>
      Uint8Array.from(bytes.splice(0, length));

  test('gives as many bytes as asked for, or says that it does not', async () => {
    expect(await draw(giving(), 0)).toHaveLength(0);
    expect(Array.from(await draw(giving(1, 2, 3), 2))).toEqual([1, 2]);
    await expect(draw(giving(1), 2)).rejects.toMatchObject({ code: 'random_short' });
    await expect(draw(async () => new Uint8Array(3), 2)).rejects.toMatchObject({ code: 'random_short' });
  });

  test.each([
    ['the first', 10, [0, 0], 0],
    ['the last that is fair', 10, [0xff, 0xf9], 9],
    ['what would favour small numbers is drawn again', 10, [0xff, 0xfa, 0, 3], 3],
    ['the largest of all', 65536, [0xff, 0xff], 65535],
    ['of two', 2, [0xff, 0xff], 1],
    ['both bytes count', 1000, [1, 2], 258],
  ])('a number below another: %s', async (_label, below, bytes, drawn) => {
    expect(await drawBelow(giving(...bytes), below)).toBe(drawn);
  });

  test('on the phone is the phone’s own', async () => {
    installPhone();
    const [one, other] = [await phoneRandom(32), await phoneRandom(32)];
    expect([one.length, other.length]).toEqual([32, 32]);
    expect(toHex(one)).not.toBe(toHex(other));
  });
});

describe('a ballot on its way', () => {
  test('is posted as text, and the reply is text', async () => {
    const phone = installPhone();
    phone.reply = () => ({ statusCode: 200, data: '{"answer":"counted"}' });
    expect(await sendTo('https://box.example')('ballot')).toBe('{"answer":"counted"}');
    phone.reply = () => ({ statusCode: 200, data: { answer: 'counted' } });
    expect(await sendTo('https://box.example')('ballot')).toBe('{"answer":"counted"}');
    expect(phone.posted[0]).toEqual({ url: 'https://box.example', body: 'ballot' });
  });

  test('that is lost says why', async () => {
    installPhone();
    await expect(sendTo('https://box.example')('ballot')).rejects.toThrow('request:fail');
  });
});
