import { AGREEMENT_VERSION } from '../../miniprogram/shared/agreement';
import '../booking/sdk-environment';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { openDatabase } from '../../dev/college/database';
import { loadRoster } from '../../dev/college/load-roster';
import { makeAdmin } from '../../dev/college/make-admin';
import { type Product, startProduct } from '../cloud';

const root = path.resolve(__dirname, '../..');
let product: Product;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'fpd-college-'));
  product = await startProduct({ isEmpty: true, now: Date.UTC(2026, 10, 20, 2) });
  process.env.TCB_CONTEXT_CNFG = JSON.stringify({ URL: `${product.cloud.url}/admin` });
});
afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  code: number;
  text: string;
}

/** What somebody types, with the variables of this cloud. */
async function type(command: 'roster' | 'admin', ...words: string[]): Promise<Outcome> {
  const file = path.join(root, `dev/college/${command}.ts`);
  try {
    const { stdout } = await promisify(execFile)('node', ['--import', 'tsx', file, ...words], {
      cwd: root,
      env: process.env,
    });
    return { code: 0, text: stdout.trim() };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, text: stderr.trim() };
  }
}

/** 号码,姓名,类别,单位 / T9,唐丽,教职工,办公室, as Excel in China saves it. */
const GBK = Buffer.from(
  'bac5c2eb2cd0d5c3fb2cc0e0b1f02cb5a5cebb0a54392cccc6c0f62cbdccd6b0b9a42cb0ecb9abcad20a',
  'hex',
);

test('a college begins: the roster, a bound person, the first administrator, and no other by command', async () => {
  const file = path.join(folder, 'roster.csv');
  writeFileSync(
    file,
    'number,name,kind,unit\nT1,沈浩,staff,信息中心\n1,林小满,student,信息工程系\n2,,student,系\n',
  );
  expect(await type('roster', file)).toEqual({
    code: 0,
    text: 'line 4: 缺姓名\nadded 2, changed 0, left 0, refused 1',
  });

  const db = openDatabase({ TCB_CONTEXT_CNFG: process.env.TCB_CONTEXT_CNFG });
  await expect(makeAdmin(db, 'T1')).rejects.toThrow('not bound yet');
  await product.as('shen').call('account.bind', { agreement: AGREEMENT_VERSION, number: 'T1', name: '沈浩' });
  expect(await type('admin', 't1')).toEqual({ code: 0, text: '沈浩 is administrator now.' });
  expect((await product.as('shen').call('account.me', {})).person?.roles).toEqual([{ role: 'admin' }]);

  await product.as('lin').call('account.bind', { agreement: AGREEMENT_VERSION, number: '1', name: '林小满' });
  await expect(makeAdmin(db, '1')).rejects.toThrow('There is an administrator already');
  await expect(makeAdmin(db, '3', true)).rejects.toThrow('not in the roster');
  expect(await makeAdmin(db, 'T1', true)).toBe('沈浩 is administrator already.');
  const { entries } = await product.as('shen').call('account.auditLog', {});
  expect(entries.map(({ actor, what }) => `${actor} ${what}`)).toEqual(
    expect.arrayContaining(['服务器命令 设立首位管理员', '服务器命令 导入名册']),
  );

  const smaller = 'number,name,kind,unit\nT1,沈浩,staff,信息中心\n3,周一鸣,student,系\n';
  await expect(loadRoster(db, smaller)).rejects.toThrow('--leaving');
  expect(await loadRoster(db, smaller, { isLeavingExpected: true })).toMatchObject({ added: 1, left: 1 });
  expect((await product.as('lin').call('account.me', {})).person).toBeNull();
  writeFileSync(file, GBK);
  expect(await type('roster', file, '--dry-run')).toMatchObject({
    code: 1,
    text: 'This roster would leave the college without an administrator.',
  });
});

test('without the variables the command says which', () => {
  expect(() => openDatabase({ TCB_ENV: 'college' })).toThrow('TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY');
  const elsewhere = JSON.stringify({ URL: 'https://example.com/admin' });
  expect(() => openDatabase({ TCB_CONTEXT_CNFG: elsewhere })).toThrow('TCB_ENV');
});
