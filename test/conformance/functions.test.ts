import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startCloud } from '../../dev/cloud';
import { type Bench, conformanceOptions, newYear, startBench, temporaryFolder } from './harness';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ env: { GIVEN: 'to functions' } });
});
afterAll(() => bench.close());

const plain = (act: string, openid = 'o') => bench.call('plain', { act }, { openid });

test('the event is what was sent, and who sent it', async () => {
  expect(await bench.call('plain', { act: 'echo', deep: [1, { a: null }] }, { openid: 'o-1' })).toEqual({
    act: 'echo',
    deep: [1, { a: null }],
    userInfo: { appId: 'wx0000000000local', openId: 'o-1' },
  });
});

test('nothing returned is null', async () => {
  expect(await plain('nothing')).toBeNull();
});

test('a process is used again, and knows what it knew', async () => {
  const first = Number(await plain('count'));
  expect(await plain('count')).toBe(first + 1);
});

test('a process has the variables it needs and the ones it was given, and no others', async () => {
  process.env.NOT_FOR_FUNCTIONS = 'secret of the machine';
  const environment = await plain('environment');
  delete process.env.NOT_FOR_FUNCTIONS;
  expect(environment).toMatchObject({
    GIVEN: 'to functions',
    DEPLOYED: 'yes',
    TENCENTCLOUD_RUNENV: 'SCF',
    TZ: 'UTC',
  });
  expect(environment).not.toHaveProperty('NOT_FOR_FUNCTIONS');
  expect(environment).not.toHaveProperty('PATH');
  expect(environment).not.toHaveProperty('HOME');
});

test('a process stands in the folder of its function and finds modules there by name', async () => {
  expect(await plain('place')).toEqual({
    folder: 'plain',
    paths: true,
    beside: 'a file of its own, by name',
  });
});

test.each([
  'local.ap-shanghai.tcb-api.tencentcloudapi.com',
  'tcb-api.tencentcloudapi.com',
  'local.api.tcloudbasegateway.com',
  'metadata.tencentyun.com',
  'api.weixin.qq.com',
])('a process that asks for the real host %s is refused by name', async (host) => {
  const said = await bench.call('plain', { act: 'leave', host }, { openid: 'o' });
  expect(said).toBe(`the local cloud refuses the real host ${host}`);
});

test('its time is the time of the cloud', async () => {
  const before = bench.clock.now();
  const told = await plain('now');
  expect(before).toBeGreaterThanOrEqual(newYear);
  expect(told).toMatchObject({ isDate: true, text: expect.stringContaining('2030') });
  const { now, date } = JSON.parse(JSON.stringify(told));
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(bench.clock.now());
  expect(Math.abs(date - now)).toBeLessThan(1000);
});

test('what it prints is on the log', async () => {
  await plain('print');
  await plain('count');
  const lines = bench.logs().filter(({ text }) => text.startsWith('to '));
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ functionName: 'plain', stream: 'stdout', text: 'to out' }),
      expect.objectContaining({ functionName: 'plain', stream: 'stderr', text: 'to err' }),
    ]),
  );
});

describe('a failure is told to the caller, and the next call is served', () => {
  test.each([
    ['a throw', 'fail', 'FUNCTIONS_EXECUTE_FAIL', /RangeError: out of range/],
    ['a crash', 'crash', 'FUNCTIONS_EXECUTE_FAIL', /the process ended \(3\)/],
    ['a time-out', 'sleep', 'FUNCTIONS_TIME_LIMIT_EXCEEDED', /timed out after 4 seconds/],
    ['running out of memory', 'grow', 'FUNCTIONS_EXECUTE_FAIL', /out of its 64 MB/],
  ])('%s', async (_label, act, code, message) => {
    await expect(plain(act)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(await plain('nothing')).toBeNull();
  });

  test('a function that is not there', async () => {
    await expect(bench.call('nowhere', {}, { openid: 'o' })).rejects.toMatchObject({
      code: 'FUNCTION_NOT_FOUND',
    });
  });
});

test('a call over the wire answers result or error, as wx.cloud.callFunction needs it', async () => {
  const post = async (body: unknown) => {
    const response = await fetch(`${bench.url}/call`, { method: 'POST', body: JSON.stringify(body) });
    return response.json();
  };
  expect(await post({ name: 'plain', data: { act: 'nothing' }, openid: 'o' })).toEqual({ result: null });
  expect(await post({ name: 'plain', data: { act: 'fail' }, openid: 'o' })).toMatchObject({
    error: { errCode: -504002 },
  });
  expect(await post({ name: 'nowhere', data: {}, openid: 'o' })).toMatchObject({
    error: { errCode: -501000 },
  });
  expect(await post({ name: 'plain', data: {} })).toMatchObject({ error: { errCode: -501007 } });
});

test('the database is closed to clients, by name', async () => {
  const response = await fetch(`${bench.url}/database`, { method: 'POST', body: '{"collection":"people"}' });
  expect(await response.json()).toMatchObject({
    error: { errCode: -502003, errMsg: expect.stringContaining('ADMINONLY') },
  });
});

test.each<[string, Record<string, string>, number]>([
  ['a page of this machine', { origin: 'http://127.0.0.1:4400' }, 200],
  ['no page at all', {}, 200],
  ['a page of the open web', { origin: 'https://example.org' }, 403],
])('is called by %s', async (_label, headers, status) => {
  const body = JSON.stringify({ name: 'plain', data: { act: 'nothing' }, openid: 'o' });
  expect((await fetch(`${bench.url}/call`, { method: 'POST', body, headers })).status).toBe(status);
});

test('an action that the local cloud does not have is refused by name', async () => {
  const response = await fetch(`${bench.url}/admin`, { method: 'POST', body: '{"action":"database.watch"}' });
  expect(await response.json()).toMatchObject({
    code: 'INVALID_ACTION',
    message: expect.stringContaining('database.watch'),
  });
});

test('among concurrent callers nobody is taken for somebody else, in nested calls either', async () => {
  const callers = Array.from({ length: 12 }, (_, i) => `o-${i}`);
  const seen = await Promise.all(
    callers.map((openid) =>
      bench.run(
        async ({ cloud, db, id, result }, input) => {
          const before = cloud.getWXContext().OPENID;
          await id(db.collection('people').add({ data: { who: before } }));
          const inner =
            'async ({ cloud }) => { const { OPENID, SOURCE } = cloud.getWXContext(); return [OPENID, SOURCE]; }';
          const nested = await result(cloud.callFunction({ name: 'script', data: { source: inner } }));
          return [input, before, nested, cloud.getWXContext().OPENID];
        },
        openid,
        openid,
      ),
    ),
  );
  expect(seen).toEqual(
    callers.map((openid) => [openid, openid, { value: [openid, 'wx_client,scf'] }, openid]),
  );
});

test('round trips are counted, and how many had to wait for each other', async () => {
  const { count, maxInSequence, byAction, result } = await bench.countRoundTrips(() =>
    bench.run(async ({ db }) => {
      await Promise.all([
        db.collection('people').count(),
        db.collection('people').get(),
        db.collection('things').get(),
      ]);
      await db
        .collection('things')
        .doc('t')
        .set({ data: { a: 1 } });
      return 'done';
    }),
  );
  expect({ count, maxInSequence, byAction, result }).toEqual({
    count: 4,
    maxInSequence: 2,
    byAction: { 'database.calculateDocument': 1, 'database.getDocument': 2, 'database.modifyDocument': 1 },
    result: 'done',
  });
});

test.each([
  [{ timeout: 0 }, false],
  [{ timeout: 1 }, true],
  [{ timeout: 900 }, true],
  [{ timeout: 901 }, false],
  [{ memorySize: 63 }, false],
  [{ memorySize: 64 }, true],
  [{ memorySize: 192 }, false],
  [{ memorySize: 256 }, true],
  [{ memorySize: 3072 }, true],
  [{ memorySize: 3200 }, false],
])('a function with %j: the start takes it is %s', async (settings, isTaken) => {
  const folder = temporaryFolder();
  const deploymentFile = path.join(folder.path, 'deployment.json');
  writeFileSync(deploymentFile, JSON.stringify({ functions: [{ name: 'plain', ...settings }] }));
  const options = { ...conformanceOptions(path.join(folder.path, 'data')), deploymentFile };
  const said = await startCloud(options).then(
    async (cloud) => cloud.stop().then(() => 'taken'),
    (error: unknown) => Reflect.get(Object(error), 'code'),
  );
  expect(said).toBe(isTaken ? 'taken' : 'BAD_CONFIG');
  folder.remove();
});

describe('an HTTP function', () => {
  test('gets the request, and nobody’s account', async () => {
    await plain('count', 'o-somebody'); // the process has served an account before
    const { status, headers, body } = await bench.http('plain', {
      method: 'POST',
      path: '/ballots/7?session=3&q=%E5%9B%9B',
      headers: { 'content-type': 'application/json', 'x-mine': '1' },
      body: '{"rating":"满意"}',
    });
    const { event, env } = JSON.parse(body);
    expect(status).toBe(201);
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-own': 'yes' });
    expect(event).toMatchObject({
      path: '/ballots/7',
      httpMethod: 'POST',
      headers: { 'x-mine': '1' },
      queryStringParameters: { session: '3', q: '四' },
      body: '{"rating":"满意"}',
      isBase64Encoded: false,
    });
    expect(event).not.toHaveProperty('userInfo');
    expect(JSON.stringify(env)).not.toContain('o-somebody');
    expect(env).not.toHaveProperty('WX_OPENID');
  });

  test.each([
    [
      'bytes come as base64',
      { method: 'POST', headers: { 'content-type': 'image/png' }, body: Buffer.from([1, 2, 255]) },
      'AQL/',
    ],
    [
      'text comes as text',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '四点' },
      '四点',
    ],
  ])('%s', async (_label, request, body) => {
    expect(JSON.parse((await bench.http('plain', request)).body).event.body).toBe(body);
  });

  test.each([
    ['100 KB of text', 'text/plain', 100 * 1024, 201],
    ['more text than that', 'text/plain', 100 * 1024 + 1, 413],
    ['more JSON than that', 'application/json; charset=utf-8', 100 * 1024 + 1, 413],
    ['6 MB of bytes', 'image/png', 6 * 1024 * 1024, 201],
    ['more bytes than that', 'image/png', 6 * 1024 * 1024 + 1, 413],
  ])('%s', async (_label, type, size, status) => {
    const request = { method: 'POST', headers: { 'content-type': type }, body: Buffer.alloc(size, 'a') };
    const answer = await bench.http('plain', { path: '/size', ...request });
    expect(answer.status).toBe(status);
    if (status === 413) expect(JSON.parse(answer.body)).toMatchObject({ code: 'EXCEED_MAX_PAYLOAD_SIZE' });
  });

  test('answers a plain object as JSON, and bytes from base64', async () => {
    expect(await bench.http('plain', { path: '/json' })).toMatchObject({
      status: 200,
      body: '{"plain":"object"}',
    });
    const picture = await fetch(`${bench.url}/http/plain/picture`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await picture.arrayBuffer()).toString('latin1')).toBe('\x89PNG');
  });

  test('a text is sent as text', async () => {
    expect(await bench.http('plain', { path: '/text' })).toMatchObject({
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: '四点对话',
    });
  });

  test('is told of the request in its context', async () => {
    const { event } = JSON.parse((await bench.http('plain', { path: '/a/b?c=d' })).body);
    expect(event).toMatchObject({
      path: '/a/b',
      requestContext: {
        appId: 'wx0000000000local',
        envId: 'local',
        httpMethod: 'GET',
        path: '/plain/a/b',
        requestId: expect.any(String),
      },
    });
  });

  test('is not asked for a preflight, which only pages of safe domains may make', async () => {
    const preflight = async (cloud: Bench, origin: string) => {
      const response = await fetch(`${cloud.url}/http/plain/json`, {
        method: 'OPTIONS',
        headers: { origin },
      });
      return [response.status, response.headers.get('access-control-allow-origin')];
    };
    const safe = 'http://localhost:8080';
    const set = await startBench({ httpAccess: { safeOrigins: [safe] } });
    expect(await preflight(set, safe)).toEqual([204, safe]);
    expect(await preflight(set, 'http://localhost:8081')).toEqual([403, null]);
    expect(await preflight(bench, safe)).toEqual([403, null]);
    await set.close();
  });

  test('gets the whole path where the route passes it, and base64 in whichever form it is written', async () => {
    for (const [base64Form, isBase64Encoded] of [
      ['text', 'true'],
      ['number', 1],
    ] as const) {
      const set = await startBench({ httpAccess: { passesPath: true, base64Form } });
      const bytes = {
        method: 'POST',
        path: '/a',
        headers: { 'content-type': 'image/png' },
        body: Buffer.from([1]),
      };
      const { event } = JSON.parse((await set.http('plain', bytes)).body);
      expect(event).toMatchObject({ path: '/plain/a', isBase64Encoded });
      await set.close();
    }
  });

  test('that is not there is 404, that crashes 500', async () => {
    expect((await bench.http('nowhere')).status).toBe(404);
    expect((await bench.http('plain', { path: '/crash' })).status).toBe(500);
  });
});
