import { form, HOUR, openSession, plan, SESSION_AT, START } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';
import { seedGuests } from '../survey/thursday';

// Nobody is to come in vain: whatever a poster, a bookmark, the campus portal, a reader of feeds or the hall's screen
// leads to says that a session is off, and why.

let product: Product;
let sessionId: string;
afterEach(() => product?.stop());

const office = () => product.as('p-wu');
const callOff = () => office().call('session.callOff', { sessionId, reason: '受台风影响' });
const read = async (path: string) => {
  // Pages are kept for a minute.
  await product.cloud.clock.advance(61_000);
  return (await product.cloud.http('portal', { path })).body;
};
const updatedIn = (feed: string): number =>
  Date.parse(/<entry>[\s\S]*?<updated>([^<]+)</.exec(feed)?.[1] ?? '');

describe('a session that is called off after its preview', () => {
  beforeEach(async () => {
    product = await startProduct({ now: START });
    sessionId = await openSession(product);
  });

  test.each(['/', '/embed', '/book/1', '/sessions/1'])('%s says so until its hour', async (path) => {
    expect(await read(path)).not.toContain('取消');
    await callOff();
    const page = await read(path);
    expect(page).toContain('已取消');
    if (path !== '/embed') expect(page).toContain('受台风影响');
    expect(page).not.toContain('预约发言或旁听');
  });

  test('the way from a poster is closed with its reason, and offers no form', async () => {
    await callOff();
    const page = await read('/book/1');
    expect(page).toContain('请不要前往');
    expect(page).not.toMatch(/不预约也可以直接来|weixin:\/\//);
  });

  test('the next one that can be booked takes its place on the first page', async () => {
    await callOff();
    const { sessionId: later } = await office().call('session.create', { reason: '', plan: plan() });
    expect(await read('/')).toContain('第 1 期已取消');
    await office().call('session.publishPreview', { sessionId: later });
    const page = await read('/');
    expect(page).toContain('预约发言或旁听');
    expect(page).not.toContain('第 1 期已取消');
  });

  test('its entry in the feed says so, as of that moment; so does one that was moved', async () => {
    const before = updatedIn(await read('/feeds/previews.xml'));
    await office().call('session.reschedule', {
      sessionId,
      startsAt: SESSION_AT + 24 * HOUR,
      reason: '报告厅检修',
    });
    const moved = await read('/feeds/previews.xml');
    expect(moved).toContain('已变更：报告厅检修');
    expect(updatedIn(moved)).toBeGreaterThan(before);
    await callOff();
    const off = await read('/feeds/previews.xml');
    expect(off).toContain('第 1 期已取消');
    expect(off).toContain('受台风影响');
    expect(updatedIn(off)).toBeGreaterThan(updatedIn(moved));
  });

  test('the wall says so, and takes no votes any more', async () => {
    const wall = () => office().call('hall.wall', { sessionId });
    expect(await wall()).toMatchObject({ status: 'previewed', calledOffReason: '' });
    await product.as('p-lin').call('booking.create', { sessionId, form: form() });
    const { questions } = await office().call('hall.prepare', { sessionId });
    const questionId = questions[0]?.id ?? '';
    await office().call('hall.approveTopic', { questionId, isApproved: true, title: '宿舍热水' });
    const vote = () => product.as('p-zhou').call('hall.vote', { questionId, isFor: true });
    await callOff();
    expect(await wall()).toMatchObject({ status: 'cancelled', calledOffReason: '受台风影响' });
    await expect(vote()).rejects.toMatchObject({ code: 'topic_not_open' });
  });
});

test('a session that was called off before its preview was never announced', async () => {
  product = await startProduct({ now: START });
  ({ sessionId } = await office().call('session.create', { reason: '', plan: plan() }));
  await callOff();
  expect(await read('/feeds/previews.xml')).not.toContain('第 1 期');
  expect(JSON.parse(await read('/previews'))).toEqual({ previews: [] });
});

test('a question from a seat of a session that is called off with its doors open goes back to who asked', async () => {
  product = await startProduct({ now: START });
  sessionId = await openSession(product);
  product.cloud.state.clock.move(SESSION_AT - HOUR / 2);
  const [guest = ''] = await seedGuests(product, 1);
  await office().call('hall.deskCheckIn', {
    sessionId,
    entries: [{ entryId: 'desk-entry-guest', personId: guest, ageMs: 0 }],
  });
  const asked = {
    sessionId,
    title: '操场夜间照明',
    detail: '',
    category: 'logistics',
    isHidden: false,
  } as const;
  await product.as(guest).call('hall.askFromSeat', asked);
  await callOff();
  product.cloud.state.clock.move(SESSION_AT + 3 * HOUR);
  await product.cloud.tick('jobs');
  const { questions } = await product.as(guest).call('hall.mySeats', {});
  expect(questions).toMatchObject([{ state: 'unasked', chooseUntil: expect.any(Number) }]);
  const seats = await office().call('hall.seatInbox', { sessionId });
  expect(seats.isOpen).toBe(false);
});

test('what a page does not read of its address makes no other page of it', async () => {
  product = await startProduct({ now: START });
  await product.cloud.http('portal', { path: '/' });
  for (const path of ['/?q=1', '/?after=20261101-0001', '/?other=1']) {
    const { count } = await product.cloud.countRoundTrips(() => product.cloud.http('portal', { path }));
    expect(count).toBe(0);
  }
});
