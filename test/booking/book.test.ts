import { randomUUID } from 'node:crypto';
import { type Product, startProduct } from '../cloud';
import { form, HOUR, MINUTE, openSession, SESSION_AT, START } from './crowd';

let product: Product;
let sessionId: string;

beforeEach(async () => {
  product = await startProduct({ now: START });
  sessionId = await openSession(product, { speakingSlots: 1 });
});
afterEach(() => product.stop());

describe('booking a place', () => {
  test('a free speaking slot is confirmed in four round trips', async () => {
    const student = product.as('p-lin');
    // A process reads the categories once a minute.
    await product.as('p-zhou').call('booking.create', { sessionId, form: form({ wish: 'listen' }) });
    const { result, count } = await product.cloud.countRoundTrips(() =>
      student.call('booking.create', { sessionId, form: form() }),
    );
    expect(result).toMatchObject({
      status: 'confirmed',
      position: null,
      wish: 'speak',
      venue: '行政楼一楼报告厅',
    });
    expect(result.code).toMatch(/^[A-HJKMNP-Z2-9]{6}$/);
    expect(count).toBeLessThanOrEqual(4);
  });

  test('after the last slot people wait, in order, and see their place', async () => {
    await product.as('p-lin').call('booking.create', { sessionId, form: form() });
    const zhou = await product.as('p-zhou').call('booking.create', { sessionId, form: form() });
    const he = await product.as('p-he').call('booking.create', { sessionId, form: form() });
    expect([zhou.status, zhou.position]).toEqual(['waitlisted', 1]);
    expect([he.status, he.position]).toEqual(['waitlisted', 2]);
  });

  test('home needs four round trips, two in sequence, also for who waits', async () => {
    await product.as('p-lin').call('booking.create', { sessionId, form: form() });
    await product.as('p-zhou').call('booking.create', { sessionId, form: form() });
    const { result, count, maxInSequence } = await product.cloud.countRoundTrips(() =>
      product.as('p-zhou').call('session.home', {}),
    );
    expect(result.booking).toMatchObject({ status: 'waitlisted', position: 1 });
    expect(count).toBeLessThanOrEqual(4);
    expect(maxInSequence).toBeLessThanOrEqual(2);
  });

  test('staff who wait read their place on home beside their desk', async () => {
    await product.as('p-lin').call('booking.create', { sessionId, form: form() });
    await product.as('p-ma').call('booking.create', { sessionId, form: form() });
    const { desk, booking } = await product.as('p-ma').call('session.home', {});
    expect(desk?.departments).toHaveLength(1);
    expect(booking).toMatchObject({ status: 'waitlisted', position: 1 });
  });

  test('a repeat with the same request id gets the same answer', async () => {
    await product.stop();
    product = await startProduct({ now: SESSION_AT - 2 * HOUR - MINUTE });
    sessionId = await openSession(product, { speakingSlots: 1 });
    const requestId = randomUUID();
    const first = await product.as('p-lin').call('booking.create', { sessionId, form: form() }, requestId);
    const again = await product.as('p-lin').call('booking.create', { sessionId, form: form() }, requestId);
    expect(again).toEqual(first);
    await product.cloud.clock.advance(2 * MINUTE);
    const other = product.as('p-zhou').call('booking.create', { sessionId, form: form() });
    await expect(other).rejects.toMatchObject({ code: 'booking_closed' });
    const late = await product.as('p-lin').call('booking.create', { sessionId, form: form() }, requestId);
    expect(late).toEqual(first);
  });

  test('a cancelled slot goes to the next, who confirms it', async () => {
    await product.as('p-lin').call('booking.create', { sessionId, form: form() });
    await product.as('p-zhou').call('booking.create', { sessionId, form: form() });
    await product.as('p-lin').call('booking.cancel', { sessionId });
    const { booking } = await product.as('p-zhou').call('session.get', { sessionId });
    expect(booking).toMatchObject({ status: 'offered', offerExpiresAt: expect.any(Number) });
    expect(await product.as('p-zhou').call('booking.confirm', { sessionId })).toMatchObject({
      status: 'confirmed',
    });
    const { session } = await product.as('p-zhou').call('session.get', { sessionId });
    expect(session).toMatchObject({ speakingLeft: 0, waiting: 0 });
  });
});
