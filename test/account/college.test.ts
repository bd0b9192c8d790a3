import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Product, startProduct } from '../cloud';

const root = path.resolve(__dirname, '../..');
jest.setTimeout(40_000);

let product: Product;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'fpd-college-'));
  product = await startProduct({ isEmpty: true, now: Date.UTC(2026, 10, 20, 2) });
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
  const env = { ...process.env, TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${product.cloud.url}/admin` }) };
  const file = path.join(root, `dev/college/${command}.ts`);
  try {
    const { stdout } = await promisify(execFile)('node', ['--import', 'tsx', file, ...words], {
      cwd: root,
      env,
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

  expect(await type('admin', 'T1')).toMatchObject({
    code: 1,
    text: expect.stringContaining('not bound yet'),
  });
  await product.as('shen').call('account.bind', { number: 'T1', name: '沈浩' });
  expect(await type('admin', 't1')).toEqual({ code: 0, text: '沈浩 is administrator now.' });
  expect((await product.as('shen').call('account.me', {})).person?.roles).toEqual([{ role: 'admin' }]);

  await product.as('lin').call('account.bind', { number: '1', name: '林小满' });
  expect(await type('admin', '1')).toMatchObject({ code: 1, text: expect.stringContaining('already') });
  const { entries } = await product.as('shen').call('account.auditLog', {});
  expect(entries.map(({ actor, what }) => `${actor} ${what}`)).toEqual(
    expect.arrayContaining(['服务器命令 设立首位管理员', '服务器命令 导入名册']),
  );

  writeFileSync(file, 'number,name,kind,unit\nT1,沈浩,staff,信息中心\n3,周一鸣,student,系\n');
  expect(await type('roster', file)).toMatchObject({ code: 1, text: expect.stringContaining('--leaving') });
  writeFileSync(file, GBK);
  expect(await type('roster', file, '--dry-run')).toMatchObject({
    code: 1,
    text: 'This roster would leave the college without an administrator.',
  });
});

test('without the variables the command says which', async () => {
  const { TCB_CONTEXT_CNFG: _none, ...env } = process.env;
  const file = path.join(root, 'dev/college/admin.ts');
  await expect(
    promisify(execFile)('node', ['--import', 'tsx', file, 'T1'], { cwd: root, env }),
  ).rejects.toMatchObject({ stderr: expect.stringContaining('TENCENTCLOUD_SECRETID') });
});
