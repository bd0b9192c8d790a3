import { addDays, dayOf, instantOf } from '../../cloudfunctions/core/rules/calendar';
import { type Product, startProduct } from '../cloud';
import { expectNoFindings, STAND_INS } from '../inspected';
import { form, HOUR, MINUTE, openSession, plan, SESSION_AT, START, withoutKeys } from './crowd';

let product: Product;
let sessionId: string;
const WAITING = ['p-zhou', 'p-he', 'p-gao', 'p-pan'];
const CLOSED_AT = SESSION_AT + HOUR;
/** The end of the fourteenth day. */
const EMPTY_AT = instantOf(addDays(dayOf(CLOSED_AT), 15));

beforeAll(async () => {
  product = await startProduct({ now: START, env: { CASE_SECRET: 'a secret of the test' } });
  sessionId = await openSession(product, { speakingSlots: 1, seats: 1 });
  for (const who of ['p-lin', ...WAITING])
    await product
      .as(who)
      .call('booking.create', { sessionId, form: form({ title: `${who} 的题目`, phone: '13800000000' }) });
  for (const who of ['p-ma', 'p-sun'])
    await product.as(who).call('booking.create', { sessionId, form: form({ wish: 'listen', title: '' }) });
  await product.cloud.clock.set(SESSION_AT);
  await product.as('p-wu').call('hall.open', { sessionId });
  await product.cloud.clock.set(CLOSED_AT);
  await product.as('p-wu').call('hall.close', { sessionId });
});
afterAll(async () => {
  await expectNoFindings(product, STAND_INS);
  await product.stop();
});

const stored = (who: string, of = sessionId) =>
  product.cloud.read('bookings').find(({ personId, sessionId: at }) => personId === who && at === of);
const choose = (who: string, choice: 'case' | 'keep' | 'delete', requestId?: string) =>
  product.as(who).call('booking.choose', { sessionId, choice }, requestId);

test('at the close everybody who waited has an end, and is told what can be done', async () => {
  expect(WAITING.map((who) => stored(who)?.status)).toEqual(WAITING.map(() => 'unreached'));
  expect(stored('p-gao')).toMatchObject({ form: { phone: '13800000000' } });
  expect(stored('p-gao')).toMatchObject({ emptyAt: EMPTY_AT });
  await product.cloud.clock.advance(2 * MINUTE);
  const told = product.cloud.read('messages').filter(({ kind }) => kind === 'booking_unreached');
  expect(told.map(({ to }) => to).sort()).toEqual([...WAITING, 'p-sun'].sort());
  expect(told.find(({ to }) => to === 'p-zhou')?.body).toMatch(/转为书面诉求、留到下期或删除/);
  expect(stored('p-sun')).toMatchObject({ status: 'unreached', form: null });
});

test('whoever had a place has nothing to choose', async () => {
  await expect(choose('p-lin', 'delete')).rejects.toMatchObject({ code: 'not_found' });
});

test('one tap makes a case of it, once, and empties the form', async () => {
  const requestId = 'request-of-the-one-tap-0001';
  const after = await choose('p-zhou', 'case', requestId);
  expect(after.unreached).toMatchObject({ choice: 'case', canChoose: false });
  await choose('p-zhou', 'case', requestId);
  await expect(choose('p-zhou', 'case')).rejects.toMatchObject({ code: 'not_found' });
  expect(product.cloud.read('cases')).toMatchObject([
    { title: 'p-zhou 的题目', askerId: 'p-zhou', phone: '13800000000', channel: 'box', status: 'submitted' },
  ]);
  expect(stored('p-zhou')).toMatchObject({ form: null, pendingCase: null });
});

test('one tap deletes it', async () => {
  expect((await choose('p-pan', 'delete')).title).toBe('');
  expect(stored('p-pan')).toMatchObject({ status: 'unreached', form: null, emptyAt: null });
});

test('kept for the next session, it is booked there as soon as that can be booked', async () => {
  await choose('p-he', 'keep');
  const office = product.as('p-wu');
  const next = (await office.call('session.create', { reason: '', plan: plan({ speakingSlots: 1 }) }))
    .sessionId;
  await office.call('session.publishPreview', { sessionId: next });
  await withoutKeys(product, next);
  await product.cloud.clock.advance(2 * MINUTE);
  expect(stored('p-he', next)).toMatchObject({ status: 'confirmed', form: { title: 'p-he 的题目' } });
  expect(stored('p-he')).toMatchObject({ status: 'unreached', form: null });
});

test('without a word it is emptied when its time is over, and not a moment before', async () => {
  await product.cloud.clock.set(EMPTY_AT - MINUTE);
  expect(stored('p-gao')?.form).not.toBeNull();
  await product.cloud.clock.set(EMPTY_AT + MINUTE);
  expect(stored('p-gao')).toMatchObject({ status: 'unreached', form: null, emptyAt: null });
});
