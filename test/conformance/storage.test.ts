import { type Bench, type Script, startBench } from './harness';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

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
  const shown = await fetch(`${bench.url}/storage/${String(fileID).replace(/^cloud:\/\/[^/]+\//, '')}`);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
});

test('an upload over an old file replaces it', async () => {
  for (const text of ['old', 'new']) await bench.state.files.put('same.txt', Buffer.from(text));
  expect(String(await bench.state.files.get('same.txt', null, null))).toBe('new');
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
