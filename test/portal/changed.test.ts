import { DAY, openSession, SESSION_AT } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';

// What becomes of a preview after it is out, as a stranger reads it on the web.

let product: Product;
let sessionId: string;
beforeEach(async () => {
  product = await startProduct({ now: SESSION_AT - 10 * DAY });
});
afterEach(() => product.stop());

const office = () => product.as('p-wu');
const page = async () => (await product.cloud.http('portal', { path: '/sessions/1' })).body;

test('a changed place stands on the page with the old one and the reason', async () => {
  sessionId = await openSession(product);
  expect(await page()).not.toContain('已变更');
  const { session } = await office().call('session.get', { sessionId });
  await office().call('session.save', {
    sessionId,
    version: session.version,
    plan: { ...session.plan, venue: '图书馆报告厅' },
    reason: '会场检修',
  });
  await product.cloud.clock.advance(60_000);
  const body = await page();
  for (const words of ['已变更', '地点由行政楼一楼报告厅改为图书馆报告厅。', '原因：会场检修'])
    expect(body).toContain(words);
});

test('a session that is called off keeps its page, says why, and leads to no form', async () => {
  sessionId = await openSession(product);
  expect(await page()).toContain('预约发言或旁听');
  await office().call('session.callOff', { sessionId, reason: '受台风影响' });
  await product.cloud.clock.advance(60_000);
  const body = await page();
  expect(body).toContain('本期已取消：受台风影响');
  expect(body).not.toContain('预约发言或旁听');
});

test('a calendar that subscribes has the session, and hears that it is called off', async () => {
  sessionId = await openSession(product);
  const file = async () => product.cloud.http('portal', { path: '/sessions.ics' });
  const { headers, body } = await file();
  expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
  expect(body).toContain(`UID:${sessionId}@four-point-dialogue\r\n`);
  expect(body).toContain('DTSTART:20261203T080000Z\r\n');
  await office().call('session.callOff', { sessionId, reason: '受台风影响' });
  await product.cloud.clock.advance(60_000);
  expect((await file()).body).toContain('STATUS:CANCELLED\r\n');
});

test.each([
  ['by lot', 72, true],
  ['by time', 0, false],
] as const)('slots that go %s: how they are drawn stands there only then', async (_, hours, isDrawn) => {
  if (hours > 0)
    await product.as('p-shen').call('account.changeRule', {
      version: 1,
      change: { path: 'booking.lotteryHours', value: hours },
      reason: '名额紧张',
    });
  sessionId = await openSession(product);
  const body = await page();
  expect(body.includes('发言名额抽签')).toBe(isDrawn);
  expect(body.includes(`/draws/${sessionId}`)).toBe(isDrawn);
});
