import { randomUUID } from 'node:crypto';
import { form, HOUR, openSession, SESSION_AT, START } from '../booking/crowd';
import { expectSound } from '../booking/stored';
import { type Product, startProduct } from '../cloud';
import { expectNoFindings, STAND_INS } from '../inspected';

let product: Product;
let sessionId: string;
beforeAll(async () => {
  product = await startProduct({ now: START, env: { CASE_SECRET: 'a secret of the test' } });
  sessionId = await openSession(product, { speakingSlots: 3 });
  for (const who of ['p-lin', 'p-zhou', 'p-he'])
    await product.as(who).call('booking.create', { sessionId, form: form({ title: `${who} 的题目` }) });
});
afterAll(async () => {
  await expectNoFindings(product, STAND_INS);
  await product.stop();
});

const stored = (who: string) => product.cloud.read('bookings').find(({ personId }) => personId === who);
const office = () => product.as('p-wu');

test('whoever has a slot reads their place in the order of speaking', async () => {
  for (const [at, who] of ['p-lin', 'p-zhou', 'p-he'].entries())
    expect((await product.as(who).call('session.get', { sessionId })).booking).toMatchObject({
      position: at + 1,
    });
});

test('a speaker who came and was not called chooses like those who waited; who stayed away does not', async () => {
  await product.cloud.clock.set(SESSION_AT);
  await office().call('hall.open', { sessionId });
  await office().call('hall.deskCheckIn', {
    sessionId,
    entries: ['p-lin', 'p-zhou'].map((personId) => ({ entryId: randomUUID(), personId, ageMs: 0 })),
  });
  const { questions } = await office().call('hall.view', { sessionId });
  for (const { id, title } of questions)
    if (title !== 'p-he 的题目') await office().call('hall.skip', { questionId: id, reason: '时间已到' });
  await product.cloud.clock.set(SESSION_AT + HOUR);
  await office().call('hall.close', { sessionId });
  expect(['p-lin', 'p-zhou', 'p-he'].map((who) => stored(who)?.status)).toEqual([
    'unreached',
    'unreached',
    'absent',
  ]);
  expectSound(product, sessionId);
  await product.cloud.tick('jobs');
  const { messages } = await product.as('p-lin').call('announcement.inbox', {});
  expect(messages.find(({ kind }) => kind === 'booking_unreached')).toMatchObject({
    title: '第 1 期发言未轮到',
    body: expect.stringMatching(/你的发言没有轮到。可将题目转为书面诉求、留到下期或删除/),
  });
});

test('one tap makes a case of it, and pressing twice makes one', async () => {
  const choose = () => product.as('p-lin').call('booking.choose', { sessionId, choice: 'case' });
  const outcomes = await Promise.allSettled([choose(), choose()]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
  expect(product.cloud.read('cases')).toMatchObject([{ title: 'p-lin 的题目', askerId: 'p-lin' }]);
});

test('after its time there is nothing to choose any more', async () => {
  await product.cloud.clock.set(Number(stored('p-zhou')?.emptyAt) + 60_000);
  await expect(
    product.as('p-zhou').call('booking.choose', { sessionId, choice: 'keep' }),
  ).rejects.toMatchObject({ code: 'not_found' });
  expect(stored('p-zhou')).toMatchObject({ form: null });
});
