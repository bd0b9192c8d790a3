import { randomUUID } from 'node:crypto';
import {
  atOnce,
  DAY,
  form,
  HOUR,
  MINUTE,
  openSession,
  plan,
  SESSION_AT,
  START,
  seedCrowd,
  withoutKeys,
} from '../booking/crowd';
import { expectSound, poolsOf } from '../booking/stored';
import { type Product, Refused, startProduct } from '../cloud';

let product: Product;
beforeEach(async () => {
  product = await startProduct({ now: START });
});
afterEach(() => product.stop());

const office = () => product.as('p-wu');
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'allowed',
    (error: unknown) => (error instanceof Refused ? error.code : String(error)),
  );
const detail = async (sessionId: string) => (await office().call('session.get', { sessionId })).session;

describe('planning', () => {
  test('the office is proposed the first Thursday of the next month, with what was planned last time', async () => {
    const proposed = await office().call('session.propose', {});
    expect(proposed).toMatchObject({
      number: 1,
      startsAt: SESSION_AT,
      previewDueAt: SESSION_AT - 7 * DAY,
      skipped: [],
    });
    await openSession(product, { venue: '图书馆报告厅', speakingSlots: 12 });
    const next = await office().call('session.propose', {});
    expect(next).toMatchObject({ number: 2, plan: { venue: '图书馆报告厅', speakingSlots: 12, topics: [] } });
    expect(new Date(next.startsAt).toISOString()).toBe('2027-01-07T08:00:00.000Z');
  });

  test('two who plan at the same moment make one session, and a repeat gives the first one again', async () => {
    const requestId = randomUUID();
    const input = { reason: '', plan: plan() };
    const first = await office().call('session.create', input, requestId);
    expect(await office().call('session.create', input, requestId)).toEqual(first);
    const startsAt = SESSION_AT;
    const rivals = await Promise.all(
      ['p-wu', 'p-luo'].map((who) => codeOf(product.as(who).call('session.create', { ...input, startsAt }))),
    );
    expect(rivals).toEqual(['session_date_taken', 'session_date_taken']);
    expect(product.cloud.read('sessions')).toHaveLength(1);
  });

  test('a whole term is proposed by the rule, made session by session, and made once', async () => {
    const { term, plan: proposed } = await office().call('session.propose', {});
    expect(term.map(({ startsAt }) => new Date(startsAt).toISOString().slice(0, 10))).toEqual([
      '2026-12-03',
      '2027-01-07',
      // February's Thursdays are the Spring Festival's.
      '2027-03-04',
      '2027-04-01',
      '2027-05-06',
    ]);
    const made = { ...proposed, topics: [] };
    const create = (at: number, requestId = `term-line-${at}-0001`, startsAt = term[at]?.startsAt) =>
      codeOf(office().call('session.create', { reason: '', startsAt, plan: made }, requestId));
    // The third and fourth are left out; one that is repeated makes nothing, and one on a day off the rule is told by itself.
    expect(await create(0)).toBe('allowed');
    expect(await create(1)).toBe('allowed');
    expect(await create(1)).toBe('allowed');
    expect(await create(2, 'term-line-off-0001', (term[2]?.startsAt ?? 0) + DAY)).toBe('reason_needed');
    expect(await create(4)).toBe('allowed');
    expect(await create(4, 'term-line-twice-01')).toBe('session_date_taken');
    const { sessions } = await office().call('session.desk', {});
    expect(sessions.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
    const left = (await office().call('session.propose', {})).term;
    expect(left[0]?.startsAt).toBeGreaterThan(term[4]?.startsAt ?? 0);
  });

  test('a second session in a month is refused', async () => {
    await openSession(product);
    const again = { startsAt: SESSION_AT + 7 * DAY, reason: '加开一期', plan: plan() };
    expect(await codeOf(office().call('session.create', again))).toBe('session_exists');
  });

  test('a plan is the office’s own until the preview; the day is not a secret', async () => {
    const { sessionId } = await office().call('session.create', { reason: '', plan: plan() });
    expect(await codeOf(product.as('p-lin').call('session.get', { sessionId }))).toBe('not_found');
    expect((await product.as('p-lin').call('session.list', {})).sessions).toEqual([]);
    const { next } = await product.as('p-lin').call('session.home', {});
    expect(next).toMatchObject({
      startsAt: SESSION_AT,
      status: 'planned',
      venue: '',
      chair: '',
      attendeeCount: 0,
    });
    expect(await codeOf(product.as('p-lin').call('session.create', { reason: '', plan: plan() }))).toBe(
      'not_allowed',
    );
  });

  test('of two who edit the same version the second is told, and loses nothing of the first', async () => {
    const { sessionId } = await office().call('session.create', { reason: '', plan: plan() });
    const { version } = await detail(sessionId);
    const save = (who: string, venue: string) =>
      codeOf(product.as(who).call('session.save', { sessionId, version, plan: plan({ venue }) }));
    const outcomes = await Promise.all([save('p-wu', '一号厅'), save('p-luo', '二号厅')]);
    expect(outcomes.sort()).toEqual(['allowed', 'conflict']);
    expect((await detail(sessionId)).version).toBe(version + 1);
  });
});

describe('the preview', () => {
  test('opens booking, reaches every inbox once, and a repeat changes nothing', async () => {
    const { sessionId } = await office().call('session.create', { reason: '', plan: plan() });
    const requestId = randomUUID();
    const first = await office().call('session.publishPreview', { sessionId }, requestId);
    expect(first).toMatchObject({
      status: 'previewed',
      speakingLeft: 20,
      seatsLeft: 300,
      isPreviewLate: false,
    });
    expect(await office().call('session.publishPreview', { sessionId }, requestId)).toEqual(first);
    expect(await codeOf(office().call('session.publishPreview', { sessionId }))).toBe('wrong_stage');
    await withoutKeys(product, sessionId);
    await product.cloud.tick('jobs');
    await product.cloud.tick('jobs');
    for (const who of ['p-lin', 'p-gao', 'p-zheng']) {
      const { messages } = await product.as(who).call('announcement.inbox', {});
      expect(messages.filter(({ kind }) => kind === 'preview')).toHaveLength(1);
      expect((await product.as(who).call('session.home', {})).unread).toBe(1);
    }
  });

  test('published by two at once goes out once', async () => {
    const { sessionId } = await office().call('session.create', { reason: '', plan: plan() });
    const outcomes = await Promise.all(
      ['p-wu', 'p-luo'].map((who) => codeOf(product.as(who).call('session.publishPreview', { sessionId }))),
    );
    expect(outcomes.sort()).toEqual(['allowed', 'wrong_stage']);
    expect(poolsOf(product)).toHaveLength(2);
  });

  test('is told to the office two days and one day before it is due, once each', async () => {
    await product.stop();
    product = await startProduct({ now: SESSION_AT - 9 * DAY - MINUTE });
    const { sessionId } = await office().call('session.create', { reason: '', plan: plan() });
    await withoutKeys(product, sessionId);
    const told = async (who: string) =>
      (await product.as(who).call('announcement.inbox', {})).messages.filter(
        ({ kind }) => kind === 'office_due',
      );
    await product.cloud.tick('jobs');
    expect(await told('p-wu')).toEqual([]);
    await product.cloud.clock.advance(3 * MINUTE);
    expect(await told('p-wu')).toEqual([
      expect.objectContaining({ body: '请在11月26日 周四 16:00 前完成第 1 期预告发布。' }),
    ]);
    await product.cloud.clock.set(SESSION_AT - 8 * DAY + MINUTE);
    await product.cloud.clock.advance(2 * MINUTE);
    expect(await told('p-wu')).toHaveLength(2);
    expect(await told('p-lin')).toEqual([]);
  });

  test('is flagged by the timer as soon as it is late, and for good', async () => {
    await product.stop();
    product = await startProduct({ now: SESSION_AT - 7 * DAY - 2 * MINUTE });
    const { sessionId } = await office().call('session.create', { reason: '', plan: plan() });
    await withoutKeys(product, sessionId);
    await product.cloud.tick('jobs');
    expect((await detail(sessionId)).isPreviewLate).toBe(false);
    await product.cloud.clock.advance(4 * MINUTE);
    expect((await detail(sessionId)).isPreviewLate).toBe(true);
    const late = await office().call('session.publishPreview', { sessionId });
    expect(late).toMatchObject({ status: 'previewed', isPreviewLate: true });
  });

  test('says what is missing', async () => {
    const incomplete = plan({ venue: '', chair: { name: '', title: '' } });
    const { sessionId } = await office().call('session.create', { reason: '', plan: incomplete });
    const refusal = await office()
      .call('session.publishPreview', { sessionId })
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: 'preview_incomplete',
      fields: { venue: 'text_empty', 'chair.name': 'text_empty' },
    });
  });
});

describe('after the preview', () => {
  test('added places go to those who wait, and no place that is taken can be taken away', async () => {
    const sessionId = await openSession(product, { speakingSlots: 3 });
    const accounts = await seedCrowd(product, 8);
    await atOnce(accounts, 8, (account) =>
      product.as(account).call('booking.create', { sessionId, form: form() }),
    );
    const save = async (slots: number) =>
      office().call('session.save', {
        sessionId,
        version: (await detail(sessionId)).version,
        plan: plan({ speakingSlots: slots }),
      });
    expect(await codeOf(save(2))).toBe('capacity_below_taken');
    expect((await detail(sessionId)).plan.speakingSlots).toBe(3);
    expect(await save(5)).toMatchObject({ speakingLeft: 0, waiting: 3 });
    expectSound(product);
    expect((await office().call('booking.list', { sessionId, wish: 'speak' })).totals).toEqual({
      confirmed: 3,
      offered: 2,
      waiting: 3,
      left: 0,
    });
  });

  test('a new date is shown with its reason and told to whoever has booked, and to nobody else', async () => {
    const sessionId = await openSession(product);
    await product.as('p-lin').call('booking.create', { sessionId, form: form() });
    const startsAt = SESSION_AT + DAY;
    await office().call('session.reschedule', { sessionId, startsAt, reason: '报告厅检修' });
    await product.cloud.tick('jobs');
    const changes = async (who: string) =>
      (await product.as(who).call('announcement.inbox', {})).messages.filter(
        ({ kind }) => kind === 'session_changed',
      );
    expect(await changes('p-lin')).toEqual([
      expect.objectContaining({ body: expect.stringContaining('报告厅检修') }),
    ]);
    expect(await changes('p-zhou')).toEqual([]);
    const { next, booking } = await product.as('p-lin').call('session.home', {});
    expect(next).toMatchObject({ startsAt, dateReason: '报告厅检修' });
    expect(booking).toMatchObject({ startsAt, cancelUntil: startsAt - 2 * HOUR });
  });

  test('a session cannot be moved onto the day of another', async () => {
    const first = await openSession(product);
    const { sessionId } = await office().call('session.create', { reason: '', plan: plan() });
    const move = { sessionId, startsAt: SESSION_AT + HOUR, reason: '并到一天' };
    expect(await codeOf(office().call('session.reschedule', move))).toBe('session_date_taken');
    expect((await detail(first)).startsAt).toBe(SESSION_AT);
  });

  test('the waitlist of a long queue is shown page by page with its places', async () => {
    const sessionId = await openSession(product, { speakingSlots: 5, quota: { student: 3, staff: 2 } });
    const accounts = await seedCrowd(product, 60);
    await atOnce(accounts, 60, (account) =>
      product.as(account).call('booking.create', { sessionId, form: form() }),
    );
    const seen: Array<[string, number]> = [];
    let cursor: string | undefined;
    do {
      const { result, count } = await product.cloud.countRoundTrips(() =>
        office().call('booking.list', { sessionId, wish: 'speak', status: 'waitlisted', cursor }),
      );
      // The list and who asks for it; a look at it is logged as well.
      expect(count).toBeLessThanOrEqual(3);
      seen.push(...result.bookings.map(({ kind, position }): [string, number] => [kind, Number(position)]));
      cursor = result.next ?? undefined;
    } while (cursor);
    const places = (wanted: string) => seen.filter(([kind]) => kind === wanted).map(([, place]) => place);
    expect(places('student')).toEqual(Array.from({ length: 45 }, (_none, index) => index + 1));
    expect(places('staff')).toEqual(Array.from({ length: 10 }, (_none, index) => index + 1));
  });

  test('one’s own bookings take two round trips, also while waiting', async () => {
    const sessionId = await openSession(product, { speakingSlots: 1 });
    for (const who of ['p-lin', 'p-zhou'])
      await product.as(who).call('booking.create', { sessionId, form: form() });
    const { result, count } = await product.cloud.countRoundTrips(() =>
      product.as('p-zhou').call('booking.mine', {}),
    );
    expect(result.bookings).toEqual([
      expect.objectContaining({ status: 'waitlisted', position: 1, sessionNumber: 1 }),
    ]);
    expect(count).toBeLessThanOrEqual(2);
    expect(await codeOf(product.as('demo-newcomer').call('booking.mine', {}))).toBe('not_bound');
  });

  test('the desk shows what is due, taken and failed', async () => {
    await openSession(product);
    await office().call('session.create', { reason: '', plan: plan() });
    const { sessions, failedDeliveries } = await office().call('session.desk', {});
    expect(failedDeliveries).toBe(0);
    expect(sessions.map(({ number, status }) => [number, status])).toEqual([
      [2, 'planned'],
      [1, 'previewed'],
    ]);
    expect(sessions[1]).toMatchObject({
      previewDueAt: SESSION_AT - 7 * DAY,
      hasArticle: false,
      confirmed: 0,
    });
    expect(await codeOf(product.as('p-lin').call('session.desk', {}))).toBe('not_allowed');
  });
});

describe('the article of the official account', () => {
  const url = 'https://mp.weixin.qq.com/s/AbCdEf123456';

  test('pasted by the office it stays, and taken off it stays off', async () => {
    const sessionId = await openSession(product);
    expect(
      await codeOf(
        office().call('session.attachArticle', { sessionId, url: 'https://example.com/s/1', title: '' }),
      ),
    ).toBe('article_link_invalid');
    const attached = await office().call('session.attachArticle', { sessionId, url, title: '第 1 期预告' });
    expect(attached.article).toEqual({ url, title: '第 1 期预告', foundBy: 'office' });
    const detached = await office().call('session.detachArticle', { sessionId });
    expect(detached.article).toBeNull();
  });

  test('a draft that the account does not take is refused by its code, and the plan stays as it is', async () => {
    await product.stop();
    product = await startProduct({ now: START, env: { OA_APP_ID: '' } });
    const sessionId = await openSession(product);
    const before = await detail(sessionId);
    expect(await codeOf(office().call('session.pushDraft', { sessionId }))).toBe(
      'official_account_unavailable',
    );
    expect(await detail(sessionId)).toEqual(before);
  });
});
