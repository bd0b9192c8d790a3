import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkVersion, findKey, uploadCommand } from '../../dev/upload/upload';

const college = { appId: 'wx0123456789abcdef' };
const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fpd-upload-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the key is the text in the environment, else the file that WeChat gave for this AppID', () => {
  const file = join(folder, 'private.wx0123456789abcdef.key');
  writeFileSync(file, key);
  expect(findKey(college, { MINI_PROGRAM_UPLOAD_KEY: key }, folder)).toEqual({ text: key });
  expect(findKey(college, {}, folder)).toEqual({ file });
});

test.each<[string, NodeJS.ProcessEnv, string]>([
  ['no key', {}, '没有上传密钥。请在 公众平台 → 开发管理 → 开发设置 → 小程序代码上传 生成'],
  ['a path instead of the key', { MINI_PROGRAM_UPLOAD_KEY: './private.key' }, '不是密钥文件的全文'],
])('%s is said with what to do', (_, env, sentence) => {
  expect(() => findKey(college, env, folder)).toThrow(sentence);
});

test.each([undefined, '', '1', '1.0', 'v1.0.0'])('the version %p is asked for', (version) => {
  expect(() => checkVersion(version)).toThrow('--version 1.0.0');
});

test('the vendor’s tool is asked for at one version, and for this mini program only', () => {
  const words = uploadCommand(college, { dist: '/d', key: '/k', version: '1.2.3', note: '首期' });
  expect(words.join(' ')).toBe(
    'exec --yes --package=miniprogram-ci@2.1.42 -- miniprogram-ci upload --pp /d --pkp /k --appid wx0123456789abcdef --uv 1.2.3 --ud 首期 --use-project-config true',
  );
});
