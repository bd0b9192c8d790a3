import { randomUUID } from 'node:crypto';
import { form, HOUR, openSession, SESSION_AT, START } from '../booking/crowd';
import { expectSound } from '../booking/stored';
import { type Product, startProduct } from '../cloud';
import { expectNoFindings, STAND_INS } from '../inspected';
import { step } from '../story';

// The slot of a booked speaker whose question is asked together with another one.

let product: Product;
let sessionId: string;
const office = () => product.as('p-wu');
const group = (questionId: string, into: string | null) =>
  office().call('hall.groupTopic', { questionId, into });
const own = async (who: string) => (await product.as(who).call('session.get', { sessionId })).booking;
const idOf = async (title: string) =>
  (await office().call('hall.view', { sessionId })).questions.find((row) => row.title === title)?.id ?? '';

const booked = step('three have the slots, two wait', [], async () => {
  product = await startProduct({ now: START, env: { CASE_SECRET: 'a secret of the test' } });
  sessionId = await openSession(product, { speakingSlots: 3 });
  for (const who of ['p-lin', 'p-zhou', 'p-he', 'p-gao', 'p-ma'])
    await product.as(who).call('booking.create', { sessionId, form: form({ title: `${who} 的题目` }) });
  expect(await own('p-gao')).toMatchObject({ status: 'waitlisted', position: 1 });
  await office().call('hall.prepare', { sessionId });
});
afterAll(async () => {
  await expectNoFindings(product, STAND_INS);
  await product.stop();
});

const grouped = step(
  'grouping offers the slot to the first who waits, once, however often',
  [booked],
  async () => {
    const [zhou, lin] = [await idOf('p-zhou 的题目'), await idOf('p-lin 的题目')];
    await Promise.allSettled([group(zhou, lin), group(zhou, lin)]);
    await group(zhou, lin);
    expect(await own('p-gao')).toMatchObject({ status: 'offered' });
    expect(await own('p-ma')).toMatchObject({ status: 'waitlisted', position: 1 });
    expectSound(product, sessionId);
  },
);

step('the one who was grouped keeps the booking, has no turn, and the next moves up', [grouped], async () => {
  expect(await own('p-zhou')).toMatchObject({ status: 'confirmed', hasGivenOn: true, position: null });
  expect(await own('p-he')).toMatchObject({ status: 'confirmed', hasGivenOn: false, position: 2 });
});

const parted = step(
  'parting puts the question back and takes nothing from who was offered',
  [grouped],
  async () => {
    const zhou = product.cloud.read('questions').find(({ askerId }) => askerId === 'p-zhou');
    await group(String(zhou?._id), null);
    await office().call('hall.prepare', { sessionId });
    const queue = (await office().call('hall.view', { sessionId })).questions;
    expect(queue.find(({ title }) => title === 'p-zhou 的题目')).toMatchObject({ state: 'queued' });
    expect(await own('p-gao')).toMatchObject({ status: 'offered' });
    expectSound(product, sessionId);
  },
);

const late = step(
  'after booking has ended, nobody can be reached: the slot stays where it is',
  [parted],
  async () => {
    await product.cloud.clock.set(SESSION_AT - HOUR / 2);
    await group(await idOf('p-he 的题目'), await idOf('p-lin 的题目'));
    expect(await own('p-he')).toMatchObject({ hasGivenOn: false });
  },
);

const closed = step(
  'who was grouped and stayed away keeps their place in the next session',
  [late],
  async () => {
    await product.cloud.clock.set(SESSION_AT);
    await office().call('hall.open', { sessionId });
    await office().call('hall.deskCheckIn', {
      sessionId,
      entries: [{ entryId: randomUUID(), personId: 'p-he', ageMs: 0 }],
    });
    await product.cloud.clock.set(SESSION_AT + HOUR);
    await office().call('hall.close', { sessionId });
    const absentFrom = (who: string) =>
      product.cloud.read('people').find(({ _id }) => _id === who)?.absentFrom;
    expect([absentFrom('p-zhou'), absentFrom('p-lin')]).toEqual([null, 1]);
  },
);

step(
  'who was there, and whose question was grouped with one that nobody put, chooses what becomes of it',
  [closed],
  async () => {
    const stored = product.cloud.read('bookings').find(({ personId }) => personId === 'p-he');
    expect(stored).toMatchObject({ status: 'unreached' });
  },
);
