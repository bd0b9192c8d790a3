import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildRecount } from '../../dev/build/recount';
import { readCountsLine } from '../../miniprogram/shared/opening-counts';

const folder = mkdtempSync(join(tmpdir(), 'one-file-'));
const HOLDERS = ['union', 'staff', 'discipline'];

/** Runs the one file as an observer does: alone in a folder, with Node and nothing else. */
const run = (...args: string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['recount.mjs', ...args], { cwd: folder }, (error, out, trouble) =>
      resolve({ code: error ? Number(error.code) : 0, said: `${out}${trouble}` }),
    );
  });

beforeAll(async () => {
  await buildRecount(join(folder, 'recount.mjs'));
  const publicKeys: string[] = [];
  for (const name of HOLDERS) {
    const made = await run('key', name);
    expect(made).toMatchObject({ code: 0 });
    publicKeys.push(made.said.split('\n')[2] ?? '');
  }
  expect(await run('rehearse', ...publicKeys)).toMatchObject({ code: 0 });
  for (const name of HOLDERS)
    expect(await run('share', 'rehearsal.json', `closing-key-${name}.json`)).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const shares = (number: number) => `shares-rehearsal.1-${number}.json`;

test('three people rehearse: any two of them see the six ratings that everybody knows', async () => {
  const said: string[] = [];
  for (const [left, right] of [
    [1, 2],
    [3, 1],
    [2, 3],
  ] as const) {
    const opened = await run('open', 'rehearsal.json', shares(left), shares(right));
    expect(opened.code).toBe(0);
    said.push(opened.said);
  }
  expect(new Set(said).size).toBe(1);
  const line = said[0]?.trim().split('\n').at(-1) ?? '';
  expect(readCountsLine(line, 'rehearsal.1')).toEqual([
    { slot: 0, ratings: { '0': 0, '1': 1, '2': 2, '3': 0, '4': 1, '5': 0 }, invalid: 0 },
    { slot: 1, ratings: { '0': 1, '1': 0, '2': 0, '3': 0, '4': 0, '5': 1 }, invalid: 0 },
  ]);
});

test.each([
  ['one observer alone', [shares(1)], '要两位'],
  ['the same file twice', [shares(1), shares(1)], '给了两次'],
  ['a file cut short', [shares(1), 'cut.json'], '可能传输时截断'],
  ['a file that is not there', [shares(1), 'gone.json'], '没有找到'],
  ['a key instead of shares', [shares(1), 'closing-key-staff.json'], '不是完整的份额'],
])('%s opens nothing', async (_label, files, said) => {
  writeFileSync(join(folder, 'cut.json'), readFileSync(join(folder, shares(2)), 'utf8').slice(0, 300));
  const opened = await run('open', 'rehearsal.json', ...files);
  expect(opened.code).toBe(1);
  expect(opened.said).toContain(said);
  expect(opened.said).not.toContain('非常满意');
});

test('a key is never written over, and another key finds no shares', async () => {
  expect((await run('key', 'union')).said).toContain('已经存在');
  await run('key', 'stranger');
  expect((await run('share', 'rehearsal.json', 'closing-key-stranger.json')).said).toContain('不是这期票箱');
});

test('a public key typed wrongly makes no rehearsal', async () => {
  expect((await run('rehearse', 'A'.repeat(392), 'B'.repeat(392), 'C'.repeat(392))).said).toContain(
    '抄得不对',
  );
  expect((await run('rehearse', 'A', 'A', 'A')).said).toContain('三把不同');
});

test('the same file recounts: a rehearsal with its made-up slips is no box of a survey', async () => {
  const recounted = await run('rehearsal.json');
  expect(recounted.code).toBe(1);
  expect(recounted.said).toContain('not signed by the key of this question');
});

test.each([
  ['another survey', 'session-1.1|00:0,1,2,0,1,0,0'],
  ['a line cut short', 'rehearsal.1|00:0,1,2,0,1,0'],
  ['a line without counts', 'rehearsal.1'],
  ['words', '你好'],
])('%s is no line of counts', (_label, line) => {
  expect(readCountsLine(line, 'rehearsal.1')).toBeNull();
});
