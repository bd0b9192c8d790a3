import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Product } from '../cloud';
import { DAY, form, inHand, jpeg, program, send, startCases, upload } from './people';

let product: Product;
let dataDir: string;
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'fpd-abuse-'));
  product = await startCases({ dataDir });
});
afterAll(async () => {
  await product.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const as = (who: string) => product.as(who);
const seed = () => randomBytes(16).toString('hex');
const stored = () => product.cloud.read('cases').length;

/** The refusal of a submission with this change; nothing may have been kept. */
async function refusal(changed: Record<string, unknown>, who = 'p-lin') {
  const before = stored();
  const said = await as(who).callRaw({
    action: 'case.submit',
    requestId: randomUUID(),
    input: { ...form, ...changed },
  });
  expect(stored()).toBe(before);
  return said;
}
const refused = (code: string, fields?: object) => ({
  ok: false,
  error: { code, ...(fields ? { fields } : {}) },
});

describe('text', () => {
  test.each([
    ['of 5,000 characters', { text: '啊'.repeat(5000) }, { text: 'text_too_long' }],
    ['one character too long', { text: '啊'.repeat(2001) }, { text: 'text_too_long' }],
    ['of only spaces', { title: ' 　\t ' }, { title: 'text_empty' }],
    ['with control characters', { text: '热水\u0007没有' }, { text: 'text_control' }],
    ['with a changed direction of reading', { title: '热水\u202e没有' }, { title: 'text_control' }],
    ['an unknown field', { isUrgent: true }, { isUrgent: 'unrecognized_keys' }],
    ['an unknown category', { category: 'sports' }, { category: 'invalid_format' }],
  ])('%s is refused with its field', async (_label, changed, fields) => {
    expect(await refusal(changed)).toMatchObject(refused('invalid_input', fields));
  });

  test('of exactly 2,000 characters is taken', async () => {
    await expect(send(product, 'p-gao', { text: '啊'.repeat(2000) })).resolves.toMatchObject({
      number: expect.any(String),
    });
  });

  test('a script in the title is kept as the text it is, and answered as it was', async () => {
    const title = '<script>alert("热水")</script>';
    const { caseId } = await send(product, 'p-gao', { title });
    expect((await as('p-gao').call('case.get', { caseId })).title).toBe(title);
  });

  test('that the platform or the list suspects waits for the office, and its asker is told why; plain abuse is refused', async () => {
    expect(await refusal({ title: '去死吧', text: '去死吧', place: '' })).toMatchObject(
      refused('content_refused'),
    );
    const risky = await send(product, 'p-he', { text: '有人组织赌博' });
    expect(risky).toMatchObject({ isHeld: true, heldFor: [] });
    const named = await send(product, 'p-he', { title: '举报期末考试有人代考' });
    expect(named).toMatchObject({ isHeld: true, heldFor: ['代考'] });
    await inHand(product, named.caseId);
    expect(await as('p-ma').call('case.get', { caseId: named.caseId })).toMatchObject({ isHeld: false });
    const { caseId } = await send(product, 'p-he', { text: '食堂那个骗子商户' });
    await expect(as('p-ma').call('case.get', { caseId })).rejects.toMatchObject({ code: 'not_found' });
    expect(await as('p-wu').call('case.get', { caseId })).toMatchObject({ isHeld: true });
  });

  test('anonymous text meets the local list, also with blanks between the characters, and never WeChat', async () => {
    const anonymous = { identity: 'anonymous', receiptSeed: seed() };
    expect(await refusal({ ...anonymous, title: '傻 逼', text: '傻-逼', place: '' })).toMatchObject(
      refused('content_refused'),
    );
    const { count, byAction } = await product.cloud.countRoundTrips(() =>
      as('somebody').call('case.submit', { ...form, identity: 'anonymous', receiptSeed: seed() }),
    );
    expect(count).toBeLessThanOrEqual(4);
    expect(JSON.stringify(byAction)).not.toMatch(/msgSecCheck|openapi/i);
  });
});

describe('pictures', () => {
  const file = (kind = 'jpg') => `cases/${randomUUID()}.${kind}`;
  const has = async (fileId: string) =>
    product.cloud.state.files.has(fileId.replace(/^cloud:\/\/[^/]+\//, ''));

  test('are kept with the case, shown to the asker and the office, and to the department once they have passed', async () => {
    const fileId = await upload(product, file(), jpeg());
    const { caseId } = await send(product, 'p-zhou', { pictures: [fileId] });
    const own = await as('p-zhou').call('case.get', { caseId });
    expect(own.pictures).toHaveLength(1);
    expect((await fetch(own.pictures[0] ?? '')).status).toBe(200);
    expect(own.picturesInCheck).toBe(1);
    await product.cloud.tick('jobs');
    await inHand(product, caseId);
    expect((await as('p-ma').call('case.get', { caseId })).pictures).toHaveLength(1);
  });

  test('one that the platform finds risky is deleted afterwards, and the asker is told; nobody else ever saw it', async () => {
    const name = randomUUID();
    product.cloud.weixin.check.words.risky.push(name);
    const fileId = await upload(product, `cases/${name}.jpg`, jpeg());
    const { caseId } = await send(product, 'p-he', { pictures: [fileId] });
    await product.cloud.tick('jobs');
    await product.cloud.weixin.settled();
    expect(await has(fileId)).toBe(false);
    const own = await as('p-he').call('case.get', { caseId });
    expect(own.pictures).toEqual([]);
    expect(own.timeline[0]).toMatchObject({ what: 'picture_refused', actor: 'system' });
  });

  test('nobody but who may see the case reads its pictures, and their address ends', async () => {
    const fileId = await upload(product, file(), jpeg(), 'o-zhou');
    const { caseId } = await send(product, 'p-zhou', { pictures: [fileId] });
    const [address = ''] = (await as('p-zhou').call('case.get', { caseId })).pictures;
    const direct = address.replace(/\?.*/, '');
    const status = async (url: string) => (await fetch(url)).status;
    expect(await status(address)).toBe(200);
    expect(await status(direct)).toBe(403);
    expect(await status(`${direct}?openid=o-zhou`)).toBe(403);
    expect(await status(address.replace(/until=\d+/, 'until=9999999999999'))).toBe(403);
    const upTo = Number(new URL(address).searchParams.get('until')) - product.cloud.clock.now();
    expect(upTo).toBeLessThanOrEqual(2 * 60 * 60 * 1000);
  });

  test('whoever uploaded a picture cannot change what was looked at, nor by sending the command again', async () => {
    const cloudPath = file();
    const fileId = await upload(product, cloudPath, jpeg(), 'o-zhou');
    const requestId = randomUUID();
    const input = { ...form, pictures: [fileId] };
    const { caseId } = await as('p-zhou').call('case.submit', input, requestId);
    const shown = async () => {
      const [address = ''] = (await as('p-zhou').call('case.get', { caseId })).pictures;
      return Buffer.from(await (await fetch(address)).arrayBuffer());
    };
    const looked = await shown();
    await upload(product, cloudPath, jpeg(4000), 'o-zhou');
    await as('p-zhou').call('case.submit', input, requestId);
    expect(await shown()).toEqual(looked);
    await expect(upload(product, cloudPath, jpeg(), 'o-other')).rejects.toThrow(/permission denied/);
  });

  test('a renamed program is refused by its content and deleted', async () => {
    const fileId = await upload(product, file(), program());
    expect(await refusal({ pictures: [fileId] })).toMatchObject(
      refused('picture_refused', { 'pictures.0': 'picture_type' }),
    );
    expect(await has(fileId)).toBe(false);
  });

  test('one of 30 MB is refused and deleted; the good one beside it stays for another try', async () => {
    const good = await upload(product, file(), jpeg());
    const large = await upload(product, file(), jpeg(30 * 1024 * 1024));
    expect(await refusal({ pictures: [good, large] })).toMatchObject(
      refused('picture_refused', { 'pictures.1': 'picture_too_large' }),
    );
    expect([await has(good), await has(large)]).toEqual([true, false]);
  });

  test('nine are taken, the tenth is refused by its schema', async () => {
    const nine = await Promise.all(Array.from({ length: 9 }, () => upload(product, file(), jpeg())));
    expect(await refusal({ pictures: [...nine, 'cloud://x/cases/ten.jpg'] })).toMatchObject(
      refused('invalid_input', { pictures: 'too_big' }),
    );
    await expect(send(product, 'p-zhou', { pictures: nine })).resolves.toMatchObject({
      caseId: expect.any(String),
    });
  });

  test('a file outside the folder of pictures is neither taken nor deleted', async () => {
    const foreign = await upload(product, 'ledgers/2026.jpg', program());
    expect(await refusal({ pictures: [foreign] })).toMatchObject(
      refused('picture_refused', { 'pictures.0': 'picture_foreign' }),
    );
    expect(await has(foreign)).toBe(true);
  });

  test('a picture that never arrived is named; nothing else is lost', async () => {
    const missing = (await upload(product, file(), jpeg())).replace(/cases\/[^.]+/, `cases/${randomUUID()}`);
    expect(await refusal({ pictures: [missing] })).toMatchObject(
      refused('picture_refused', { 'pictures.0': 'picture_missing' }),
    );
  });

  test('a store that fails half way is a coded refusal, and the same request goes through when it is back', async () => {
    const fileId = await upload(product, file(), jpeg());
    const requestId = randomUUID();
    const input = { ...form, pictures: [fileId] };
    const folder = path.join(dataDir, 'files');
    const quiet = jest.spyOn(console, 'error').mockReturnValue();
    renameSync(folder, `${folder}-away`);
    const said = await as('p-he').callRaw({ action: 'case.submit', requestId, input });
    renameSync(`${folder}-away`, folder);
    quiet.mockRestore();
    expect(said).toMatchObject(refused('storage_unavailable'));
    expect(await as('p-he').call('case.submit', input, requestId)).toMatchObject({
      number: expect.any(String),
    });
  });

  test('what no case holds is removed after eight days, and what one holds is not', async () => {
    const base64 = Buffer.from([0xff, 0xd8, 0xff, 0xda, 0x00, 0x02, 1, 2, 3, 0xff, 0xd9]).toString('base64');
    const { fileId: alone } = await as('somebody').call('case.uploadPicture', { base64 });
    const refusedOne = await upload(product, file(), jpeg());
    await refusal({ pictures: [refusedOne, 'cloud://env/cases/not-there-at-all.jpg'] });
    const held = await upload(product, file(), jpeg());
    const { caseId } = await send(product, 'p-zhou', { pictures: [held] });
    const now = product.cloud.clock.now();
    const days = async (count: number) => {
      product.cloud.state.clock.move(now + count * DAY);
      await product.cloud.tick('jobs');
    };
    for (const record of product.cloud.read('uploads')) expect(Number(record.sweepAt) % DAY).toBe(0);
    await days(7);
    expect([await has(alone), await has(refusedOne), await has(held)]).toEqual([true, true, true]);
    await days(9);
    expect([await has(alone), await has(refusedOne), await has(held)]).toEqual([false, false, false]);
    const [shown = ''] = (await as('p-zhou').call('case.get', { caseId })).pictures;
    expect((await fetch(shown)).status).toBe(200);
    expect(product.cloud.read('uploads')).toEqual([]);
    product.cloud.state.clock.move(now);
  });

  test('an anonymous picture loses what tells where it was taken, and no uploader is known', async () => {
    const exif = [0xff, 0xe1, 0x00, 0x0a, ...Buffer.from('GPS here')];
    const bytes = Buffer.from([0xff, 0xd8, ...exif, 0xff, 0xda, 0x00, 0x02, 1, 2, 3, 0xff, 0xd9]);
    const { fileId } = await as('somebody').call('case.uploadPicture', { base64: bytes.toString('base64') });
    const kept = await fetch(
      new URL(`/storage/${fileId.replace(/^cloud:\/\/[^/]+\//, '')}`, product.cloud.url),
    );
    expect(Buffer.from(await kept.arrayBuffer()).toString('latin1')).not.toContain('GPS');
    await expect(
      as('somebody').call('case.uploadPicture', { base64: Buffer.from(program()).toString('base64') }),
    ).rejects.toMatchObject({ code: 'picture_refused' });
  });
});

describe('too many and guessed', () => {
  test('fifty submissions a minute from one account: ten are taken, the rest refused, and nothing tells who it was', async () => {
    const before = stored();
    const tries = await Promise.allSettled(Array.from({ length: 50 }, () => send(product, 'p-pan')));
    const codes = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
    expect(new Set(codes)).toEqual(new Set(['too_many_requests']));
    expect(codes).toHaveLength(40);
    expect(stored()).toBe(before + 10);
    const days = JSON.stringify(product.cloud.read('case_days'));
    expect(days).not.toContain('demo-observer-pan');
    expect(days).not.toContain('p-pan');
    await expect(send(product, 'p-zheng')).resolves.toBeDefined();
  });

  test('a guessed receipt code opens nothing, is limited, and leaves no name in logs or database', async () => {
    const guess = () => as('a-guesser').call('case.byReceipt', { receiptCode: '00000-00000-00000-00000' });
    await expect(guess()).rejects.toMatchObject({ code: 'receipt_unknown' });
    const codes: string[] = [];
    // Side by side, as a guesser would.
    await Promise.all(Array.from({ length: 50 }, () => guess().catch((error) => codes.push(error.code))));
    expect(codes.filter((code) => code === 'receipt_unknown')).toHaveLength(39);
    expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(11);
    expect(JSON.stringify(product.cloud.read('case_days'))).not.toContain('a-guesser');
    expect(JSON.stringify(product.cloud.logs())).not.toContain('a-guesser');
  });

  test('the right first part of a receipt code with a wrong rest opens nothing', async () => {
    const { receiptCode } = await as('whoever').call('case.submit', {
      ...form,
      identity: 'anonymous',
      receiptSeed: seed(),
    });
    const wrong = `${(receiptCode ?? '').slice(0, -1)}${receiptCode?.endsWith('0') ? '1' : '0'}`;
    await expect(as('whoever').call('case.byReceipt', { receiptCode: wrong })).rejects.toMatchObject({
      code: 'receipt_unknown',
    });
    await expect(
      as('whoever').call('case.byReceipt', { receiptCode: ` ${(receiptCode ?? '').toLowerCase()} ` }),
    ).resolves.toMatchObject({ viewer: 'asker' });
  });

  test('a guessed number, another person’s case and a handler of another department find nothing', async () => {
    const { caseId, number } = await send(product, 'p-sun');
    await inHand(product, caseId);
    for (const stranger of ['p-lin', 'p-qian', 'nobody-at-all'])
      await expect(as(stranger).call('case.get', { caseId })).rejects.toMatchObject({ code: 'not_found' });
    // A number that is there and one that is not are answered alike.
    for (const guessed of [number, `${number.slice(0, 9)}9999`]) {
      const said = await as('p-qian').callRaw({
        action: 'case.byNumber',
        requestId: 'guess-0001',
        input: { number: guessed },
      });
      expect(said).toEqual({
        ok: false,
        error: { code: 'not_found', message: 'not_found', requestId: 'guess-0001' },
      });
    }
    await expect(as('p-lin').call('case.byNumber', { number })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    await expect(as('p-qian').call('case.note', { caseId, text: '插一句' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(as('p-lin').call('case.judge', { caseId, isSolved: true })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(
      as('p-qian').call('case.inbox', { departmentId: 'logistics', box: 'working' }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
  });

  test('somebody else’s request id does not answer somebody else’s number', async () => {
    const requestId = randomUUID();
    await as('p-qian').call('case.submit', form, requestId);
    await expect(as('p-sun').call('case.submit', form, requestId)).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});
