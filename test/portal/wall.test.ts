import '../booking/sdk-environment';
import * as z from 'zod';
import { followAnswer } from '../../cloudfunctions/contract/wall';
import { endOfDay, WALL_GUESSES } from '../../cloudfunctions/core/hall/wall';
import { sessions } from '../../cloudfunctions/platform/database/collections';
import { update } from '../../cloudfunctions/platform/database/store';
import { reach } from '../booking/inside';
import { type Product, startProduct } from '../cloud';
import { step } from '../story';
import { DAY, MINUTE, SESSION_AT, seedBookings, startThursday } from '../survey/thursday';

// A browser in the hall, without an account: six digits from the office's phone, then whatever is new.

let product: Product;
let sessionId: string;
const office = () => product.as('p-wu');

const post = async (part: 'pair' | 'state', body: unknown) => {
  const { status, body: text } = await product.cloud.http('portal', {
    method: 'POST',
    path: `/wall/${part}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = JSON.parse(text);
  return { status, answer };
};
const digits = async () => (await office().call('hall.wallCode', { sessionId })).code;
const pairing = z.object({ session: z.string(), key: z.string() });
const paired = async () => pairing.parse((await post('pair', { code: await digits() })).answer);
type Pairing = z.output<typeof pairing>;
const look = (wall: Pairing, version: number) => post('state', { ...wall, version });
const fresh = async (wall: Pairing) => {
  const answer = followAnswer.parse((await look(wall, 0)).answer);
  if (answer.isSame) throw new Error('nothing is new to whom nothing is known');
  return answer;
};

const start = step('one has booked, and the doors are open', [], async () => {
  ({ product, sessionId } = await startThursday());
  reach(product.cloud);
  await seedBookings(product, sessionId, [{ personId: 'p-lin', code: 'AAAAAA', title: '宿舍热水' }]);
  await office().call('hall.prepare', { sessionId });
});
afterAll(() => product?.stop());

test('the page runs its own script alone, and no word of it comes from anybody', async () => {
  await start.take();
  for (const [path, type] of [
    ['/wall', 'text/html'],
    ['/wall/', 'text/html'],
    ['/wall/wall.js', 'text/javascript'],
    ['/wall/wall.css', 'text/css'],
  ] as const) {
    const { status, headers, body } = await product.cloud.http('portal', { path });
    expect([status, headers['content-type']]).toEqual([200, `${type}; charset=utf-8`]);
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
    expect(body).not.toMatch(/<script>|style="|onerror=/);
  }
});

test('another scanner than WeChat is told what to do, and WeChat finds its file', async () => {
  await start.take();
  const get = (path: string) => product.cloud.http('portal', { path });
  const code = await get('/h/4D/session-1/abc/ABCDEFGHIJKLMNOP');
  expect([code.status, code.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(code.body).toContain('请用微信签到');
  expect(code.body).not.toContain('ABCDEFGH');
  expect((await get('/h/other.txt')).status).toBe(404);
  const checked = await startProduct({ isEmpty: true, env: { SCAN_CHECK: 'a1B2.txt:0123abcd' } });
  const file = await checked.cloud.http('portal', { path: '/h/a1B2.txt' });
  await checked.stop();
  expect([file.status, file.headers['content-type'], file.body]).toEqual([
    200,
    'text/plain; charset=utf-8',
    '0123abcd',
  ]);
});

step('six digits let one browser in, once', [start], async () => {
  const code = await digits();
  expect(code).toMatch(/^\d{6}$/);
  const [one, two] = await Promise.all([post('pair', { code }), post('pair', { code })]);
  expect([one.status, two.status].sort()).toEqual([200, 403]);
  expect((await post('pair', { code })).status).toBe(403);
});

const followed = step(
  'a browser reads what the hall may see, and then that nothing is new',
  [start],
  async () => {
    const wall = await paired();
    const { version, state, codes } = await fresh(wall);
    expect(state).toMatchObject({
      shows: 'session',
      venue: '行政楼一楼报告厅',
      chair: '党委书记郑国栋',
      answerers: ['教务处处长钱志远'],
      booked: 1,
      current: null,
      next: [],
    });
    expect(codes).toHaveLength(12);
    expect(Math.max(...codes.map(({ showInMs, showForMs }) => showInMs + showForMs))).toBeLessThanOrEqual(
      3 * MINUTE,
    );
    expect((await look(wall, version)).answer).toEqual({ isSame: true });
  },
);

step('an idle look costs one read', [followed], async () => {
  const wall = await paired();
  const { version } = await fresh(wall);
  const { result, count } = await product.cloud.countRoundTrips(() => look(wall, version));
  expect(result.answer).toEqual({ isSame: true });
  expect(count).toBe(1);
});

step('what the host calls and approves is there at the next look, markup as text', [followed], async () => {
  const wall = await paired();
  const { version } = await fresh(wall);
  await office().call('hall.open', { sessionId });
  const { questions } = await office().call('hall.view', { sessionId });
  const questionId = questions[0]?.id ?? '';
  const title = '<img src=x onerror=alert(1)>'.padEnd(40, '长');
  await office().call('hall.call', { sessionId, questionId, approval: { title, kept: [] } });
  expect((await look(wall, version)).answer).toMatchObject({
    isSame: false,
    state: { status: 'live', current: { title, asker: '信息工程系 林小满' } },
  });
});

step('two walls follow; one that is ended stops at once and the other goes on', [followed], async () => {
  const [left, right] = [await paired(), await paired()];
  const { screens } = await office().call('hall.walls', { sessionId });
  const last = screens[screens.length - 1];
  await office().call('hall.endWall', { sessionId, screenId: last?.id ?? '' });
  expect((await look(left, 0)).status).toBe(200);
  expect(await look(right, 0)).toEqual({ status: 410, answer: { error: 'ended' } });
  const { screens: left2 } = await office().call('hall.walls', { sessionId });
  expect(left2).toHaveLength(screens.length - 1);
});

step('the office switches what the walls show', [followed], async () => {
  const wall = await paired();
  await office().call('hall.showOnWall', { sessionId, shows: 'announcement' });
  expect((await fresh(wall)).state).toMatchObject({ shows: 'announcement', announcement: null });
  await office().call('hall.showOnWall', { sessionId, shows: 'quiet' });
  expect((await fresh(wall)).state.shows).toBe('quiet');
  await office().call('hall.showOnWall', { sessionId, shows: 'session' });
});

step('guessing closes the code long before a million guesses are made', [followed], async () => {
  const code = await digits();
  const wrong = code === '000000' ? '000001' : '000000';
  for (let guess = 0; guess < WALL_GUESSES; guess++)
    expect((await post('pair', { code: wrong })).status).toBe(403);
  expect((await post('pair', { code })).status).toBe(403);
  // A new code is open again.
  expect((await post('pair', { code: await digits() })).status).toBe(200);
});

test.each([
  ['no body', null],
  ['too few digits', { code: '12345' }],
  ['letters', { code: 'abcdef' }],
  ['more than was asked for', { code: '123456', session: 'session-1' }],
])('%s is refused as malformed', async (_what, body) => {
  await start.take();
  expect((await post('pair', body)).status).toBe(400);
});

test('a key that nobody gave follows nothing', async () => {
  await start.take();
  const key = 'A'.repeat(43);
  expect((await post('state', { session: sessionId, key, version: 0 })).status).toBe(410);
  expect((await post('state', { session: 'session-99', key, version: 0 })).status).toBe(410);
  expect((await product.cloud.http('portal', { path: '/wall/state' })).status).toBe(405);
});

for (const who of ['p-zheng', 'p-lin'])
  step(`${who} takes no code, no future codes and no wall`, [start], async () => {
    const somebody = product.as(who);
    for (const call of [
      () => somebody.call('hall.wallCode', { sessionId }),
      () => somebody.call('hall.codes', { sessionId }),
      () => somebody.call('hall.showOnWall', { sessionId, shows: 'quiet' }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'not_allowed' });
  });

step('a wall left open ends with the day, and no new one begins after it', [followed], async () => {
  const wall = await paired();
  const code = await digits();
  // As if the session had been yesterday: moving the clock would fire the timer for every minute of the night.
  await update(sessions, { _id: sessionId }, { startsAt: SESSION_AT - DAY });
  await expect(office().call('hall.wallCode', { sessionId })).rejects.toMatchObject({ code: 'wrong_stage' });
  expect((await look(wall, 0)).status).toBe(410);
  expect((await post('pair', { code })).status).toBe(403);
});

test.each([
  ['a moment before midnight', '2026-12-03T23:59:59.999+08:00', '2026-12-04T00:00:00+08:00'],
  ['at midnight', '2026-12-04T00:00:00+08:00', '2026-12-05T00:00:00+08:00'],
])('the day of %s ends in Shanghai', (_label, at, end) => {
  expect(endOfDay(Date.parse(at))).toBe(Date.parse(end));
});
