import { form as bookingForm, openSession, START } from '../booking/crowd';
import { form } from '../case/people';
import { type Product, startProduct } from '../cloud';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: START, env: { CASE_SECRET: 'a secret of the test' } });
});
afterAll(() => product.stop());

const stored = (collection: string, field: string, who: string) =>
  product.cloud.read(collection).filter((document) => document[field] === who);

test('an account that is given up loses what was kept for its own sake, and the college keeps its records', async () => {
  const lin = product.as('p-lin');
  const open = await lin.call('case.submit', { ...form, phone: '13800000000' });
  const ended = await lin.call('case.submit', { ...form, phone: '13800000001' });
  await lin.call('case.withdraw', { caseId: ended.caseId, reason: '已解决' });
  await lin.call('account.consent', { accepted: ['preview'], rejected: [] });
  await product.cloud.tick('jobs');
  expect((await lin.call('account.erase', {}, 'erase-0001')).person).toBeNull();
  // A repeat of the request says how things stand.
  expect((await lin.call('account.erase', {}, 'erase-0001')).person).toBeNull();
  expect(stored('people', '_id', 'p-lin')).toMatchObject([{ openid: null, roles: [], name: '林小满' }]);
  for (const [collection, field] of [
    ['messages', 'to'],
    ['deliveries', 'personId'],
    ['mailboxes', '_id'],
    ['accounts', 'personId'],
  ] as const)
    expect([collection, stored(collection, field, 'p-lin')]).toEqual([collection, []]);
  const phones = stored('cases', 'askerId', 'p-lin').map(({ _id, phone }) => [_id, phone]);
  expect(phones).toEqual(
    expect.arrayContaining([
      [open.caseId, '13800000000'],
      [ended.caseId, ''],
    ]),
  );
});

test('who holds a place cancels it first, and an administrator hands over first; nothing is lost', async () => {
  const sessionId = await openSession(product);
  const he = product.as('p-he');
  await he.call('booking.create', { sessionId, form: bookingForm() });
  await expect(he.call('account.erase', {})).rejects.toMatchObject({ code: 'bookings_open' });
  await he.call('booking.cancel', { sessionId });
  expect((await he.call('account.erase', {})).person).toBeNull();
  await expect(product.as('p-shen').call('account.erase', {})).rejects.toMatchObject({ code: 'last_admin' });
  expect((await product.as('p-shen').call('account.me', {})).person?.id).toBe('p-shen');
});
