import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import type { Product } from '../cloud';
import { answered, form, inHand, MINUTE, send, startCases } from './people';

let product: Product;
let dataDir: string;
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'fpd-asker-'));
  product = await startCases({ dataDir });
});
afterAll(async () => {
  await product.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const as = (who: string) => product.as(who);
const seed = () => randomBytes(16).toString('hex');
const inbox = async (who: string) => {
  await product.cloud.tick('jobs');
  return (await as(who).call('announcement.inbox', {})).messages;
};
const publish = (caseId: string, reply = '') =>
  as('p-wu').call('case.publish', { caseId, title: '三号楼晚间热水', text: '三号楼晚上没有热水。', reply });

describe('me too', () => {
  test('one tap joins, from two phones at once it counts once, and taken back it counts no more', async () => {
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    await publish(caseId);
    await Promise.all([1, 2, 3].map(() => as('p-zhou').call('case.join', { caseId })));
    expect(await as('p-gao').call('case.join', { caseId })).toEqual({ joins: 2, hasJoined: true });
    expect((await as('p-zhou').call('case.followed', {})).cases).toMatchObject([{ id: caseId, joins: 2 }]);
    expect((await as('p-zhou').call('case.get', { caseId })).actions).toContain('leave');
    const back = () => as('p-zhou').call('case.join', { caseId, hasJoined: false });
    await Promise.all([back(), back()]);
    expect((await as('p-zhou').call('case.followed', {})).cases).toEqual([]);
    expect(await as('p-zhou').call('case.get', { caseId })).toMatchObject({ joins: 1, hasJoined: false });
    expect((await as('p-zhou').call('case.get', { caseId })).actions).toContain('join');
    expect(await as('p-lin').call('case.join', { caseId })).toEqual({ joins: 1, hasJoined: false });
  });

  test('those who joined hear each step in the public words, never in the asker’s own', async () => {
    const { caseId } = await send(product, 'p-lin', { title: '我是林小满，热水没了' });
    await inHand(product, caseId);
    await publish(caseId);
    await product.cloud.tick('jobs');
    await as('p-he').call('case.join', { caseId });
    await answered(product, caseId);
    expect((await inbox('p-wu')).map(({ body }) => body).join()).toContain('请把答复也整理公开');
    await publish(caseId, '锅炉已检修。');
    await as('p-lin').call('case.judge', { caseId, isSolved: false, reason: '六层还没有' });
    const told = await inbox('p-he');
    const bodies = told.map(({ body }) => body).join();
    for (const words of ['有了答复：已解决', '公开了答复']) expect(bodies).toContain(words);
    // What the asker said of it is told to nobody.
    expect(bodies).not.toContain('重办');
    expect(new Set(told.map(({ title }) => title))).toEqual(new Set(['三号楼晚间热水']));
  });

  test('earlier answers are shown as they stand now, and only those on the same matter', async () => {
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    await publish(caseId);
    await product.cloud.tick('jobs');
    product.cloud.state.clock.move(product.cloud.clock.now() + 2 * MINUTE);
    const found = async (text: string) =>
      (await as('p-zhou').call('case.similar', { text })).cases.find(({ id }) => id === caseId);
    expect(await found('三号楼又没有热水了')).toMatchObject({ status: 'in_progress', joins: 0 });
    await as('p-gao').call('case.join', { caseId });
    await answered(product, caseId);
    await as('p-lin').call('case.judge', { caseId, isSolved: true });
    const asked = () => found('三号楼又没有热水了');
    const { count, result } = await product.cloud.countRoundTrips(asked);
    expect(result).toMatchObject({ status: 'replied', outcome: 'solved', joins: 1 });
    expect(count).toBeLessThanOrEqual(2);
    expect(await found('篮球场灯光太暗，晚上看不清')).toBeUndefined();
    await as('p-wu').call('case.unpublish', { caseId, reason: '再核对' });
    expect(await asked()).toBeUndefined();
  });
});

test('whoever’s case was merged reads how the other was answered in their own, and is led there by the message', async () => {
  const [first, second] = [await send(product, 'p-lin'), await send(product, 'p-he')];
  await inHand(product, first.caseId);
  await as('p-wu').call('case.merge', { caseId: second.caseId, intoId: first.caseId });
  await answered(product, first.caseId);
  const [told] = await inbox('p-he');
  expect(told).toMatchObject({ opens: { page: 'case', id: first.caseId } });
  const opened = await as('p-he').call('case.get', { caseId: first.caseId });
  expect(opened).toMatchObject({
    id: second.caseId,
    viewer: 'asker',
    mergedInto: { id: first.caseId, isPublic: false, reply: { text: '部门已答复：已解决。' } },
  });
  expect(opened.timeline.map(({ what }) => what)).toEqual(['merged', 'submitted']);
  await expect(as('p-zhou').call('case.get', { caseId: first.caseId })).rejects.toMatchObject({
    code: 'not_found',
  });
});

describe('what is written', () => {
  const RISKY = '有人组织赌博';
  test('plain abuse is refused in what staff and askers write, and so is what the platform would not carry in public', async () => {
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    const { version } = await as('p-wu').call('case.get', { caseId });
    const abuse = '去死吧';
    const attempts = [
      as('p-xu').call('case.draftReply', { caseId, text: abuse, outcome: 'solved' }),
      as('p-ma').call('case.note', { caseId, text: abuse }),
      as('p-ma').call('case.askMore', { caseId, text: abuse }),
      as('p-ma').call('case.askExtension', { caseId, workingDays: 1, reason: abuse }),
      as('p-wu').call('case.publish', { caseId, title: '热水', text: '热水', reply: RISKY }),
      as('p-wu').call('case.changeClass', { caseId, urgency: 'complex', reason: abuse }),
      as('p-lin').call('case.withdraw', { caseId, reason: abuse }),
    ];
    const codes = await Promise.all(
      attempts.map((each) =>
        each.then(
          () => 'done',
          ({ code }) => code,
        ),
      ),
    );
    expect(new Set(codes)).toEqual(new Set(['content_refused']));
    expect((await as('p-wu').call('case.get', { caseId })).version).toBe(version);
  });

  test('whoever answers or judges may name what the case is about', async () => {
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    const noted = await as('p-ma').call('case.note', { caseId, text: RISKY });
    expect(noted.timeline[0]).toMatchObject({ what: 'note', text: RISKY });
    expect((await as('p-lin').call('case.withdraw', { caseId, reason: RISKY })).status).toBe('closed');
  });

  test('what the check is unsure of goes on: its author is known and the clock is running', async () => {
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    const noted = await as('p-ma').call('case.note', { caseId, text: '已通知那个骗子商户整改' });
    expect(noted.timeline[0]).toMatchObject({ what: 'note', text: '已通知那个骗子商户整改' });
  });

  test('an anonymous reason meets the local list', async () => {
    const { caseId, receiptCode } = await as('x').call('case.submit', {
      ...form,
      identity: 'anonymous',
      receiptSeed: seed(),
    });
    await inHand(product, caseId);
    await answered(product, caseId);
    const judged = (reason: string) =>
      as('y').call('case.judge', { receiptCode: receiptCode ?? '', isSolved: false, reason });
    await expect(judged('去 死 吧')).rejects.toMatchObject({
      code: 'content_refused',
      fields: { reason: 'content_refused' },
    });
    expect((await judged('还是没有热水')).status).toBe('in_progress');
  });
});

describe('anonymous', () => {
  /** Everything the college holds: each document of each collection, and each log line. */
  const collections = readdirSync(path.join(__dirname, '../../cloudfunctions/database')).flatMap((file) =>
    z
      .object({ collections: z.array(z.object({ name: z.string() })) })
      .parse(JSON.parse(readFileSync(path.join(__dirname, '../../cloudfunctions/database', file), 'utf8')))
      .collections.map(({ name }) => name),
  );
  const documents = () =>
    collections.flatMap((name) => product.cloud.read(name).map((each) => `${name} ${JSON.stringify(each)}`));

  /** A whole talk without a name, pictures and wrong codes included. */
  async function talk(who: string) {
    const phone = as(who);
    await phone.call('account.me', {});
    await phone.call('case.similar', { text: '有老师收班费' });
    const photo = () => {
      const exif = [0xff, 0xe1, 0x00, 0x0a, ...Buffer.from('GPS here')];
      const bytes = [0xff, 0xd8, ...exif, 0xff, 0xda, 0x00, 0x02, 1, 2, 3, 0xff, 0xd9];
      return phone.call('case.uploadPicture', { base64: Buffer.from(bytes).toString('base64') });
    };
    const one = { ...form, identity: 'anonymous', receiptSeed: seed() } as const;
    const { fileId } = await photo();
    const { caseId, receiptCode } = await phone.call('case.submit', { ...one, pictures: [fileId] });
    await inHand(product, caseId);
    await as('p-ma').call('case.askMore', { caseId, text: '哪一门课？' });
    const code = { receiptCode: receiptCode ?? '' };
    await phone.call('case.byReceipt', code);
    await phone.call('case.byReceipt', { receiptCode: '0'.repeat(20) }).catch(() => undefined);
    const more = await photo();
    await phone.call('case.answer', { ...code, text: '周三的课', pictures: [more.fileId] });
    await answered(product, caseId);
    await phone.call('case.judge', { ...code, isSolved: false, reason: '还在收' });
    await answered(product, caseId);
    await phone.call('case.judge', { ...code, isSolved: true, satisfaction: 'satisfied' });
    await product.cloud.tick('jobs');
    return { caseId, fileIds: [fileId, more.fileId] };
  }

  test('a whole talk leaves no account in any document, any stored file or its name, or any log', async () => {
    const { caseId, fileIds } = await talk('an-account-of-nobody');
    expect(fileIds.join()).toMatch(/^(cloud:\/\/[^,]+\/cases\/[0-9a-f-]{36}\.jpg,?){2}$/);
    const held = documents().join();
    expect(held).toContain(caseId);
    // The rest of the folder is the double of WeChat, which knows who visits.
    const folder = path.join(dataDir, 'files');
    const stored = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    expect(stored.length).toBeGreaterThan(0);
    const files = stored.map(
      ({ parentPath, name }) => name + readFileSync(path.join(parentPath, name), 'latin1'),
    );
    for (const place of [held, files.join(), JSON.stringify(product.cloud.logs())])
      expect(place).not.toMatch(/an-account-of-nobody|GPS/);
  });

  test('nor does one of somebody whom the college knows: nothing that was written or changed names them', async () => {
    const before = new Set(documents());
    const { caseId } = await talk('p-zhou');
    const written = documents().filter((each) => !before.has(each));
    expect(written.join()).toContain(caseId);
    for (const each of written)
      expect(each).not.toMatch(/p-zhou|demo-student-zhou|20240215|周一鸣|机电工程系/);
  });

  test('what was counted, under a digest, is gone when its ten minutes are over', async () => {
    const recent = () => product.cloud.read('case_days').map((day) => day.recent);
    await send(product, 'p-gao');
    expect(JSON.stringify(recent())).toMatch(/[0-9a-f]{12}/);
    product.cloud.state.clock.move(product.cloud.clock.now() + 15 * MINUTE);
    await product.cloud.tick('jobs');
    expect(JSON.stringify(recent())).not.toMatch(/[0-9a-f]{12}/);
  });

  test('a talk by receipt code, with every page turned twice, is not taken for guessing', async () => {
    const { receiptCode } = await as('a-talker').call('case.submit', {
      ...form,
      identity: 'anonymous',
      receiptSeed: seed(),
    });
    const code = { receiptCode: receiptCode ?? '' };
    for (let turn = 0; turn < 7; turn++) {
      await as('a-talker').call('case.byReceipt', code);
      await as('a-talker').call('case.answer', { ...code, text: `第 ${turn} 句` });
      await as('a-talker').call('case.byReceipt', code);
    }
    expect((await as('a-talker').call('case.byReceipt', code)).timeline).toHaveLength(8);
  });
});

describe('two phones of one person', () => {
  test('both answers are kept, and the same verdict from both is one', async () => {
    const { caseId } = await send(product, 'p-lin');
    await inHand(product, caseId);
    await as('p-ma').call('case.askMore', { caseId, text: '哪一层？' });
    await Promise.all(['六层', '还有五层'].map((text) => as('p-lin').call('case.answer', { caseId, text })));
    await answered(product, caseId);
    const solved = () => as('p-lin').call('case.judge', { caseId, isSolved: true });
    await Promise.all([solved(), solved()]);
    const rated = await as('p-lin').call('case.judge', { caseId, isSolved: true, satisfaction: 'satisfied' });
    const whats = rated.timeline.map(({ what }) => what);
    expect(whats.filter((what) => what === 'answered_more')).toHaveLength(2);
    expect(whats.filter((what) => what === 'solved')).toHaveLength(1);
    expect(rated).toMatchObject({ status: 'closed', closing: 'asker_solved', satisfaction: 'satisfied' });
  });

  test('one withdraws while the other still writes: the writing is refused in words, the withdrawal stands', async () => {
    const { caseId } = await send(product, 'p-lin');
    await as('p-lin').call('case.withdraw', { caseId, reason: '' });
    await expect(as('p-lin').call('case.answer', { caseId, text: '再补一句' })).rejects.toMatchObject({
      code: 'case_closed',
    });
  });

  test('the answer to a submission got lost: the same request from a phone that tries again is the same case', async () => {
    const requestId = randomUUID();
    const input = { ...form, identity: 'anonymous', receiptSeed: seed() } as const;
    const tries = await Promise.all([1, 2, 3].map(() => as('p-he').call('case.submit', input, requestId)));
    expect(
      new Set(tries.map(({ caseId, number, receiptCode }) => `${caseId} ${number} ${receiptCode}`)).size,
    ).toBe(1);
  });
});
