import { plan, START } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: START });
});
afterAll(() => product.stop());

test('the campus portal reads previews that are out, and nothing that is only planned', async () => {
  expect(JSON.parse((await product.cloud.http('portal', { path: '/previews' })).body)).toEqual({
    previews: [],
  });
  // Not by openSession: that one puts a set of keys in place, and the next test brings its own.
  const { sessionId } = await product.as('p-wu').call('session.create', { reason: '', plan: plan() });
  await product.as('p-wu').call('session.publishPreview', { sessionId });
  await product.as('p-wu').call('session.create', {
    reason: '提前排期',
    startsAt: Date.UTC(2027, 0, 7, 8),
    plan: plan({ notes: '内部说明' }),
  });
  await product.cloud.clock.advance(60_000);
  const { status, headers, body } = await product.cloud.http('portal', { path: '/previews' });
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('application/json');
  expect(JSON.parse(body)).toEqual({
    previews: [
      {
        session: 'session-1',
        number: 1,
        startsAt: '2026-12-03T08:00:00.000Z',
        previewAt: expect.stringMatching(/^2026-11-20T02:0/),
        updatedAt: expect.stringMatching(/^2026-11-20T02:0/),
        venue: '行政楼一楼报告厅',
        chair: '党委书记郑国栋',
        attendees: ['教务处处长 钱志远'],
        topics: ['宿舍供暖'],
        isPreviewLate: false,
        isCalledOff: false,
        calledOffReason: '',
        changes: [],
        dateReason: '',
        article: null,
        keySet: null,
      },
    ],
  });
});

test('the fingerprint of the credential keys is public beside the preview, and the keys with it', async () => {
  await product.cloud.seed('session_keys', [
    { _id: 'session-1', keySet: 'ab'.repeat(32), keys: ['key'], fingerprints: ['cd'.repeat(32)] },
  ]);
  await product.cloud.clock.advance(60_000);
  const read = async (path: string) => JSON.parse((await product.cloud.http('portal', { path })).body);
  expect((await read('/previews')).previews[0].keySet).toBe('ab'.repeat(32));
  expect(await read('/keys/session-1')).toEqual({
    session: 'session-1',
    keySet: 'ab'.repeat(32),
    keys: ['key'],
    fingerprints: ['cd'.repeat(32)],
  });
});

test.each([false, true])(
  'HEAD, a slash at the end and the prefix of the route (passed: %s) change nothing',
  async (passesPath) => {
    const other = await startProduct({ isEmpty: true, httpAccess: { passesPath } });
    const { status, headers, body } = await other.cloud.http('portal', { path: '/previews/' });
    expect([status, JSON.parse(body)]).toEqual([200, { previews: [] }]);
    const head = await other.cloud.http('portal', { method: 'HEAD', path: '/previews' });
    expect([head.status, head.body]).toEqual([200, '']);
    expect(head.headers['content-type']).toBe(headers['content-type']);
    for (const path of ['/', '/sessions', '/sessions/'])
      expect((await other.cloud.http('portal', { path })).headers['content-type']).toMatch(/^text\/html/);
    await other.stop();
  },
);

test.each([
  ['GET', '/keys/session-99', 404],
  ['GET', '/people', 404],
  ['GET', '/nothing', 404],
  ['POST', '/previews', 405],
])('%s %s is answered %p', async (method, path, status) => {
  expect((await product.cloud.http('portal', { method, path })).status).toBe(status);
});
