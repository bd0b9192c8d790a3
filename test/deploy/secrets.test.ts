import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { MissingSecret, readSecrets } from '../../dev/deploy/secrets';
import { linjiang } from './linjiang';

const root = resolve(__dirname, '../..');
const run = promisify(execFile);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fpd-secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const all = {
  TENCENTCLOUD_SECRETID: 'id',
  TENCENTCLOUD_SECRETKEY: 'key',
  MP_APP_SECRET: 'secret',
  CASE_SECRET: 'ca5e'.repeat(16),
  VOICE_SECRET: '701ce'.repeat(13).slice(0, 64),
};
const none = { officialAccount: null };
const one = { officialAccount: { appId: 'wx0123456789abcdee', coverMediaId: '' } };
const nowhere = () => join(folder, 'none.json');

test('secrets come from the environment, and what is missing there from the file', () => {
  const file = join(folder, 'college.secrets.json');
  writeFileSync(file, JSON.stringify({ ...all, MP_APP_SECRET: 'of the file' }));
  expect(readSecrets(none, { MP_APP_SECRET: 'of the environment' }, file)).toEqual({
    ...all,
    MP_APP_SECRET: 'of the environment',
    OA_APP_SECRET: '',
  });
});

test.each<[string, typeof none | typeof one, Record<string, string>, string]>([
  [
    'a key of the cloud',
    none,
    { ...all, TENCENTCLOUD_SECRETID: '' },
    'TENCENTCLOUD_SECRETID：腾讯云 API 密钥的 SecretId',
  ],
  ['the mini program’s', none, { ...all, MP_APP_SECRET: '' }, 'MP_APP_SECRET：小程序密钥，在 公众平台'],
  ['the cases’', none, { ...all, CASE_SECRET: '' }, 'CASE_SECRET：64 位十六进制随机数'],
  ['cases’ in another form', none, { ...all, CASE_SECRET: 'short' }, 'CASE_SECRET：64 位十六进制随机数'],
  ['the voices’', none, { ...all, VOICE_SECRET: '' }, 'VOICE_SECRET：64 位十六进制随机数'],
  ['the official account’s', one, all, 'OA_APP_SECRET：公众号密钥'],
])('a missing secret is named with where it is found: %s', (_, college, env, sentence) => {
  expect(() => readSecrets(college, env, nowhere())).toThrow(sentence);
});

test.each([
  ['half a file', '{"MP_APP_SECRET": "hidden', '不是 JSON'],
  ['a number', '{"MP_APP_SECRET": 5}', '里的 MP_APP_SECRET 要写成文字'],
  ['a list', '[]', '要写成 {"名字": "值", …}'],
])('a file of secrets that holds %s is named, and nothing of it is said', (_, text, sentence) => {
  const file = join(folder, 'unfit.secrets.json');
  writeFileSync(file, text);
  expect(() => readSecrets(none, all, file)).toThrow(MissingSecret);
  expect(() => readSecrets(none, all, file)).toThrow(`${file} ${sentence}`);
  expect(() => readSecrets(none, all, file)).toThrow(/^(?!.*hidden)/s);
});

test('without an official account its secret is not asked for', () => {
  expect(() => readSecrets(none, all, nowhere())).not.toThrow();
});

test('the command says the missing secrets and ends with 1, and says no secret that it has', async () => {
  const college = join(folder, 'college.json');
  writeFileSync(college, JSON.stringify(linjiang));
  const { PATH } = process.env;
  const ended = await run(
    process.execPath,
    ['--import', 'tsx', join(root, 'dev/deploy/main.ts'), '--college', college],
    { cwd: root, env: { PATH, TENCENTCLOUD_SECRETKEY: 'never to be printed' } },
  ).then(
    () => ({ code: 0, stderr: '' }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
  );
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('缺少密钥');
  expect(ended.stderr).not.toMatch(/never to be printed|Error|at /);
}, 60_000);
