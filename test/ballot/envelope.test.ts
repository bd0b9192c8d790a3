import {
  constants,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  privateDecrypt,
} from 'node:crypto';
import { openEnvelope } from '../../cloudfunctions/ballot/envelope';
import { envelopeRequest } from '../../cloudfunctions/contract/envelope';
import { type EnvelopeTo, sealEnvelope } from '../../miniprogram/ballot/envelope';
import { hkdf, hmac } from '../../miniprogram/ballot/mac';
import { readRsaKey } from '../../miniprogram/ballot/public-key';
import { sha256 } from '../../miniprogram/ballot/sha256';
import { CONTENT_BYTES, type EnvelopeKind, WIRE_BYTES } from '../../miniprogram/shared/envelope';
import { keySet, trueRandom } from './signer';

const { pairs } = keySet(2);
const [pair, other] = pairs;
if (!pair || !other) throw new Error('no keys');
const SURVEY = 'session-16.1';
const to: EnvelopeTo = { kind: 'ballot', survey: SURVEY, key: readRsaKey(pair.publicKey) };
const privateKey = createPrivateKey({
  key: Buffer.from(pair.privateKey, 'base64url'),
  format: 'der',
  type: 'pkcs8',
});
const box = {
  kind: 'ballot' as EnvelopeKind,
  survey: SURVEY,
  key: privateKey,
  fingerprint: pair.fingerprint,
};

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const envelopeIn = (body: string): string => JSON.parse(body).envelope;
const seal = (text: string, where = to) => sealEnvelope(where, text, trueRandom);

describe('what the phone computes by itself', () => {
  it.each([0, 1, 31, 32, 36, 55, 56, 63, 64, 65, 119, 120, 127, 128, 1000])(
    'SHA-256 of %d bytes',
    async (length) => {
      const bytes = await trueRandom(length);
      expect(hex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
    },
  );

  // FIPS 180-4, the two examples.
  it.each([
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('SHA-256 of %s', (text, digest) => {
    expect(hex(sha256(Buffer.from(text)))).toBe(digest);
  });

  it.each([20, 64, 65, 256])('HMAC under a key of %d bytes', async (length) => {
    const [key, message] = [await trueRandom(length), await trueRandom(300)];
    expect(hex(hmac(key, message))).toBe(createHmac('sha256', key).update(message).digest('hex'));
  });

  // RFC 5869, test case 1, and as many blocks as an envelope takes.
  it('HKDF', async () => {
    const [secret, salt, info] = ['0b'.repeat(22), '000102030405060708090a0b0c', 'f0f1f2f3f4f5f6f7f8f9'].map(
      (text) => Buffer.from(text, 'hex'),
    ) as [Buffer, Buffer, Buffer];
    expect(hex(hkdf(secret, salt, info, 64).slice(0, 42))).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
    const long = await trueRandom(256);
    expect(hex(hkdf(long, long, info, 128))).toBe(
      hex(Buffer.from(hkdfSync('sha256', long, long, info, 128))),
    );
  });
});

describe('an envelope', () => {
  it('opens with nothing but node:crypto and what docs/anonymity.md says of it', async () => {
    const bytes = Buffer.from(envelopeIn((await seal('有人说了话')).body), 'base64url');
    const [encapsulated, hidden, mac] = [
      bytes.subarray(0, 256),
      bytes.subarray(256, -32),
      bytes.subarray(-32),
    ];
    const secret = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encapsulated);
    const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
    const context = `four-point-dialogue/envelope/1|ballot|${SURVEY}|${createHash('sha256').update(spki).digest('hex')}`;
    const keys = Buffer.from(hkdfSync('sha256', secret, encapsulated, context, 128));
    expect(createHmac('sha256', keys.subarray(32, 64)).update(hidden).digest().equals(mac)).toBe(true);
    const content = Buffer.from(hidden);
    for (let block = 0; block * 32 < content.length; block++) {
      const counter = Buffer.from([0, 0, block >> 8, block & 255]);
      const stream = createHash('sha256').update(keys.subarray(0, 32)).update(counter).digest();
      for (let at = 0; at < 32; at++)
        content[block * 32 + at] = (hidden[block * 32 + at] ?? 0) ^ (stream[at] ?? 0);
    }
    const length = content.readUInt16BE(0);
    expect(content.toString('utf8', 2, 2 + length)).toBe('有人说了话');
    expect(content.subarray(2 + length).every((byte) => byte === 0)).toBe(true);
  });

  it.each(['', 'x', '好'.repeat(200), 'x'.repeat(CONTENT_BYTES - 2)])(
    'gives back what was put in, and the answer',
    async (text) => {
      const { body, open } = await seal(text);
      const opened = openEnvelope(box, envelopeIn(body));
      expect(opened?.text).toBe(text);
      expect(open(JSON.stringify({ reply: opened?.seal('{"answer":"counted"}') }).padEnd(768))).toBe(
        '{"answer":"counted"}',
      );
    },
  );

  it('is as long for one character as for as many as it takes, whatever the survey is called', async () => {
    const texts = ['', 'x', '好'.repeat(590), 'x'.repeat(CONTENT_BYTES - 2)];
    const bodies = await Promise.all(
      ['s', SURVEY, 's'.repeat(80)].flatMap((survey) =>
        texts.map(async (text) => (await seal(text, { ...to, survey })).body),
      ),
    );
    expect(new Set(bodies.map((body) => Buffer.byteLength(body)))).toEqual(new Set([WIRE_BYTES]));
  });

  it('takes no more than it has room for', async () => {
    await expect(seal('x'.repeat(CONTENT_BYTES - 1))).rejects.toThrow(RangeError);
  });

  it('of the same text is another one each time', async () => {
    const [first, second] = await Promise.all([seal('x'), seal('x')]);
    const shared = Buffer.from(envelopeIn(first.body), 'base64url').filter(
      (byte, at) => byte === Buffer.from(envelopeIn(second.body), 'base64url')[at],
    );
    expect(shared.length).toBeLessThan(60); // one byte in 256 by chance
  });

  it.each<[string, Partial<typeof box>]>([
    ['of the other kind', { kind: 'remark' }],
    ['of another survey', { survey: 'session-16.2' }],
    [
      'by another key',
      {
        key: createPrivateKey({
          key: Buffer.from(other.privateKey, 'base64url'),
          format: 'der',
          type: 'pkcs8',
        }),
        fingerprint: other.fingerprint,
      },
    ],
    ['under the name of another key', { fingerprint: other.fingerprint }],
  ])('does not open as one %s', async (_label, changed) => {
    expect(openEnvelope({ ...box, ...changed }, envelopeIn((await seal('x')).body))).toBeNull();
  });

  it.each([
    ['its secret', 5],
    ['its first byte of content', 256],
    ['its last byte of content', 256 + CONTENT_BYTES - 1],
    ['its MAC', 256 + CONTENT_BYTES],
    ['the end of its MAC', 256 + CONTENT_BYTES + 31],
  ])('does not open with one bit of %s flipped', async (_label, at) => {
    const bytes = Buffer.from(envelopeIn((await seal('x')).body), 'base64url');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(openEnvelope(box, bytes.toString('base64url'))).toBeNull();
  });

  it('does not open when its secret lies above the modulus, or when it is short or long', async () => {
    const bytes = Buffer.from(envelopeIn((await seal('x')).body), 'base64url');
    expect(
      openEnvelope(box, Buffer.concat([Buffer.alloc(256, 255), bytes.subarray(256)]).toString('base64url')),
    ).toBeNull();
    expect(openEnvelope(box, bytes.subarray(1).toString('base64url'))).toBeNull();
    expect(openEnvelope(box, Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64url'))).toBeNull();
    expect(openEnvelope(box, '')).toBeNull();
  });

  it('has one spelling at the door', async () => {
    const request = JSON.parse((await seal('x')).body);
    const { envelope } = request;
    const at = (changed: unknown) => envelopeRequest.safeParse({ ...request, envelope: changed }).success;
    expect(at(envelope)).toBe(true);
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const digit = last.indexOf(envelope.at(-1));
    const spellings = [...last]
      .filter((_digit, nth) => nth >> 2 === digit >> 2)
      .map((end) => envelope.slice(0, -1) + end);
    expect(spellings.filter(at)).toEqual([envelope]);
    for (const changed of [
      `${envelope}=`,
      `${envelope} `,
      envelope.replace(/.$/, '+'),
      envelope.slice(1),
      `A${envelope}`,
      7,
      null,
    ])
      expect(at(changed)).toBe(false);
  });
});

describe('an answer', () => {
  const answered = async () => {
    const { body, open } = await seal('x');
    const reply = openEnvelope(box, envelopeIn(body))?.seal('{"answer":"counted"}') ?? '';
    return { open, reply };
  };

  it('of another envelope says nothing', async () => {
    const [first, second] = await Promise.all([answered(), answered()]);
    expect(first.open(JSON.stringify({ reply: second.reply }))).toBeNull();
  });

  it('is of one length, whatever it says', async () => {
    const opened = openEnvelope(box, envelopeIn((await seal('x')).body));
    expect(opened?.seal('{}').length).toBe(opened?.seal(`{"receipt":"${'x'.repeat(400)}"}`).length);
    expect(() => opened?.seal('x'.repeat(511))).toThrow(RangeError);
  });

  it('that was touched, cut or never sealed says nothing', async () => {
    const { open, reply } = await answered();
    const touched = `${reply.startsWith('A') ? 'B' : 'A'}${reply.slice(1)}`;
    for (const text of [
      JSON.stringify({ reply: touched }),
      JSON.stringify({ reply: reply.slice(4) }),
      JSON.stringify({ reply: 5 }),
      '{"answer":"counted"}',
      'null',
      '<html>login</html>',
      '',
    ])
      expect(open(text)).toBeNull();
  });
});
