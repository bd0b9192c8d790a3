import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { root } from '../../dev/root';
import { startProduct } from '../cloud';

const failure = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() });
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fpd-inspected-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What somebody types after `npm run inspect --`. */
async function type(...words: string[]): Promise<{ code: number; text: string }> {
  const env = { ...process.env };
  delete env.TCB_CONTEXT_CNFG;
  const file = path.join(root, 'dev/inspect/main.ts');
  try {
    const { stdout } = await promisify(execFile)('node', ['--import', 'tsx', file, ...words], {
      cwd: root,
      env,
    });
    return { code: 0, text: stdout };
  } catch (error) {
    const { code, stdout, stderr } = failure.parse(error);
    return { code, text: stdout + stderr };
  }
}

it.each([
  ['no store', [], 'npm run inspect'],
  ['two stores', ['--data', 'x', '--env', 'y'], 'npm run inspect'],
  ['a word it does not know', ['--all'], 'npm run inspect'],
  ['a folder without data', ['--data', '/nowhere-at-all'], '不是数据文件夹'],
])('is told %s with 2 and a sentence', async (_name, words, sentence) => {
  expect(await type(...words)).toEqual({ code: 2, text: expect.stringContaining(sentence) });
});

it('says who must stop first, finds, mends, and then finds nothing', async () => {
  const dataDir = path.join(folder, 'data');
  const product = await startProduct({ dataDir });
  try {
    await product.cloud.seed('case_index', [{ _id: 'part-0', entries: [{ id: 'x', title: '' }] }]);
    expect(await type('--data', dataDir)).toEqual({ code: 2, text: expect.stringContaining('正在使用') });
  } finally {
    await product.stop();
  }
  expect(await type('--data', dataDir)).toEqual({ code: 1, text: expect.stringContaining('发现 1 个问题') });
  expect(await type('--data', dataDir, '--repair')).toEqual({
    code: 0,
    text: expect.stringMatching(/已修复[\s\S]*没有发现问题/),
  });
  expect(await type('--data', dataDir)).toEqual({ code: 0, text: expect.stringContaining('没有发现问题') });
});
