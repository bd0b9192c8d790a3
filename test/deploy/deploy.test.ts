import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { buildFunctions } from '../../dev/build/functions';
import { carryOut, makePlan } from '../../dev/deploy/deploy';
import { type PackedFunction, packFunctions, withVariables } from '../../dev/deploy/function-files';
import { explain, planText, resultText } from '../../dev/deploy/report';
import { allVariables } from '../../dev/deploy/variables';
import { collections, collegeWith, secrets, siteOf, storage } from './college-site';
import { linjiang } from './linjiang';
import { ManagementDouble } from './management/double';

const root = resolve(__dirname, '../..');
let built: string;
let packed: PackedFunction[];
let cloud: ManagementDouble;
beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'fpd-deploy-'));
  await buildFunctions({ out: built });
  packed = packFunctions(built);
}, 60_000);
afterAll(() => rmSync(built, { recursive: true, force: true }));
const start = async (mostIndexes = 100) => {
  cloud = new ManagementDouble({ mostIndexes });
  cloud.access.domains.set('dialogue.linjiang.edu.cn', { AccessType: 'CDN', routes: new Map() });
  await cloud.start();
};
beforeEach(() => start());
afterEach(() => cloud.stop());

const college = collegeWith;

async function plan(of = college(), given = secrets) {
  const functions = withVariables(packed, allVariables(of, given));
  return makePlan(await siteOf(of, given), { collections, storage, functions });
}
async function deployOnce(of = college(), given = secrets) {
  const { changes, failures } = await plan(of, given);
  const result = await carryOut(changes);
  return { done: result.done.map(({ what }) => what), failures: [...failures, ...result.failures] };
}
/** What the command does, and then a person, where it says that the default logs are to be switched off. */
async function deploy(of = college(), given = secrets) {
  const { done, failures } = await deployOnce(of, given);
  cloud.switchDefaultLogsOff();
  return { done, failures: failures.filter(({ what }) => !what.endsWith(' 不留日志')) };
}
const variablesOf = (name: string) =>
  Object.fromEntries((cloud.functions.get(name)?.variables ?? []).map(({ Key, Value }) => [Key, Value]));

describe('a fresh environment', () => {
  test('gets closed collections with indexes, functions with code, timer and variables, rules and routes', async () => {
    const { failures } = await deploy();
    expect(failures).toEqual([]);
    expect([...cloud.tables.keys()].sort()).toEqual(collections.map(({ name }) => name).sort());
    expect(new Set([...cloud.tables.values()].map(({ permission }) => permission))).toEqual(
      new Set(['ADMINONLY']),
    );
    expect(cloud.tables.get('people')?.indexes.get('number')).toEqual({
      keys: [{ Name: 'number', Direction: '1' }],
      isUnique: true,
    });
    expect(cloud.access.storage).toBe('PRIVATE');
    expect(JSON.parse(cloud.access.functionRule)).toEqual({
      '*': { invoke: 'auth != null' },
      jobs: { invoke: false },
    });
    expect(cloud.functions.get('jobs')).toMatchObject({
      Runtime: 'Nodejs20.19',
      Timeout: 60,
      MemorySize: 512,
    });
    expect([...(cloud.functions.get('jobs')?.timers ?? [])]).toEqual([['every-minute', '0 * * * * * *']]);
    const host = cloud.access.domains.get('dialogue.linjiang.edu.cn');
    expect(host?.AccessType).toBe('DIRECT');
    expect([...(host?.routes.values() ?? [])]).toEqual(
      [
        ['/ballot', 'ballot'],
        ['/remark', 'remark'],
        ['/letterbox', 'letterbox'],
        ['/wall', 'portal'],
        ['/h', 'portal'],
        ['/portal', 'portal'],
      ].map(([Path, name]) => ({
        Path,
        UpstreamResourceType: 'SCF',
        UpstreamResourceName: name,
        EnableAuth: false,
        EnablePathTransmission: true,
        Enable: true,
      })),
    );
  }, 60_000);

  test('is closed before anything can be called: no index is made while a collection is open', async () => {
    cloud.tables.set('people', { indexes: new Map(), permission: 'READONLY' });
    const { changes } = await plan();
    expect(changes[0]?.what).toBe('people 改为仅管理员可读写');
    expect(changes.at(-1)?.what).toContain('dialogue.linjiang.edu.cn/portal');
  });

  test('gives no function a secret that it has no use for', async () => {
    await deploy();
    expect(variablesOf('case')).toMatchObject({
      TCB_ENV: 'linjiang-1a2b3c',
      CASE_SECRET: secrets.CASE_SECRET,
    });
    expect(variablesOf('survey')).toMatchObject({ HTTP_BASE_URL: 'https://dialogue.linjiang.edu.cn' });
    expect(variablesOf('ballot')).toEqual({ TCB_ENV: 'linjiang-1a2b3c' });
    expect(variablesOf('remark')).toEqual({ TCB_ENV: 'linjiang-1a2b3c' });
    expect(variablesOf('letterbox')).toEqual({ TCB_ENV: 'linjiang-1a2b3c' });
    // The portal shows what strangers see, by use cases that do more for others, and needs none of their secrets.
    expect(Object.keys(variablesOf('portal')).sort()).toEqual([
      'COLLEGE_NAME',
      'HTTP_BASE_URL',
      'MP_APP_ID',
      'TCB_ENV',
    ]);
    for (const name of ['case', 'account', 'jobs']) expect(variablesOf(name).PASSES).toBe('1');
  });
});

test('a college with a prefix and without a portal opens no more than ballots and remarks', async () => {
  await deploy(college({ routePrefix: '/dialogue', portal: false }));
  const routes = cloud.access.domains.get('dialogue.linjiang.edu.cn')?.routes;
  expect([...(routes?.keys() ?? [])]).toEqual([
    '/dialogue/ballot',
    '/dialogue/remark',
    '/dialogue/letterbox',
  ]);
  expect(variablesOf('survey').HTTP_BASE_URL).toBe('https://dialogue.linjiang.edu.cn/dialogue');
  // Phones could not read the key of the passes without an account.
  expect(variablesOf('case').PASSES).toBeUndefined();
});

const SILENT = ['ballot', 'remark', 'letterbox'];
const topics = (names: readonly string[]) => names.map((name) => cloud.functions.get(name)?.logTopic);

test('the default log of those that take ballots and remarks is to be switched off by hand, until it is', async () => {
  const { failures } = await deployOnce();
  expect(failures.map(({ what }) => what)).toEqual(SILENT.map((name) => `${name} 不留日志`));
  for (const { error } of failures) expect(explain(error)).toMatch(/停用日志投递，.*npm run doctor/);
  const again = await plan();
  expect(again.changes.map(({ what }) => what)).toEqual(SILENT.map((name) => `${name} 不留日志`));
  cloud.switchDefaultLogsOff();
  expect((await plan()).changes).toEqual([]);
});

test('every other function writes its log to the topic of the environment, also after somebody changed that', async () => {
  await deploy();
  const others = [...cloud.functions.keys()].filter((name) => !SILENT.includes(name));
  expect(new Set(topics(others))).toEqual(new Set(['topic-double']));
  (cloud.functions.get('jobs') ?? fail()).logTopic = '';
  expect((await deploy()).done).toEqual(['更新 jobs 的设置：日志投递']);
  expect(topics(['jobs'])).toEqual(['topic-double']);
  // Not to be mended from here, and neither passed over.
  (cloud.functions.get('ballot') ?? fail()).logTopic = 'topic-double';
  expect((await plan()).changes.map(({ what }) => what)).toEqual(['ballot 不留日志']);
});

describe('a second run', () => {
  test('changes nothing', async () => {
    await deploy();
    cloud.takeChanges();
    const { changes, failures } = await plan();
    expect(planText(changes, failures)).toBe('没有要改的，环境与文件一致。');
    await deploy();
    expect(cloud.takeChanges()).toEqual([]);
  });

  test('a plan alone changes nothing either, and shows no secret', async () => {
    const { changes, failures } = await plan();
    const text = planText(changes, failures);
    expect(text).toContain('新建集合 people，仅管理员可读写');
    for (const secret of Object.values(secrets).filter(Boolean)) expect(text).not.toContain(secret);
    expect(cloud.takeChanges()).toEqual([]);
  });

  test('says and mends exactly what is no longer so', async () => {
    await deploy();
    const people = cloud.tables.get('people');
    const jobs = cloud.functions.get('jobs');
    const portal = cloud.access.domains.get('dialogue.linjiang.edu.cn')?.routes;
    if (!people || !jobs || !portal) throw new Error('nothing was deployed');
    people.permission = 'READONLY';
    people.indexes.set('number', { keys: [{ Name: 'number', Direction: '1' }], isUnique: false });
    // Of an earlier version, and the platform's own.
    people.indexes.set('by_old_field', { keys: [{ Name: 'oldField', Direction: '1' }], isUnique: true });
    people.indexes.set('_openid_', { keys: [{ Name: '_openid', Direction: '1' }], isUnique: false });
    jobs.timers = new Map([['by-hand', '0 0 * * * * *']]);
    jobs.MemorySize = 128;
    jobs.variables.push(
      { Key: 'OLD', Value: '1' },
      { Key: 'WEIXIN_API_URL', Value: 'https://exit.linjiang.edu.cn' },
    );
    portal.set('/everything', {
      Path: '/everything',
      UpstreamResourceType: 'SCF',
      UpstreamResourceName: 'account',
      EnableAuth: false,
      EnablePathTransmission: false,
      Enable: true,
    });
    const ballot = portal.get('/ballot');
    portal.set('/ballot', {
      ...(ballot ?? fail()),
      QPSPolicy: { QPSTotal: 500, QPSPerClient: { LimitBy: 'ClientIP', LimitValue: 5 } },
    });
    cloud.takeChanges();
    expect(await deploy()).toEqual({
      done: [
        'people 改为仅管理员可读写',
        'people 删除文件中没有的索引 by_old_field',
        'people 重建唯一索引 number（number）',
        '更新 jobs 的设置：内存、去掉 OLD',
        '设置 jobs 的定时器',
        '关闭 dialogue.linjiang.edu.cn/everything，account 不对外',
        '更正 dialogue.linjiang.edu.cn/ballot → ballot',
      ],
      failures: [],
    });
    expect(portal.get('/ballot')?.QPSPolicy).toEqual({ QPSTotal: 500 });
    expect(variablesOf('jobs')).toMatchObject({ WEIXIN_API_URL: 'https://exit.linjiang.edu.cn' });
    expect((await plan()).changes).toEqual([]);
  });

  test('new code is uploaded for the functions that have it, and a changed setting touches no code', async () => {
    await deploy();
    const survey = cloud.functions.get('survey') ?? fail();
    survey.Description = 'code of yesterday';
    expect((await deploy()).done).toEqual(['更新 survey 的代码']);
    expect(
      (await deploy(college({ messagesOpen: 'trial' }))).done.every((what) =>
        /MINIPROGRAM_STATE$/.test(what),
      ),
    ).toBe(true);
  });
});

test.each([3, 120, 260])(
  'cut off after %i calls and run again, it ends where an undisturbed run ends',
  async (calls) => {
    cloud.cutAfter(calls);
    await deploy().catch(() => undefined);
    cloud.allowAll();
    expect((await deploy()).failures).toEqual([]);
    expect((await plan()).changes).toEqual([]);
  },
  60_000,
);

describe('one failing step does not keep the rest from being tried', () => {
  test('an index that is refused', async () => {
    cloud.refuse(
      (action, params) => action === 'UpdateTable' && params.includes('"number"'),
      'FailedOperation',
      'duplicate key',
    );
    const { done, failures } = await deploy();
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.every(({ what }) => what.includes('number'))).toBe(true);
    expect(done).toContain('开通 dialogue.linjiang.edu.cn/portal → portal');
    const text = resultText([], failures);
    expect(text).toContain('✗ 数据库  people 新建唯一索引 number（number）');
    expect(text).toMatch(
      /\[UpdateTable\] duplicate key（FailedOperation）。请再运行一次.*（编号 request-\d+）/,
    );
  });

  test('a quota of indexes: unique ones come first, the rest is named with what to do', async () => {
    await cloud.stop();
    await start(5);
    const { failures } = await deploy();
    const wanted = collections.flatMap(({ indexes }) => indexes.slice(5)).length;
    expect(failures).toHaveLength(wanted);
    for (const { name, indexes } of collections)
      for (const { name: index } of indexes.filter(({ unique }) => unique))
        expect(cloud.tables.get(name)?.indexes.has(index)).toBe(true);
    if (failures[0]) expect(explain(failures[0].error)).toContain('已到环境的配额');
    cloud.takeChanges();
    await deploy();
    expect(new Set(cloud.takeChanges())).toEqual(new Set(wanted > 0 ? ['UpdateTable'] : []));
  });

  test('a part that cannot be looked at', async () => {
    cloud.refuse((action) => action === 'ListTables', 'UnauthorizedOperation', 'no permission');
    const { failures } = await deploy();
    expect(failures.map(({ part }) => part)).toEqual(['数据库']);
    expect(explain(failures[0]?.error)).toContain('QcloudTCBFullAccess');
    expect(cloud.functions.size).toBe(13);
  });

  test('a domain that is not bound yet', async () => {
    cloud.access.domains.clear();
    const { failures } = await deploy();
    expect(failures.map(({ error }) => explain(error))).toEqual([
      expect.stringContaining('添加域名 绑定 dialogue.linjiang.edu.cn，选好证书，接入方式选“直连”'),
    ]);
  });

  test('a runtime that cannot be changed', async () => {
    await deploy();
    (cloud.functions.get('case') ?? fail()).Runtime = 'Nodejs16.13';
    const { failures } = await plan();
    expect(failures.map(({ error }) => explain(error))).toEqual([
      expect.stringContaining('case 的运行环境是 Nodejs16.13，创建后不能改成 Nodejs20.19'),
    ]);
  });
});

test('before a failed function is deleted by hand, what was set in it by hand is named', async () => {
  await deploy();
  const survey = cloud.functions.get('survey') ?? fail();
  survey.variables.push({ Key: 'BALLOT_URL', Value: 'https://dialogue.linjiang.edu.cn/b' });
  survey.failed = 'UpdateFailed';
  const { failures } = await plan();
  expect(failures.map(({ error }) => explain(error))).toEqual([
    expect.stringContaining('删除会丢掉手工设置的 BALLOT_URL，请先抄下，建好后填回'),
  ]);
});

test.each(['CreateFailed', 'UpdateFailed'] as const)(
  'a function in %s is not taken for deployed, and the sentence says what to do',
  async (failed) => {
    await deploy();
    (cloud.functions.get('case') ?? fail()).failed = failed;
    const { changes, failures } = await plan();
    expect(changes).toEqual([]);
    expect(failures.map(({ part, error }) => `${part}：${explain(error)}`)).toEqual([
      `云函数 case：case 的状态是 ${failed}，请在 云开发控制台 → 云函数 删除后再运行一次`,
    ]);
  },
);

test('a timer that somebody switched off is set up again', async () => {
  await deploy();
  const jobs = cloud.functions.get('jobs') ?? fail();
  jobs.stopped.add('every-minute');
  expect((await deploy()).done).toEqual(['设置 jobs 的定时器']);
  expect([...jobs.timers.keys(), ...jobs.stopped]).toEqual(['every-minute']);
});

test.each<[string, () => Promise<unknown>, string]>([
  [
    'a wrong secret',
    () => plan(college(), { ...secrets, TENCENTCLOUD_SECRETKEY: 'wrong' }),
    'AuthFailure.SignatureFailure',
  ],
  [
    'an unknown key',
    () => plan(college(), { ...secrets, TENCENTCLOUD_SECRETID: 'AKIDnobody' }),
    '请核对 TENCENTCLOUD_SECRETID 和 TENCENTCLOUD_SECRETKEY',
  ],
  [
    'the environment of somebody else',
    () => plan(college({ envId: 'somebody-else' })),
    '请核对 college.json 的 envId 和 region',
  ],
])('%s stops before anything is changed', async (_, run, sentence) => {
  const told = await run().then(() => '', explain);
  expect(told).toContain(sentence);
  expect(cloud.takeChanges()).toEqual([]);
});

test('the command says its plan, stops there with --plan, and ends with 0', async () => {
  const file = join(built, 'college.json');
  writeFileSync(file, JSON.stringify(linjiang));
  const { PATH, TCB_BASE_URL, SCF_BASE_URL } = process.env;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', join(root, 'dev/deploy/main.ts'), '--college', file, '--plan'],
    { cwd: root, env: { PATH, TCB_BASE_URL, SCF_BASE_URL, ...secrets } },
  );
  expect(stdout).toMatch(/^临江学院 {2}linjiang-1a2b3c\n将要改动 \d+ 处：/);
  expect(cloud.takeChanges()).toEqual([]);
}, 60_000);

function fail(): never {
  throw new Error('it is not there');
}
