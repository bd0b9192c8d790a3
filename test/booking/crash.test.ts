import './sdk-environment';
import { randomUUID } from 'node:crypto';
import { givePlaceBack, takeForNext, takePlace, takeTicket } from '../../cloudfunctions/booking/places';
import { cancel, expire } from '../../cloudfunctions/core/session/booking';
import { poolId as poolIdOf } from '../../cloudfunctions/core/session/pool';
import { bookings, sessions } from '../../cloudfunctions/platform/database/collections';
import { get } from '../../cloudfunctions/platform/database/store';
import { write } from '../../cloudfunctions/platform/database/versioned';
import { type Product, startProduct } from '../cloud';
import { STAND_INS, stopInspected } from '../inspected';
import { DAY, form, MINUTE, openSession, START } from './crowd';
import { reach } from './inside';
import { bookingsOf, expectSound, poolsOf } from './stored';

let product: Product;
let sessionId: string;
let poolId: string;

beforeEach(async () => {
  product = await startProduct({ now: START });
  reach(product.cloud);
  sessionId = await openSession(product, { speakingSlots: 1 });
  poolId = poolIdOf(sessionId, 'speak', 'any');
});
afterEach(() => stopInspected(product, { apartFrom: STAND_INS }));

const book = (who: string, requestId: string = randomUUID()) =>
  product.as(who).call('booking.create', { sessionId, form: form() }, requestId);
const statusOf = (personId: string) => bookingsOf(product).find((each) => each.personId === personId)?.status;
const minutes = (count: number) => product.cloud.clock.advance(count * MINUTE);

async function stored(personId: string) {
  const [session, booking] = await Promise.all([
    get(sessions, sessionId),
    get(bookings, `${sessionId}:${personId}`),
  ]);
  if (!session || !booking) throw new Error('nothing is stored');
  return { session, booking };
}

describe('a call that dies between the place and the booking', () => {
  test('is finished by its repeat, which then holds the one place', async () => {
    const requestId = randomUUID();
    await takePlace(poolId, 'p-lin', requestId, product.cloud.clock.now());
    expect(await book('p-lin', requestId)).toMatchObject({ status: 'confirmed' });
    expectSound(product);
  });

  test('is finished by another try of the same person too', async () => {
    await takePlace(poolId, 'p-lin', randomUUID(), product.cloud.clock.now());
    expect(await book('p-lin')).toMatchObject({ status: 'confirmed' });
    expectSound(product);
  });

  test('loses its place after a minute to the first who waits', async () => {
    await takePlace(poolId, 'p-lin', randomUUID(), product.cloud.clock.now());
    expect(await book('p-zhou')).toMatchObject({ status: 'waitlisted', position: 1 });
    await minutes(3);
    expect(statusOf('p-zhou')).toBe('offered');
    expectSound(product);
  });

  test('does not lose it while it may still be on its way', async () => {
    const claim = randomUUID();
    await takePlace(poolId, 'p-lin', claim, product.cloud.clock.now());
    await product.cloud.clock.advance(20_000);
    await product.cloud.tick('jobs');
    expect(poolsOf(product).find(({ _id }) => _id === poolId)?.holders).toHaveProperty('p-lin.claim', claim);
  });

  test('leaves no second place when it comes to life late, after its hold was taken over', async () => {
    const late = randomUUID();
    await takePlace(poolId, 'p-lin', late, product.cloud.clock.now());
    await book('p-lin');
    expect(await givePlaceBack(poolId, 'p-lin', late)).toBeNull();
    expectSound(product);
  });
});

describe('other calls that die half way', () => {
  test('a ticket without a booking is not waited for any longer than two minutes', async () => {
    await book('p-lin');
    await takeTicket(poolId, 'p-zhou', false);
    await minutes(5);
    expectSound(product);
    await product.as('p-lin').call('booking.cancel', { sessionId });
    expect(await book('p-he')).toMatchObject({ status: 'confirmed' });
  });

  test('a cancelled booking whose place was not freed is freed by the timer, and the next one gets it', async () => {
    await book('p-lin');
    await book('p-zhou');
    const { session, booking } = await stored('p-lin');
    const by = { actor: 'p-lin', now: product.cloud.clock.now(), requestId: randomUUID() };
    await write(bookings, booking, cancel(booking, session, by).entity);
    await minutes(3);
    expect(statusOf('p-zhou')).toBe('offered');
    expectSound(product);
  });

  test('an offer that ended without freeing its place is freed by the timer', async () => {
    await book('p-lin');
    await book('p-zhou');
    await book('p-he');
    await product.as('p-lin').call('booking.cancel', { sessionId });
    const { session, booking } = await stored('p-zhou');
    const over = { actor: 'system', now: Number(booking.offerExpiresAt), requestId: randomUUID() };
    await write(bookings, booking, expire(booking, session, over).entity);
    await minutes(5);
    expect(statusOf('p-he')).toBe('offered');
    expectSound(product);
  });

  test('a place taken for the next who was never told is offered again', async () => {
    await book('p-lin');
    await book('p-zhou');
    const { session, booking } = await stored('p-lin');
    const by = { actor: 'p-lin', now: product.cloud.clock.now(), requestId: randomUUID() };
    await write(bookings, booking, cancel(booking, session, by).entity);
    await givePlaceBack(poolId, 'p-lin', booking.claim);
    await takeForNext(poolId, 'p-zhou', { at: by.now, claim: randomUUID() }, true);
    await minutes(5);
    expect(statusOf('p-zhou')).toBe('offered');
    expectSound(product);
  });
});

describe('a clock that was set back', () => {
  test('neither ends an offer early nor gives a place twice', async () => {
    await book('p-lin');
    await book('p-zhou');
    await product.as('p-lin').call('booking.cancel', { sessionId });
    await product.cloud.clock.set(START - 3 * DAY);
    await product.cloud.tick('jobs');
    expect(statusOf('p-zhou')).toBe('offered');
    expect(await book('p-he')).toMatchObject({ status: 'waitlisted' });
    expect(await product.as('p-zhou').call('booking.confirm', { sessionId })).toMatchObject({
      status: 'confirmed',
    });
    await minutes(10);
    expectSound(product);
  });
});
