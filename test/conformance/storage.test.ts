import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { type Bench, type Script, startBench } from './harness';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

/** As a phone with this account uploads. */
async function uploadAs(openid: string, cloudPath: string, text: string): Promise<unknown> {
  const form = new FormData();
  form.set('cloudPath', cloudPath);
  form.set('openid', openid);
  form.set('file', new Blob([text]));
  return JSON.parse(await (await fetch(`${bench.url}/upload`, { method: 'POST', body: form })).text());
}
const addressOf = async (path: string): Promise<string> => {
  const list = await bench.run(
    ({ cloud, fileList }, input) =>
      fileList(cloud.getTempFileURL({ fileList: [`cloud://local.6c6f-local/${input}`] })),
    path,
  );
  return JSON.parse(JSON.stringify(list))[0].tempFileURL;
};
const status = async (url: string) => (await fetch(url)).status;

test("a file is its uploader's: others do not write over it, and a copy made by a function is nobody's", async () => {
  expect(await uploadAs('o-an', 'own/1.txt', 'first')).toMatchObject({ fileID: expect.any(String) });
  expect(await uploadAs('o-bo', 'own/1.txt', 'other')).toMatchObject({ error: { errCode: -503002 } });
  const copy: Script<undefined> = async ({ tcb }) =>
    (
      await tcb
        .init({ env: tcb.SYMBOL_CURRENT_ENV })
        .copyFile({ fileList: [{ srcPath: 'own/1.txt', dstPath: 'kept/1.txt', overwrite: false }] })
    ).fileList;
  expect(await bench.run(copy)).toMatchObject([{ fileId: expect.stringContaining('kept/1.txt') }]);
  expect(await uploadAs('o-an', 'own/1.txt', 'changed')).toMatchObject({ fileID: expect.any(String) });
  expect(await bench.run(copy)).toMatchObject([{ code: 'STORAGE_REQUEST_FAIL' }]);
  expect(await uploadAs('o-an', 'kept/1.txt', 'changed')).toMatchObject({ error: { errCode: -503002 } });
  expect(await (await fetch(await addressOf('kept/1.txt'))).text()).toBe('first');
});

test('where no rule is set everybody reads a file by its address, for ever', async () => {
  const open = await mkdtemp(path.join(tmpdir(), 'no-rule-'));
  await writeFile(path.join(open, 'none.json'), '{ "collections": [] }');
  const lenient = await startBench({ databaseDir: open });
  await lenient.state.files.put('seen.txt', Buffer.from('x'), 'o-an');
  const { download_list: list } = z
    .object({ download_list: z.array(z.object({ download_url: z.string() })) })
    .parse(
      (
        await lenient.state.files.operations['storage.batchGetDownloadUrl']?.({
          file_list: [{ fileid: 'cloud://local.6c6f-local/seen.txt' }],
        })
      )?.data,
    );
  const url = list[0]?.download_url ?? '';
  lenient.state.clock.move(lenient.clock.now() + 365 * 86_400_000);
  expect([url.includes('?'), await status(url)]).toEqual([false, 200]);
  await lenient.close();
  await rm(open, { recursive: true });
});

test('under the private rule only the uploader reads a file directly', async () => {
  await uploadAs('o-an', 'own/2.txt', 'x');
  const direct = `${bench.url}/storage/own/2.txt`;
  expect([await status(direct), await status(`${direct}?openid=o-bo`)]).toEqual([403, 403]);
  expect(await status(`${direct}?openid=o-an`)).toBe(200);
});

test('a file is uploaded, read, given an address, and deleted', async () => {
  const value = await bench.run(async ({ cloud, fileList: list }) => {
    const { fileID } = await cloud.uploadFile({
      cloudPath: 'cases/食堂 1.txt',
      fileContent: Buffer.from('四点对话'),
    });
    const { fileContent } = await cloud.downloadFile({ fileID });
    const fileList = await list(cloud.getTempFileURL({ fileList: [fileID] }));
    return { fileID, text: fileContent.toString(), fileList };
  });
  const { fileID, text, fileList } = JSON.parse(JSON.stringify(value));
  expect(text).toBe('四点对话');
  expect(fileList).toMatchObject([
    { fileID, status: 0, tempFileURL: expect.stringMatching(/^http:\/\/127\.0\.0\.1/) },
  ]);
  const url: string = fileList[0].tempFileURL;
  expect(await (await fetch(url)).text()).toBe('四点对话');
  expect((await fetch(url.replace(/sign=.{8}/, 'sign=00000000'))).status).toBe(403);

  bench.state.clock.move(bench.clock.now() + 7_201_000);
  expect((await fetch(url)).status).toBe(403);

  const gone = await bench.run(
    ({ cloud }, input) => cloud.deleteFile({ fileList: [input, 'cloud://local/none'] }),
    String(fileID),
  );
  expect(gone).toMatchObject({ fileList: [{ fileID, status: 0 }, { status: -503003 }] });
  expect(
    (await bench.attempt(({ cloud }, input) => cloud.downloadFile({ fileID: input }), String(fileID))).error,
  ).toBeDefined();
});

test('the phone uploads a form, and shows the picture by its id', async () => {
  const form = new FormData();
  form.set('cloudPath', 'photos/1.png');
  form.set('openid', 'o');
  form.set('file', new Blob([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')]));
  const answer = await fetch(`${bench.url}/upload`, { method: 'POST', body: form });
  const { fileID } = JSON.parse(await answer.text());
  const path = String(fileID).replace(/^cloud:\/\/[^/]+\//, '');
  const shown = await fetch(`${bench.url}/storage/${path}?openid=o`);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
});

test('an upload over an old file replaces it', async () => {
  for (const text of ['old', 'new']) await bench.state.files.put('same.txt', Buffer.from(text));
  expect(await (await fetch(await addressOf('same.txt'))).text()).toBe('new');
});

const upload: (cloudPath: string) => Script<string> =
  () =>
  ({ cloud }, input) =>
    cloud.uploadFile({ cloudPath: input, fileContent: Buffer.from('x') });
test.each([
  ['out of the folder', '../documents.db'],
  ['from the root', '/etc/passwd'],
  ['through the middle', 'a/../../b'],
  ['with a query', 'a?b'],
])('a path %s is refused', async (_label, cloudPath) => {
  expect((await bench.attempt(upload(cloudPath), cloudPath)).error).toMatchObject({
    message: expect.stringMatching(/not a cloud path/),
  });
});

test('nobody puts a file that was not announced', async () => {
  const answer = await fetch(`${bench.url}/storage/mine.txt`, {
    method: 'PUT',
    body: 'x',
    headers: { authorization: 'guess' },
  });
  expect(await answer.text()).toMatch(/<Code>STORAGE_SIGN_PARAM_INVALID<\/Code>/);
  expect((await fetch(`${bench.url}/storage/mine.txt`)).status).toBe(404);
});

test('what is absent here is refused by name: who may read a file', async () => {
  const asked: Script<undefined> = ({ tcb }) =>
    tcb
      .init({ env: tcb.SYMBOL_CURRENT_ENV })
      .getFileAuthority({ fileList: [{ type: 'READ', path: 'own/1.txt' }] });
  expect((await bench.attempt(asked)).error).toMatchObject({ code: 'INVALID_ACTION' });
});
