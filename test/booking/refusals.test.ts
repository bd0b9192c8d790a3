import { randomUUID } from 'node:crypto';
import { type Product, Refused, startProduct } from '../cloud';
import { form, HOUR, MINUTE, openSession, plan, SESSION_AT, START } from './crowd';
import { bookingsOf } from './stored';

let product: Product;
let sessionId: string;

beforeAll(async () => {
  product = await startProduct({ now: START });
  sessionId = await openSession(product, { speakingSlots: 1, seats: 0 });
});
afterAll(() => product.stop());

async function refusalOf(work: Promise<unknown>): Promise<Refused> {
  const outcome = await work.catch((error: unknown) => error);
  if (!(outcome instanceof Refused)) throw new Error('was not refused');
  return outcome;
}

const raw = (who: string, input: unknown, requestId: string | undefined = randomUUID()) =>
  product.as(who).callRaw({ action: 'booking.create', requestId, input });

describe('what does not fit the form is refused by field', () => {
  const cases: Array<[string, Record<string, unknown>, Record<string, string>]> = [
    ['an unknown field', { ...form(), rating: 5 }, { 'form.rating': 'unrecognized_keys' }],
    ['a title of 41 characters', form({ title: '长'.repeat(41) }), { 'form.title': 'text_too_long' }],
    ['41 emoji', form({ title: '😀'.repeat(41) }), { 'form.title': 'text_too_long' }],
    ['details of 1001 characters', form({ detail: '长'.repeat(1001) }), { 'form.detail': 'text_too_long' }],
    ['a title of blanks only', form({ title: '  　 ' }), { 'form.title': 'text_empty' }],
    ['no category', form({ category: null }), { 'form.category': 'category_needed' }],
    ['a category of nobody', { ...form(), category: 'weather' }, { 'form.category': 'invalid_format' }],
    ['a telephone in letters', form({ phone: 'call me' }), { 'form.phone': 'phone_malformed' }],
    ['a number for a title', { ...form(), title: 7 }, { 'form.title': 'invalid_type' }],
    [
      'a character that turns the direction',
      form({ title: 'abc\u202edef' }),
      { 'form.title': 'text_control' },
    ],
  ];
  test.each(cases)('%s', async (_label, input, fields) => {
    const answer = await raw('p-lin', { sessionId, form: input });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input', fields } });
  });

  test('a command without a request id', async () => {
    const answer = await product
      .as('p-lin')
      .callRaw({ action: 'booking.create', input: { sessionId, form: form() } });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', fields: { requestId: 'missing' } },
    });
  });

  test('an action that is none', async () => {
    const answer = await product
      .as('p-lin')
      .callRaw({ action: 'booking.steal', requestId: randomUUID(), input: {} });
    expect(answer).toMatchObject({ ok: false, error: { code: 'unknown_action' } });
  });

  test('an id that is a query', async () => {
    const answer = await raw('p-lin', { sessionId: { $ne: null }, form: form() });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', fields: { sessionId: 'invalid_type' } },
    });
  });
});

describe('who may not book', () => {
  test('an account that is not bound', async () => {
    const refusal = await refusalOf(
      product.as('demo-newcomer').call('booking.create', { sessionId, form: form() }),
    );
    expect(refusal.code).toBe('not_bound');
  });

  test('nobody sees the bookings without the role, and a role withdrawn a second ago is gone', async () => {
    const list = (who: string) => product.as(who).call('booking.list', { sessionId, wish: 'speak' });
    expect((await refusalOf(list('p-gao'))).code).toBe('not_allowed');
    await expect(list('p-luo')).resolves.toMatchObject({ bookings: [] });
    const grant = { role: 'office' } as const;
    await product.as('p-shen').call('account.revokeRole', { personId: 'p-luo', grant, reason: '岗位调整' });
    expect((await refusalOf(list('p-luo'))).code).toBe('not_allowed');
  });
});

describe('what cannot be booked', () => {
  test('a session that does not exist', async () => {
    const work = product.as('p-lin').call('booking.create', { sessionId: 'session-99', form: form() });
    expect((await refusalOf(work)).code).toBe('not_found');
  });

  test('a session whose preview is not out', async () => {
    const office = product.as('p-wu');
    const { sessionId: planned } = await office.call('session.create', { reason: '', plan: plan() });
    const work = product.as('p-lin').call('booking.create', { sessionId: planned, form: form() });
    expect((await refusalOf(work)).code).toBe('booking_not_open');
  });

  test('a category that was retired while the form was open; a booking under it stays as it is', async () => {
    const admin = product.as('p-shen');
    const requestId = randomUUID();
    const input = { sessionId, form: form({ category: 'safety' }) };
    const booked = await product.as('p-he').call('booking.create', input, requestId);
    const { version, topics, categories } = await admin.call('case.topicList', {});
    const without = categories.filter(({ id }) => id !== 'safety');
    await admin.call('case.saveTopics', { version, topics, categories: without });
    await product.cloud.clock.advance(2 * MINUTE);
    const refusal = await refusalOf(product.as('p-lin').call('booking.create', input));
    expect(refusal.fields).toEqual({ category: 'category_gone' });
    expect(await product.as('p-he').call('booking.create', input, requestId)).toMatchObject({
      status: booked.status,
      category: 'safety',
    });
    await product.as('p-he').call('booking.cancel', { sessionId });
  });

  test('a seat where none can be booked', async () => {
    const listening = form({ wish: 'listen', category: null, title: '' });
    const work = product.as('p-lin').call('booking.create', { sessionId, form: listening });
    expect((await refusalOf(work)).code).toBe('seats_full');
  });
});

describe('what was typed is kept as it was meant', () => {
  test('emoji, full-width letters and several lines', async () => {
    const title = '食堂🍜能不能开到２１：３０?';
    const detail = '第一行\r\n第二行 👩‍👩‍👧';
    await product.as('p-gao').call('booking.create', { sessionId, form: form({ title, detail }) });
    const { bookings } = await product.as('p-wu').call('booking.list', { sessionId, wish: 'speak' });
    expect(bookings).toEqual([
      expect.objectContaining({
        title,
        detail: '第一行\n第二行 👩‍👩‍👧',
        name: '高文静',
        status: 'confirmed',
      }),
    ]);
  });

  test('a second booking of the same person is refused, and the first stays as it is', async () => {
    const work = product
      .as('p-gao')
      .call('booking.create', { sessionId, form: form({ title: '另一个问题' }) });
    expect((await refusalOf(work)).code).toBe('already_booked');
    expect(bookingsOf(product).find(({ personId }) => personId === 'p-gao')?.form?.title).toContain('食堂');
  });

  test('cancelling deletes it, and leaves no trace of the words', async () => {
    await product.as('p-gao').call('booking.cancel', { sessionId });
    const stored = product.cloud.read('bookings').find(({ personId }) => personId === 'p-gao');
    expect(JSON.stringify(stored)).not.toContain('食堂');
    expect((await refusalOf(product.as('p-gao').call('booking.cancel', { sessionId }))).code).toBe(
      'not_found',
    );
  });

  test('nothing typed is ever in a log', () => {
    expect(JSON.stringify(product.cloud.logs())).not.toMatch(/食堂|长长|高文静/);
  });
});

describe('offers and the cut-off', () => {
  test('there is nothing to confirm without an offer', async () => {
    await product.as('p-lin').call('booking.create', { sessionId, form: form() });
    expect((await refusalOf(product.as('p-lin').call('booking.confirm', { sessionId }))).code).toBe(
      'no_offer',
    );
    expect((await refusalOf(product.as('p-zhou').call('booking.confirm', { sessionId }))).code).toBe(
      'not_found',
    );
  });

  test.each([
    ['a second before the cut-off', SESSION_AT - 2 * HOUR - 1000, null],
    ['at the cut-off', SESSION_AT - 2 * HOUR, 'booking_closed'],
    ['after the session has begun', SESSION_AT + MINUTE, 'booking_closed'],
  ])('booking %s', async (label, at, code) => {
    await product.cloud.clock.set(at);
    const who = label.startsWith('a second') ? 'p-zhou' : 'p-he';
    const work = product.as(who).call('booking.create', { sessionId, form: form() });
    if (code === null) await expect(work).resolves.toMatchObject({ status: 'waitlisted' });
    else expect((await refusalOf(work)).code).toBe(code);
  });

  test('cancelling after the cut-off is refused', async () => {
    expect((await refusalOf(product.as('p-lin').call('booking.cancel', { sessionId }))).code).toBe(
      'cancel_closed',
    );
  });
});
