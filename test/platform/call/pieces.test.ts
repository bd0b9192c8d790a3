import { randomBytes, randomUUID } from 'node:crypto';
import { cutInPieces } from '../../../miniprogram/shared/pieces';
import { type Product, startProduct } from '../../cloud';

const NOW = Date.UTC(2026, 10, 20, 2);

let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: NOW });
});
afterAll(() => product.stop());

const kept = () => product.cloud.read('request_pieces');

/** A JPEG of so many bytes, as the phone reads it: nothing but its compressed part. */
const photograph = (size: number) => {
  const compressed = randomBytes(size).map((byte) => (byte === 0xff ? 0 : byte));
  const [begin, end] = [Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2]), Buffer.from([0xff, 0xd9])];
  return Buffer.concat([begin, compressed, end]).toString('base64');
};
const pieces = (action: string, requestId: string, input: unknown) => {
  const texts = cutInPieces(JSON.stringify({ action, requestId, input }));
  return texts.map((text, part) => ({ action, requestId, piece: { part, parts: texts.length, text } }));
};
const upload = (who: string, event: unknown) => product.as(who).callRaw(event);
const fails = (code: string) => ({ ok: false, error: { code } });

test('the service refuses a call of more than 100 KB in its own words', async () => {
  const data = {
    action: 'case.uploadPicture',
    requestId: randomUUID(),
    input: { base64: 'A'.repeat(102_400) },
  };
  await expect(upload('nobody', data)).rejects.toMatchObject({
    code: 'EXCEED_MAX_PAYLOAD_SIZE',
    message: expect.stringContaining('data exceed max size'),
  });
});

test('an anonymous photograph of 800 KB goes in pieces, and what is kept of it names nobody', async () => {
  const requestId = randomUUID();
  const sent = pieces('case.uploadPicture', requestId, { base64: photograph(800_000) });
  expect(sent.length).toBeGreaterThan(10);
  for (const piece of sent.slice(0, -1))
    expect(await upload('o-somebody', piece)).toMatchObject({ ok: true, data: null });
  expect(kept()).toHaveLength(sent.length - 1);
  expect(Object.keys(kept()[0] ?? {}).sort()).toEqual(['_id', 'forgetAt', 'part', 'requestId', 'text']);
  expect(JSON.stringify(kept())).not.toContain('o-somebody');
  expect(await upload('o-somebody', sent.at(-1))).toMatchObject({
    ok: true,
    data: { fileId: expect.stringMatching(/\/cases\/[0-9a-f-]{36}\.jpg$/) },
  });
  expect(kept()).toEqual([]);
});

test('a piece that is sent again changes nothing, and the whole after its answer was lost gives the same picture', async () => {
  const sent = pieces('case.uploadPicture', randomUUID(), { base64: photograph(200_000) });
  const answers: unknown[] = [];
  for (const piece of [...sent.slice(0, 2), ...sent, ...sent]) answers.push(await upload('o-again', piece));
  const files = answers.flatMap((answer) => /cloud:[^"]+/.exec(JSON.stringify(answer)) ?? []);
  expect(files).toHaveLength(2);
  expect(new Set(files).size).toBe(1);
});

test.each([
  ['without its first piece', 'case.uploadPicture', [1], 'upload_incomplete'],
  ['with a hole', 'case.uploadPicture', [0, 2], 'upload_incomplete'],
  ['of an action that takes none', 'case.submit', [0], 'invalid_input'],
  ['of a roster by somebody who is no administrator', 'account.importRoster', [0], 'not_bound'],
] as const)('a call in pieces %s is refused', async (_label, action, order, code) => {
  const sent = pieces(action, randomUUID(), { base64: photograph(150_000) });
  expect(sent).toHaveLength(3);
  let answer: unknown;
  for (const part of order) answer = await upload('o-nobody', sent[part]);
  expect(answer).toMatchObject(fails(code));
});

test('pieces of one call cannot become another', async () => {
  const requestId = randomUUID();
  const other = pieces('case.uploadPicture', randomUUID(), { base64: photograph(100_000) });
  let answer: unknown;
  for (const { piece } of other)
    answer = await upload('o-other', { action: 'case.uploadPicture', requestId, piece });
  expect(answer).toMatchObject(fails('invalid_input'));
});

test('a roster of thirty thousand lines is checked and loaded', async () => {
  const present = product.cloud
    .read('people')
    .map(({ number, name, kind, unit }) => `${number},${name},${kind},${unit}`);
  const newcomers = Array.from(
    { length: 30_000 },
    (_none, n) => `2027${String(n).padStart(6, '0')},欧阳新同学,学生,信息工程与人工智能学院`,
  );
  const csv = ['号码,姓名,类别,单位', ...present, ...newcomers].join('\n');
  expect(Buffer.byteLength(csv)).toBeGreaterThan(1_700_000);
  const admin = product.as('p-shen');
  const others = kept().length;
  const figures = { added: 30_000, changed: 0, left: 0, refused: [] };
  expect(await admin.call('account.importRoster', { csv, isDryRun: true })).toMatchObject(figures);
  const { result, count } = await product.cloud.countRoundTrips(() =>
    admin.call('account.importRoster', { csv }),
  );
  expect(result).toMatchObject(figures);
  expect(count).toBeLessThan(400);
  expect(product.cloud.read('people')).toHaveLength(present.length + 30_000);
  expect(kept()).toHaveLength(others);
});

test('a text is cut between characters, whatever they are', () => {
  const text = JSON.stringify('😀"\\é啊a'.repeat(20_000));
  const cut = cutInPieces(text);
  expect(cut.join('')).toBe(text);
  for (const piece of cut) {
    expect(Buffer.byteLength(JSON.stringify(piece))).toBeLessThan(90_000);
    expect(piece).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
  }
});
