import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { carryOut, makePlan } from '../../dev/deploy/deploy';
import type { PackedFunction } from '../../dev/deploy/function-files';
import { withVariables } from '../../dev/deploy/function-files';
import { explain } from '../../dev/deploy/report';
import { allVariables } from '../../dev/deploy/variables';
import { zip } from '../../dev/deploy/zip';
import { examine } from '../../dev/doctor/doctor';
import { type Finding, findingsText } from '../../dev/doctor/finding';
import { collections, collegeWith, secrets, siteOf, storage } from './college-site';
import { ManagementDouble } from './management/double';

const NOW = Date.parse('2026-11-26T08:00:00Z');
const deployment = z.object({
  functions: z.array(
    z.object({
      name: z.string(),
      handler: z.string(),
      runtime: z.string(),
      timeout: z.number(),
      memorySize: z.number(),
      triggers: z.array(z.object({ name: z.string(), config: z.string() })).default([]),
    }),
  ),
});
const { functions: settings } = deployment.parse(
  JSON.parse(readFileSync(resolve(__dirname, '../../cloudbaserc.json'), 'utf8')),
);
/** The functions by their settings, with next to no code. */
const packed: PackedFunction[] = settings.map((setting) => ({
  ...setting,
  bundle: 'process.env.TCB_ENV',
  code: zip([['index.js', Buffer.from(setting.name)]]),
  description: `code of ${setting.name}`,
}));

const college = collegeWith({
  templates: {
    preview: 'T-preview',
    booking_offered: {
      id: 'T-offered',
      fields: { subject: 'thing1', time: 'date3', place: 'thing6', note: 'thing5' },
    },
  },
  officialAccount: { appId: 'wx0123456789abcdee' },
});

/** What WeChat and the college's domain answer, by path; the rest is what they answer when all is well. */
type Answers = Record<string, () => Response | Promise<Response>>;
const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status });
const well: Answers = {
  '/cgi-bin/stable_token': () => json({ access_token: 'token', expires_in: 7200 }),
  '/wxaapi/newtmpl/gettemplate': () =>
    json({
      errcode: 0,
      data: [
        {
          priTmplId: 'T-preview',
          content: '主题:{{thing1.DATA}} {{time2.DATA}} {{thing3.DATA}} {{thing4.DATA}}',
        },
        {
          priTmplId: 'T-offered',
          content: '主题:{{thing1.DATA}} {{date3.DATA}} {{thing6.DATA}} {{thing5.DATA}}',
        },
      ],
    }),
  '/ballot': () => new Response('{"answer":"malformed"}           '),
  '/remark': () => new Response('{"answer":"malformed"}           '),
  '/letterbox': () => new Response('{"answer":"malformed"}           '),
  '/portal/previews': () => json({ previews: [] }),
  '/wall': () => new Response('<script src="wall/wall.js"></script>'),
};

/** A row of the log search, so many milliseconds old. */
const logOf = (name: string, age: number) => ({
  Timestamp: NOW - age,
  Content: JSON.stringify({ function_name: name }),
});

let cloud: ManagementDouble;
beforeEach(async () => {
  cloud = new ManagementDouble({ mostIndexes: 100 });
  cloud.access.domains.set('dialogue.linjiang.edu.cn', { AccessType: 'DIRECT', routes: new Map() });
  cloud.logs = [logOf('case', 30_000), logOf('jobs', 90_000)];
  await cloud.start();
});
afterEach(() => cloud.stop());

const wanted = () => ({
  collections,
  storage,
  functions: withVariables(packed, allVariables(college, secrets)),
});
async function deployAll() {
  const { changes } = await makePlan(await siteOf(college), wanted());
  const { failures } = await carryOut(changes);
  expect(failures.filter(({ what }) => !what.endsWith(' 不留日志'))).toEqual([]);
  cloud.switchDefaultLogsOff();
}
async function ask(answers: Answers = {}, of = college): Promise<Finding[]> {
  const fetch = async (url: string) => {
    const answer = { ...well, ...answers }[new URL(url).pathname];
    if (!answer) throw new Error(`nobody answers ${url}`);
    return answer();
  };
  return examine(await siteOf(of), wanted(), secrets, { fetch, now: NOW });
}
const about = (findings: readonly Finding[], name: string) =>
  findings.filter((finding) => finding.name === name).map(({ state, sentence }) => `${state}: ${sentence}`);

test('where all is well nothing is to be done, and what cannot be asked is named with where to click', async () => {
  await deployAll();
  cloud.takeChanges();
  const findings = await ask();
  expect(findings.filter(({ state }) => state === 'wrong')).toEqual([]);
  expect(about(findings, '定时器')).toEqual(['fine: 2 分钟前运行过']);
  for (const { sentence } of findings.filter(({ state }) => state === 'look'))
    expect(sentence).toMatch(/→|npm run/);
  expect(findingsText(findings)).toMatch(/正常 \d+ 项，要处理 0 项，要到后台看一眼 \d+ 项。$/);
  expect(cloud.takeChanges()).toEqual([]);
});

test('on a fresh environment each part says that it is not deployed', async () => {
  const findings = await ask();
  for (const part of ['数据库', '云存储', '函数权限', '云函数', 'HTTP 访问'])
    expect(about(findings, part)).toEqual([expect.stringContaining('请运行 npm run deploy')]);
  expect(about(findings, '定时器')).toEqual(['wrong: jobs 没有定时器，请运行 npm run deploy']);
});

test.each<[string, Answers, string, string]>([
  [
    'a wrong AppID',
    { '/cgi-bin/stable_token': () => json({ errcode: 40013, errmsg: 'invalid appid' }) },
    '小程序密钥',
    'wrong: AppID 不对',
  ],
  [
    'a wrong secret',
    { '/cgi-bin/stable_token': () => json({ errcode: 40125, errmsg: 'invalid appsecret' }) },
    '小程序密钥',
    'wrong: 密钥与 AppID 不成对',
  ],
  [
    'an address that is not on the white list',
    {
      '/cgi-bin/stable_token': () =>
        json({ errcode: 40164, errmsg: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist' }),
    },
    '小程序密钥',
    'wrong: 地址 203.0.113.7 不在白名单，请在 公众平台 → 开发管理 → 开发设置 → IP 白名单',
  ],
  [
    'a busy WeChat',
    { '/cgi-bin/stable_token': () => json({ errcode: -1, errmsg: 'system error' }) },
    '小程序密钥',
    'wrong: 微信系统繁忙',
  ],
  [
    'a used-up quota',
    { '/cgi-bin/stable_token': () => json({ errcode: 45009, errmsg: 'reach max api daily quota limit' }) },
    '公众号密钥',
    'wrong: 今天或这一分钟的次数用完了',
  ],
  [
    'no answer',
    { '/cgi-bin/stable_token': () => Promise.reject(new TypeError('fetch failed')) },
    '小程序密钥',
    'wrong: 微信没有回音（TypeError）',
  ],
  [
    'a template that is gone',
    { '/wxaapi/newtmpl/gettemplate': () => json({ errcode: 0, data: [] }) },
    '订阅消息 preview',
    'wrong: 模板 T-preview 不在“我的模板”里',
  ],
  [
    'a template with other fields',
    {
      '/wxaapi/newtmpl/gettemplate': () =>
        json({ errcode: 0, data: [{ priTmplId: 'T-offered', content: '{{thing1.DATA}} {{thing6.DATA}}' }] }),
    },
    '订阅消息 booking_offered',
    'wrong: 模板没有字段 date3、thing5',
  ],
  [
    'a route whose path is stripped',
    { '/portal/previews': () => json({ error: 'not_found' }, 404) },
    '访问 /portal/previews',
    'wrong: https://dialogue.linjiang.edu.cn/portal/previews 的回答不对（状态 404）',
  ],
  [
    'a gateway that asks for an account',
    { '/ballot': () => json({ code: 'EXCEED_AUTHORITY' }, 401) },
    '访问 /ballot',
    'wrong: https://dialogue.linjiang.edu.cn/ballot 的回答不对（状态 401）',
  ],
  [
    'a wall that is not reached',
    { '/wall': () => json({ error: 'not_found' }, 404) },
    '访问 /wall',
    'wrong: https://dialogue.linjiang.edu.cn/wall 的回答不对（状态 404）',
  ],
  [
    'a domain that does not answer',
    { '/remark': () => Promise.reject(new TypeError('fetch failed')) },
    '访问 /remark',
    'wrong: https://dialogue.linjiang.edu.cn/remark 打不开（TypeError）',
  ],
])('says what to do about %s', async (_, answers, name, sentence) => {
  await deployAll();
  expect(about(await ask(answers), name)).toEqual([expect.stringContaining(sentence)]);
});

test('the check file of WeChat is asked for at the root of the domain, and its text compared', async () => {
  const scanning = collegeWith({
    routePrefix: '/dialogue',
    scanCheck: { file: 'a1B2c3.txt', text: '0123abc' },
  });
  const name = '访问 /h/a1B2c3.txt';
  const good = { '/h/a1B2c3.txt': () => new Response('0123abc') };
  expect(about(await ask(good, scanning), name)).toEqual(['fine: 有回答']);
  const other = { '/h/a1B2c3.txt': () => new Response('old') };
  expect(about(await ask(other, scanning), name).join()).toContain(
    'wrong: https://dialogue.linjiang.edu.cn/h/a1B2c3.txt 的回答不对',
  );
});

test('no sentence carries a token or a secret', async () => {
  await deployAll();
  const text = findingsText(
    await ask({ '/wxaapi/newtmpl/gettemplate': () => Promise.reject(new TypeError('fetch failed')) }),
  );
  expect(text).toContain('微信没有回音');
  for (const secret of ['access_token', ...Object.values(secrets)]) expect(text).not.toContain(secret);
});

test('a timer that is switched off and a function that failed are wrong', async () => {
  await deployAll();
  const jobs = cloud.functions.get('jobs');
  const portal = cloud.functions.get('portal');
  if (!jobs || !portal) throw new Error('nothing was deployed');
  jobs.stopped.add('every-minute');
  portal.failed = 'UpdateFailed';
  const findings = await ask();
  expect(about(findings, '定时器')).toEqual(['wrong: jobs 的定时器停用了，请运行 npm run deploy']);
  expect(about(findings, '云函数 portal').join()).toContain('portal 的状态是 UpdateFailed');
});

test('a log of ballots is wrong, with where to switch it off', async () => {
  await deployAll();
  const ballot = cloud.functions.get('ballot');
  if (!ballot) throw new Error('nothing was deployed');
  ballot.logTopic = 'topic-double';
  expect(about(await ask(), '云函数')).toEqual([expect.stringMatching(/^wrong: ballot 有日志投递.*→/)]);
});

test('every part that cannot be looked at is named, and so is what a deployment would change beside it', async () => {
  await deployAll();
  for (const name of ['case', 'survey']) {
    const found = cloud.functions.get(name);
    if (found) found.failed = 'UpdateFailed';
  }
  const portal = cloud.functions.get('portal');
  if (portal) portal.MemorySize = 128;
  const findings = await ask();
  for (const name of ['case', 'survey'])
    expect(about(findings, `云函数 ${name}`)).toEqual([expect.stringContaining('UpdateFailed')]);
  expect(about(findings, '云函数')).toEqual([expect.stringContaining('更新 portal 的设置：内存没有到位')]);
});

test('a row of another function, or from long ago, is no run of the timer', async () => {
  await deployAll();
  for (const row of [logOf('case', 30_000), logOf('jobs', 11 * 60_000)]) {
    cloud.logs = [row];
    expect(about(await ask(), '定时器')).toEqual([
      expect.stringContaining('look: 日志里查到的不是 jobs 的运行'),
    ]);
  }
});

test('a timer that has stopped, logs that are off, and a college without a domain', async () => {
  await deployAll();
  cloud.logs = [];
  expect(about(await ask(), '定时器')).toEqual([expect.stringContaining('wrong: 10 分钟内没有运行')]);
  const bare = collegeWith({ domains: { request: '', download: [], upload: [] } });
  const findings = await ask({}, bare);
  expect(about(findings, '学校域名')).toEqual([expect.stringContaining('目前匿名保护有限')]);
  expect(about(findings, '订阅消息')).toEqual([expect.stringContaining('没有配置模板')]);
  expect(findings.filter(({ name }) => name.startsWith('访问'))).toEqual([]);
});

test('the storage of the environment stands in the list of downloads, and is asked for where no interface names it', async () => {
  const bare = collegeWith({ domains: { request: '', download: [], upload: [] } });
  expect(about(await ask({}, bare), '服务器域名').join()).toContain(
    'download https://bucket-double.tcb.qcloud.la；upload 不填',
  );
  cloud.base.Storages = [{ Bucket: 'bucket-double' }];
  expect(about(await ask({}, bare), '云存储域名')).toEqual([expect.stringMatching(/^wrong: .*→ 云存储/)]);
});

test.each<[string, object, string]>([
  ['no database', { Databases: [] }, '环境 linjiang-1a2b3c 没有数据库，请在 云开发控制台 开通'],
  ['null for a database', { Databases: null }, '没有数据库'],
  ['neither storage nor functions', { Storages: null, Functions: [] }, '没有云存储、云函数'],
  ['another state', { Status: 'UNAVAILABLE' }, '的状态是 UNAVAILABLE，请在 云开发控制台 → 概览'],
  [
    'an answer of another form',
    { Databases: 'none' },
    'DescribeEnvInfo 的回答与文档不符（EnvInfo.EnvBaseInfo.Databases）',
  ],
])('an environment with %s is refused in one sentence', async (_, change, sentence) => {
  Object.assign(cloud.base, change);
  await expect(siteOf(college)).rejects.toThrow(sentence);
});

test('a changed prefix closes the paths of yesterday and mends a path that leads elsewhere', async () => {
  await deployAll();
  const routes = cloud.access.domains.get('dialogue.linjiang.edu.cn')?.routes;
  const ballot = routes?.get('/ballot');
  if (!routes || !ballot) throw new Error('nothing was deployed');
  // Another exit of the college's own stays.
  const exit = new Map([['/vote', { ...ballot, Path: '/vote' }]]);
  cloud.access.domains.set('exit.linjiang.edu.cn', { AccessType: 'DIRECT', routes: exit });
  routes.set('/h', { ...ballot, Path: '/h', UpstreamResourceName: 'account' });
  const moved = collegeWith({ routePrefix: '/dialogue' });
  const { changes } = await makePlan(await siteOf(moved), wanted());
  await carryOut(changes.filter(({ part }) => part === 'HTTP 访问'));
  const left = ['ballot', 'remark', 'letterbox', 'portal', 'wall'].map((name) => `/dialogue/${name}`);
  expect([...routes.keys()].sort()).toEqual([...left, '/h'].sort());
  expect(routes.get('/h')?.UpstreamResourceName).toBe('portal');
  expect([...exit.keys()]).toEqual(['/vote']);
});

test.each([
  [4096, []],
  [4097, ['jobs 的环境变量共 4097 字节，平台最多收 4096 字节。最长的是 TCB_ENV，再运行一次']],
])(
  '%i bytes of variables in one function: what is too many is said before anything is changed',
  async (bytes, said) => {
    const { functions, ...others } = wanted();
    const filled = functions.map((given) =>
      given.name === 'jobs' ? { ...given, variables: { TCB_ENV: 'x'.repeat(bytes - 9) } } : given,
    );
    const { changes, failures } = await makePlan(await siteOf(college), { ...others, functions: filled });
    expect(failures.map(({ error }) => explain(error))).toEqual(said);
    expect(cloud.takeChanges()).toEqual([]);
    const refused = (await carryOut(changes)).failures.filter(({ what }) => !what.endsWith(' 不留日志'));
    expect(refused).toEqual([]);
  },
);
