import { form, MINUTE, openSession, START } from '../booking/crowd';
import { type Product, seedPeople, startProduct } from '../cloud';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: START });
});
afterAll(() => product.stop());

// As the roster's import makes them: longer than those of the cast.
const who = { _id: `p-${'a1'.repeat(12)}`, openid: 'o-roster' };

test('somebody whose id the roster made reads the inbox, and the office sees what was sent to them', async () => {
  const more = { number: 'R1', name: '林小满', kind: 'student', unit: '机电工程系', roles: [] };
  const person = { ...who, ...more, hasLeft: false, absentFrom: null };
  await seedPeople(product.cloud, [person]);
  const sessionId = await openSession(product);
  const me = product.as(who.openid);
  await me.call('account.consent', { accepted: ['booking_confirmed'], rejected: [] });
  await me.call('booking.create', { sessionId, form: form() });
  await product.cloud.clock.advance(2 * MINUTE);
  const { messages } = await me.call('announcement.inbox', {});
  expect(messages.map(({ kind }) => kind)).toContain('booking_confirmed');
  const sent = await Promise.all(
    (['sent', 'waiting', 'failed', 'unwanted'] as const).map((state) =>
      product.as('p-wu').call('announcement.deliveries', { state }),
    ),
  );
  expect(sent.flatMap(({ deliveries }) => deliveries)).toMatchObject([{ kind: 'booking_confirmed' }]);
});
