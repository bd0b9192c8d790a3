import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { buildMiniProgram } from '../../dev/build/miniprogram';
import { writeProject } from '../../dev/build/project';
import { demoCollege, parseCollege, readCollege, readRealCollege } from '../../dev/college/college-file';
import { linjiang } from './linjiang';

const root = resolve(__dirname, '../..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fpd-college-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const complaint = (change: object): string => {
  try {
    parseCollege(JSON.stringify({ ...linjiang, ...change }), 'college.json');
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

test('what need not be set has a sensible value', () => {
  expect(parseCollege(JSON.stringify(linjiang), 'college.json')).toEqual({
    ...linjiang,
    scanCheck: null,
    hallNetworks: [],
    region: 'ap-shanghai',
    routePrefix: '',
    portal: true,
    membersOnly: false,
    officialAccount: null,
    templates: {},
    messagesOpen: 'formal',
  });
});

const hotline = (number: unknown) => ({ hotline: { label: '校内热线', number } });
const request = (host: unknown) => ({ domains: { ...linjiang.domains, request: host } });

test.each<[string, object]>([
  ['no number of the hotline', hotline('')],
  ['a number with its area code', hotline('0871-6500123')],
  ['a mobile telephone', hotline('13800000000')],
  ['no domain of its own', request('')],
  ['a domain of several parts', request('a.b-c.linjiang.edu.cn')],
  ['a prefix', { routePrefix: '/dialogue' }],
  ['a plain template', { templates: { preview: 'T1' } }],
  [
    'a template with its own fields',
    {
      templates: {
        preview: { id: 'T1', fields: { subject: 'thing1', time: 'date3', place: 'thing6', note: 'thing5' } },
      },
    },
  ],
  ['an official account', { officialAccount: { appId: 'wx0123456789abcdee' } }],
])('accepts %s', (_, change) => {
  expect(complaint(change)).toBe('');
});

test.each<[string, object, string]>([
  ['an AppID that is too short', { appId: 'wx123' }, 'appId：AppID 是 wx 加 16 位小写字母或数字'],
  ['an AppID in capitals', { appId: 'WX0123456789ABCDEF' }, 'appId：AppID 是 wx 加'],
  ['no AppID', { appId: undefined }, 'appId：请填 AppID'],
  ['the AppID of the test number', { appId: 'touristappid' }, 'appId：AppID 是 wx 加'],
  ['a bare 12345', hotline('12345'), 'hotline.number：要写完整号码（带区号），单写 12345 会打到市政府热线'],
  ['a bare number with a dash', hotline('12-345'), 'hotline.number：要写完整号码'],
  ['six digits', hotline('123456'), 'hotline.number：要写完整号码'],
  ['a number in words', hotline('请拨总机'), 'hotline.number：电话只能写数字和 -'],
  ['a number that is no text', hotline(12345), 'hotline.number：电话要写成文字'],
  ['a hotline without a name', { hotline: { label: ' ', number: '' } }, 'hotline.label：请填热线的叫法'],
  ['a domain with a path', request('dialogue.linjiang.edu.cn/ballot'), 'domains.request：只写域名本身'],
  ['a domain with a scheme', request('https://dialogue.linjiang.edu.cn'), 'domains.request：只写域名本身'],
  ['a domain with a port', request('dialogue.linjiang.edu.cn:8443'), 'domains.request：只写域名本身'],
  ['an address in numbers', request('10.1.2.3'), 'domains.request：只写域名本身'],
  [
    'a download domain with a path',
    { domains: { ...linjiang.domains, download: ['files.linjiang.edu.cn/a'] } },
    'domains.download.0：只写域名本身',
  ],
  ['an environment in capitals', { envId: 'Linjiang' }, 'envId：环境 ID 如'],
  ['no environment', { envId: undefined }, 'envId：请填云开发环境 ID'],
  ['a prefix that ends with a slash', { routePrefix: '/dialogue/' }, 'routePrefix：路径前缀以 / 开头'],
  ['no name', { name: '' }, 'name：请填学校名称'],
  ['no contact', { contact: undefined }, 'contact：请填联系人或部门和电话'],
  ['a kind of message that is none', { templates: { birthday: 'T' } }, 'templates.birthday：没有这种消息'],
  [
    'one template for two kinds',
    { templates: { preview: 'T', booking_offered: 'T' } },
    'templates.booking_offered：与 preview 用了同一个模板',
  ],
  [
    'a template whose field cannot take every value',
    {
      templates: {
        preview: { id: 'T', fields: { subject: 'thing1', time: 'date2', place: 'thing3', note: 'phrase4' } },
      },
    },
    'templates.preview：preview 的 note 不能用 phrase4',
  ],
  ['a template of blanks', { templates: { preview: '  ' } }, 'templates.preview：模板 ID 只有字母、数字'],
  [
    'a template in words',
    { templates: { preview: 'not an id!' } },
    'templates.preview：模板 ID 只有字母、数字',
  ],
  ['a number of zeros', hotline('0000000'), 'hotline.number：电话不能全是 0'],
  [
    'a host twice',
    { domains: { ...linjiang.domains, download: ['a.linjiang.edu.cn', 'a.linjiang.edu.cn'] } },
    'domains.download：同一个域名写了两次',
  ],
  ['a secret', { appSecret: '0123' }, '没有这些设置：appSecret。密钥不写在这个文件里'],
])('refuses %s and says what to write', (_, change, sentence) => {
  expect(complaint(change)).toContain(sentence);
});

test('says everything that is wrong at once', () => {
  expect(complaint({ appId: 'x', envId: 'X' })).toMatch(
    /^college\.json 有 2 处要改：\n {2}appId：.*\n {2}envId：/,
  );
});

test('what is not JSON or not there is said as that', () => {
  expect(() => parseCollege('{', 'college.json')).toThrow('college.json 不是 JSON');
  expect(() => readCollege(join(folder, 'none.json'))).toThrow(
    '请把 dev/demo/college.json 复制为 college.json',
  );
});

test('the college of the demonstration is whole and never leaves this machine', () => {
  expect(demoCollege().envId).toBe('demo-local');
  expect(() => readRealCollege(join(root, 'dev/demo/college.json'))).toThrow('演示用的学校，不能部署');
});

test('the mini program that is built says the name, the number and the environment of its college', async () => {
  const college = parseCollege(JSON.stringify(linjiang), 'college.json');
  const out = join(folder, 'dist');
  await buildMiniProgram({ out: join(out, 'miniprogram'), college });
  writeProject(out, college);
  const built = readFileSync(join(out, 'miniprogram/shared/college.js'), 'utf8');
  for (const value of ['临江学院', '校内热线', 'linjiang-1a2b3c']) expect(built).toContain(value);
  expect(JSON.parse(readFileSync(join(out, 'project.config.json'), 'utf8'))).toMatchObject({
    appid: 'wx0123456789abcdef',
    miniprogramRoot: 'miniprogram/',
  });
}, 30_000);

test('no code names a college or a hotline', () => {
  const { name, hotline: demoHotline, envId, contact } = demoCollege();
  const words = [name, demoHotline.number, contact, envId, '校内 12345', '校内12345', "'12345"];
  const found = ['miniprogram', 'cloudfunctions', 'typings', 'dev'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .map((file) => join(top, file))
      .filter((file) => /\.(ts|wxml|wxs|json|mjs)$/.test(file) && !file.startsWith('dev/demo/'))
      .filter((file) => file !== 'dev/college/college-file.ts')
      .flatMap((file) => {
        const text = readFileSync(join(root, file), 'utf8');
        return words.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`);
      }),
  );
  expect(found).toEqual([]);
});

test('a release build without the file of the college is refused, in a sentence', async () => {
  const { PATH } = process.env;
  const ended = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', join(root, 'dev/build/main.ts'), '--college', join(folder, 'none.json')],
    { cwd: root, env: { PATH } },
  ).then(
    () => ({ code: 0, stderr: '' }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
  );
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/^没有找到 .*none\.json。请把 dev\/demo\/college\.json 复制为 college\.json/);
}, 60_000);
