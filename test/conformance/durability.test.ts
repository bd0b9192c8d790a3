import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readdirSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import tcb from '@cloudbase/node-sdk';
import { startCloud } from '../../dev/cloud';
import { Connection } from '../../dev/cloud/store/sqlite';
import { conformanceOptions, temporaryFolder } from './harness';

const keys = {
  TENCENTCLOUD: 'true',
  TENCENTCLOUD_SECRETID: 'local',
  TENCENTCLOUD_SECRETKEY: 'local',
  TCB_ENV: 'local',
  SILENCE: 'true',
};
beforeAll(() => Object.assign(process.env, keys));
afterAll(() => {
  for (const key of [...Object.keys(keys), 'TCB_CONTEXT_CNFG']) delete process.env[key];
});

async function startProcess(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(__dirname, 'cloud-process.ts'), dataDir],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const [url] = await once(lines, 'line');
  return { child, url: String(url) };
}

function database(url: string) {
  process.env.TCB_CONTEXT_CNFG = JSON.stringify({ URL: `${url}/admin` });
  return tcb.init({ env: 'local' }).database();
}

test('kill -9 in the middle of writing loses nothing that was acknowledged, and tears nothing', async () => {
  const folder = temporaryFolder();
  const acknowledged = { singles: new Set<string>(), batches: new Set<number>(), moves: 0 };
  const perBatch = 20;
  for (const [round, stopAfter] of [150, 300].entries()) {
    const { child, url } = await startProcess(folder.path);
    const db = database(url);
    if (round === 0)
      await db.collection('people').add([
        { _id: 'from', n: 100_000 },
        { _id: 'to', n: 0 },
      ]);
    let isOver = false;
    const work = async (one: () => Promise<void>) => {
      while (!isOver) {
        try {
          await one();
        } catch {
          return; // the cloud is dead, or in a transaction somebody was faster: not acknowledged
        }
      }
    };
    let next = round * 100_000;
    const single = async () => {
      const _id = `s${next++}`;
      await db.collection('things').add({ _id, text: 'x'.repeat(500) });
      acknowledged.singles.add(_id);
      if (acknowledged.singles.size >= stopAfter) {
        isOver = true;
        child.kill('SIGKILL');
      }
    };
    const batch = async () => {
      const group = next++;
      await db.collection('indexed').add(
        Array.from({ length: perBatch }, (_, i) => ({
          _id: `${group}-${i}`,
          group,
          code: `${group}-${i}`,
        })),
      );
      acknowledged.batches.add(group);
    };
    const move = async () => {
      await db.runTransaction(
        async (transaction: { collection(name: string): ReturnType<typeof db.collection> }) => {
          await transaction
            .collection('people')
            .doc('from')
            .update({ n: db.command.inc(-1) });
          await transaction
            .collection('people')
            .doc('to')
            .update({ n: db.command.inc(1) });
        },
      );
      acknowledged.moves += 1;
    };
    await Promise.all([
      ...Array.from({ length: 16 }, () => work(single)),
      work(batch),
      work(batch),
      work(move),
    ]);
    if (child.signalCode === null) await once(child, 'exit');
  }

  const cloud = await startCloud(conformanceOptions(folder.path));
  const singles = new Set(cloud.read('things').map(({ _id }) => _id));
  expect([...acknowledged.singles].filter((id) => !singles.has(id))).toEqual([]);
  const sizes = new Map<unknown, number>();
  for (const { group } of cloud.read('indexed')) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  expect([...acknowledged.batches].filter((group) => sizes.get(group) !== perBatch)).toEqual([]);
  expect([...sizes.values()].filter((size) => size !== perBatch)).toEqual([]);
  const [from, to] = ['from', 'to'].map((id) =>
    Number(cloud.read('people').find(({ _id }) => _id === id)?.n),
  );
  expect(Number(from) + Number(to)).toBe(100_000);
  expect(to).toBeGreaterThanOrEqual(acknowledged.moves);
  expect(acknowledged.singles.size).toBeGreaterThanOrEqual(300);
  await cloud.stop();
  folder.remove();
});

test('what kill -9 leaves behind does not stand in the way of the next start', async () => {
  const folder = temporaryFolder();
  const { child } = await startProcess(folder.path);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(readdirSync(folder.path)).toEqual(expect.arrayContaining(['lock.db', 'owner']));
  const cloud = await startCloud(conformanceOptions(folder.path));
  expect(cloud.notices).toEqual([
    {
      code: 'OLD_LOCK',
      message: expect.stringMatching(
        new RegExp(`process ${child.pid}\\) was killed; what it had acknowledged is here`),
      ),
    },
  ]);
  await cloud.stop();
  const next = await startCloud(conformanceOptions(folder.path));
  expect(next.notices).toEqual([]);
  await next.stop();
  folder.remove();
});

test('everything is there after a restart: documents, credits, articles, files and the clock', async () => {
  const folder = temporaryFolder();
  const first = await startCloud(conformanceOptions(folder.path));
  await first.seed('things', [{ _id: 'kept', at: new Date(0) }]);
  first.weixin.credits.grant('o', 'T');
  await first.weixin.publish({ title: '预告', author: '', content: '', content_source_url: '' });
  const fileId = await first.state.files.put('a/b.txt', Buffer.from('text'), 'o');
  await first.clock.set(Date.UTC(2031, 0, 1));
  await first.stop();

  const { now: _now, ...options } = conformanceOptions(folder.path);
  const second = await startCloud({ ...options, liveTimers: false });
  expect(second.read('things')).toEqual([{ _id: 'kept', at: new Date(0) }]);
  expect(second.weixin.credits.of('o', 'T')).toBe(1);
  expect(second.weixin.account.articles.map(({ title }) => title)).toEqual(['预告']);
  expect(String(await second.state.files.get('a/b.txt', null, null, 'o'))).toBe('text');
  expect(fileId).toMatch(/^cloud:\/\/.*\/a\/b.txt$/);
  expect(Math.abs(second.clock.now() - Date.UTC(2031, 0, 1))).toBeLessThan(60_000);
  await second.stop();
  folder.remove();
});

describe('a start that cannot be is refused with a code and a sentence', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  let number = 0;
  const fresh = () => path.join(folder.path, String(number++));
  async function filled(): Promise<string> {
    const dataDir = fresh();
    const cloud = await startCloud(conformanceOptions(dataDir));
    await cloud.seed(
      'things',
      Array.from({ length: 300 }, (_, n) => ({ n, text: 'x'.repeat(200) })),
    );
    await cloud.stop();
    return dataDir;
  }

  test('a port that is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startCloud({ ...conformanceOptions(fresh()), port })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: `Port ${port} is in use. Stop what uses it, or choose another with --port.`,
    });
    server.close();
  });

  test('a data folder that another cloud is using', async () => {
    const dataDir = fresh();
    const cloud = await startCloud(conformanceOptions(dataDir));
    await expect(startCloud(conformanceOptions(dataDir))).rejects.toMatchObject({
      code: 'DATA_LOCKED',
      message: expect.stringMatching(
        new RegExp(`process ${process.pid}\\) is using .*choose another folder with --data`),
      ),
    });
    await cloud.stop();
    await (await startCloud(conformanceOptions(dataDir))).stop();
  });

  test.each<[string, (file: string) => void]>([
    ['is no database', (file) => writeFileSync(file, 'not a database, whatever it is called'.repeat(50))],
    ['has lost its end', (file) => truncateSync(file, 8192)],
    [
      'has a page of rubbish',
      (file) => {
        const handle = openSync(file, 'r+');
        for (let page = 2; page < 12; page++)
          writeSync(handle, Buffer.alloc(2048, 0xa5), 0, 2048, page * 4096);
        closeSync(handle);
      },
    ],
  ])('a data file that %s', async (_label, spoil) => {
    const dataDir = await filled();
    spoil(path.join(dataDir, 'documents.db'));
    await expect(startCloud(conformanceOptions(dataDir))).rejects.toMatchObject({
      code: 'DATA_DAMAGED',
      message: expect.stringMatching(/documents\.db is damaged .*--fresh/),
    });
  });

  test.each<[string, (dataDir: string) => void]>([
    ['is a file', (dataDir) => writeFileSync(dataDir, '')],
    ['cannot hold the lock', (dataDir) => mkdirSync(path.join(dataDir, 'lock.db'), { recursive: true })],
    [
      'cannot hold the documents',
      (dataDir) => mkdirSync(path.join(dataDir, 'documents.db'), { recursive: true }),
    ],
  ])('a data folder that cannot be written because it %s', async (_label, spoil) => {
    const dataDir = fresh();
    spoil(dataDir);
    await expect(startCloud(conformanceOptions(dataDir))).rejects.toMatchObject({
      code: 'DATA_UNWRITABLE',
      message: expect.stringMatching(/cannot be written .*choose another folder with --data/),
    });
  });

  test('a disk that is full: what does not fit is refused in words, and what was there goes on', async () => {
    const cloud = await startCloud(conformanceOptions(fresh()));
    try {
      const { main } = cloud.state.store.disk;
      // As SQLite sees a full disk: no page can be added.
      const [pages] = main.row('PRAGMA page_count') ?? [];
      main.row(`PRAGMA max_page_count=${Number(pages)}`);
      await expect(cloud.seed('things', [{ _id: 'large', text: 'x'.repeat(1_000_000) }])).rejects.toThrow(
        /full/,
      );
      main.row('PRAGMA max_page_count=1000000');
      await cloud.seed('things', [{ _id: 'small' }]);
      expect(cloud.read('things').map(({ _id }) => _id)).toEqual(['small']);
    } finally {
      await cloud.stop();
    }
  });

  test('a data folder of a newer version', async () => {
    const dataDir = await filled();
    const connection = new Connection(path.join(dataDir, 'documents.db'));
    connection.exec('PRAGMA user_version = 99');
    connection.close();
    await expect(startCloud(conformanceOptions(dataDir))).rejects.toMatchObject({ code: 'DATA_NEWER' });
  });

  test('a folder of functions that is not there', async () => {
    await expect(
      startCloud({ ...conformanceOptions(fresh()), functionsDir: '/nowhere' }),
    ).rejects.toMatchObject({
      code: 'BAD_CONFIG',
      message: expect.stringMatching(/Build first/),
    });
  });
});
