import { DAY, form, HOUR, MINUTE, openSession, plan, SESSION_AT, START, withoutKeys } from '../booking/crowd';
import { bookingsOf, expectSound, poolsOf } from '../booking/stored';
import { type Product, Refused, startProduct } from '../cloud';
import { expectNoFindings, STAND_INS } from '../inspected';

let product: Product;
let sessionId: string;

/** A session with one place, one who has it, and two who wait. */
async function open(now: number): Promise<void> {
  product = await startProduct({ now });
  sessionId = await openSession(product, { speakingSlots: 1, seats: 1 });
  for (const who of ['p-lin', 'p-zhou', 'p-he'])
    await product.as(who).call('booking.create', { sessionId, form: form() });
}
afterEach(async () => {
  await expectNoFindings(product, STAND_INS);
  await product.stop();
});

const office = () => product.as('p-wu');
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'allowed',
    (error: unknown) => (error instanceof Refused ? error.code : String(error)),
  );
const read = async (who = 'p-lin') => product.as(who).call('session.get', { sessionId });
const callOff = (reason = '受台风影响', requestId?: string) =>
  office().call('session.callOff', { sessionId, reason }, requestId);
const move = (startsAt: number) =>
  office().call('session.reschedule', { sessionId, startsAt, reason: '报告厅检修' });
const save = async (changes: Parameters<typeof plan>[0], reason = '报告厅检修') =>
  office().call('session.save', {
    sessionId,
    version: (await read('p-wu')).session.version,
    plan: plan({ speakingSlots: 1, seats: 1, ...changes }),
    reason,
  });
async function toldTo(who: string, kind: string): Promise<string[]> {
  await product.cloud.tick('jobs');
  const { messages } = await product.as(who).call('announcement.inbox', {});
  return messages.filter((message) => message.kind === kind).map(({ title, body }) => `${title} ${body}`);
}

describe('a session that is called off', () => {
  test('ends every booking, deletes the forms, and tells each what became of theirs', async () => {
    await open(START);
    const ended = await callOff();
    expect(ended).toMatchObject({ status: 'cancelled', calledOffReason: '受台风影响', number: 1 });
    expect(bookingsOf(product).map(({ status, form: kept }) => [status, kept])).toEqual(
      ['p-lin', 'p-zhou', 'p-he'].map(() => ['cancelled', null]),
    );
    expect(await toldTo('p-lin', 'booking_cancelled')).toEqual([
      expect.stringMatching(/发言名额已取消，登记表内容已删除。原因：本期活动取消，受台风影响。/),
    ]);
    expect(await toldTo('p-zhou', 'booking_cancelled')).toEqual([expect.stringMatching(/候补已取消/)]);
    // Whoever read the preview hears of it, booked or not.
    expect(await toldTo('p-ma', 'session_changed')).toEqual([
      expect.stringMatching(/第 1 期四点对话取消.*12月3日 周四 16:00.*原因：受台风影响。/),
    ]);
    expect((await read('p-ma')).session).toMatchObject({ status: 'cancelled', step: 1 });
    expect((await product.as('p-ma').call('session.home', {})).next).toMatchObject({
      calledOffReason: '受台风影响',
    });
    expect((await product.as('p-lin').call('session.home', {})).booking).toMatchObject({
      status: 'cancelled',
      calledOffReason: '受台风影响',
    });
  });

  test('is read as such by everybody who asks the portal', async () => {
    await open(START);
    await save({ venue: '图书馆' });
    await callOff();
    const answer = await product.cloud.http('portal', { path: '/previews' });
    expect(JSON.parse(answer.body)).toMatchObject({
      previews: [
        {
          number: 1,
          isCalledOff: true,
          calledOffReason: '受台风影响',
          changes: [{ reason: '报告厅检修', differences: [{ what: 'venue', to: '图书馆' }] }],
        },
      ],
    });
  });

  test('is called off once: a repeat is answered as the first, another call is refused', async () => {
    await open(START);
    const requestId = 'request-of-calling-off-0001';
    const first = await callOff('受台风影响', requestId);
    expect(await callOff('受台风影响', requestId)).toMatchObject({ version: first.version });
    expect(await codeOf(callOff())).toBe('wrong_stage');
    expect(await toldTo('p-lin', 'booking_cancelled')).toHaveLength(1);
    expect(await toldTo('p-lin', 'session_changed')).toHaveLength(1);
  });

  test('takes no booking, no offer, no move and no check-in any more', async () => {
    await open(START);
    await callOff();
    const book = product.as('p-gao').call('booking.create', { sessionId, form: form() });
    expect(await codeOf(book)).toBe('session_called_off');
    expect(await codeOf(move(SESSION_AT + DAY))).toBe('wrong_stage');
    expect(await codeOf(save({ venue: '图书馆' }))).toBe('wrong_stage');
    await product.cloud.clock.set(SESSION_AT + HOUR);
    expect(await codeOf(office().call('hall.open', { sessionId }))).toBe('wrong_stage');
    expect((await read()).session.status).toBe('cancelled');
    expect(product.cloud.read('people').every(({ absentFrom }) => (absentFrom ?? null) === null)).toBe(true);
    expect(product.cloud.read('surveys')).toEqual([]);
  });

  test('has empty pools, once no call can be on its way any more', async () => {
    await open(START);
    await callOff();
    expect(product.cloud.read('sessions')).toMatchObject([{ bookingsFollow: 'end' }]);
    await product.cloud.clock.advance(3 * MINUTE);
    expect(poolsOf(product)).toMatchObject([
      { left: 1, holders: {}, waiting: 0, offers: 0 },
      { left: 1, holders: {}, waiting: 0, offers: 0 },
    ]);
    expect(product.cloud.read('sessions')).toMatchObject([{ bookingsFollow: null }]);
  });

  test('leaves its month to another day, under the next number', async () => {
    await open(START);
    await callOff();
    const again = await office().call('session.create', {
      startsAt: SESSION_AT + 7 * DAY,
      reason: '补办',
      plan: plan(),
    });
    expect(again).toEqual({ sessionId: 'session-2' });
    expect((await product.as('p-ma').call('session.list', {})).sessions).toMatchObject([
      { number: 1, status: 'cancelled' },
    ]);
    await office().call('session.publishPreview', { sessionId: 'session-2' });
    await withoutKeys(product, 'session-2');
    expect((await product.as('p-ma').call('session.home', {})).next).toMatchObject({ number: 2 });
  });

  test('before its preview shows that it was, and not its plan', async () => {
    product = await startProduct({ now: START });
    ({ sessionId } = await office().call('session.create', { reason: '', plan: plan() }));
    await callOff();
    expect((await read('p-ma')).session).toMatchObject({
      status: 'cancelled',
      venue: '',
      chair: '',
      plan: { attendees: [], topics: [] },
    });
    expect(await toldTo('p-ma', 'session_changed')).toEqual([]);
  });

  test.each([
    ['without a reason', '', 'invalid_input'],
    ['with a name in the reason', '林小满同学确诊', 'redaction_open'],
  ])('%s it is refused', async (_label, reason, code) => {
    await open(START);
    expect(await codeOf(callOff(reason))).toBe(code);
  });

  test('only the office calls off', async () => {
    await open(START);
    for (const who of ['p-lin', 'p-zheng', 'p-xu'])
      expect(await codeOf(product.as(who).call('session.callOff', { sessionId, reason: '台风' }))).toBe(
        'not_allowed',
      );
  });
});

describe('what changes after the preview', () => {
  const both = { venue: '图书馆报告厅', chair: { name: '孙立', title: '校长' } };

  test('two things saved at once are one message with old and new values, in words for each state', async () => {
    await open(START);
    await product.as('p-lin').call('booking.cancel', { sessionId });
    await save(both);
    const [offered, ...more] = await toldTo('p-zhou', 'session_changed');
    expect(more).toEqual([]);
    expect(offered).toMatch(/地点由行政楼一楼报告厅改为图书馆报告厅。主持由党委书记郑国栋改为校长孙立。/);
    expect(offered).toMatch(/原因：报告厅检修。轮到你的名额仍为你保留/);
    expect(await toldTo('p-he', 'session_changed')).toEqual([expect.stringMatching(/你仍在候补/)]);
    expect(await toldTo('p-ma', 'session_changed')).toEqual([]);
    const { session, booking } = await read('p-zhou');
    expect(session).toMatchObject({ isChanged: true, changes: [{ reason: '报告厅检修' }] });
    expect(booking).toMatchObject({ isChanged: true, venue: '图书馆报告厅' });
  });

  test.each<[string, Parameters<typeof plan>[0], string]>([
    ['the place', { venue: '图书馆' }, 'reason_needed'],
    ['the chair', { chair: { name: '孙立', title: '校长' } }, 'reason_needed'],
    ['who answers', { attendees: [{ name: '徐立峰', title: '后勤保障处处长' }] }, 'reason_needed'],
    ['topics and notes only', { topics: ['食堂'], notes: '请提前入场' }, 'allowed'],
  ])('%s without a reason', async (_label, changes, code) => {
    await open(START);
    expect(await codeOf(save(changes, ''))).toBe(code);
    expect(await toldTo('p-lin', 'session_changed')).toEqual([]);
  });

  test('before the preview nobody is asked and nobody told', async () => {
    product = await startProduct({ now: START });
    ({ sessionId } = await office().call('session.create', { reason: '', plan: plan() }));
    expect(await codeOf(save({ venue: '图书馆' }, ''))).toBe('allowed');
    expect((await read('p-wu')).session.changes).toEqual([]);
  });

  test('a move names the old hour, and the next message follows it', async () => {
    await open(START);
    await move(SESSION_AT + DAY);
    expect(await toldTo('p-lin', 'session_changed')).toEqual([
      expect.stringMatching(/时间由12月3日 周四 16:00改为12月4日 周五 16:00。/),
    ]);
  });
});

describe('an open offer follows its session', () => {
  const offered = async (now: number) => {
    await open(now);
    await product.as('p-lin').call('booking.cancel', { sessionId });
    expect((await read('p-zhou')).booking).toMatchObject({ status: 'offered' });
  };
  const mine = async () => (await read('p-zhou')).booking;

  test('moved near, it ends a day before the new hour', async () => {
    await offered(START);
    await move(START + 2 * DAY);
    expect(await mine()).toMatchObject({ status: 'offered', offerExpiresAt: START + DAY });
    await product.cloud.clock.set(START + DAY + MINUTE);
    expect(await mine()).toMatchObject({ status: 'expired' });
    expect((await read('p-he')).booking).toMatchObject({ status: 'confirmed' });
    expectSound(product);
  });

  test('moved into the last day, it is confirmed at once and says so', async () => {
    await offered(START);
    await move(START + 20 * HOUR);
    expect(await mine()).toMatchObject({ status: 'confirmed', offerExpiresAt: null });
    expect(await toldTo('p-zhou', 'booking_confirmed')).toHaveLength(1);
    expectSound(product);
  });

  test('moved past the cut-off, it is over and nobody confirms it', async () => {
    await offered(START);
    await move(START + HOUR);
    expect(await codeOf(product.as('p-zhou').call('booking.confirm', { sessionId }))).toBe('offer_expired');
    await product.cloud.tick('jobs');
    expect(await mine()).toMatchObject({ status: 'expired' });
  });

  test('moved away, it has the time the rule gives', async () => {
    await offered(SESSION_AT - 30 * HOUR);
    expect(await mine()).toMatchObject({ offerExpiresAt: SESSION_AT - 24 * HOUR });
    await move(SESSION_AT + 7 * DAY);
    const { offerExpiresAt } = (await mine()) ?? {};
    expect(Math.abs(Number(offerExpiresAt) - (SESSION_AT + 18 * HOUR))).toBeLessThan(MINUTE);
  });
});
