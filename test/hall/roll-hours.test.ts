import { randomUUID } from 'node:crypto';
import { plan } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';
import { stopInspected } from '../inspected';
import { screenCode } from '../survey/phone';
import { DAY, HOUR, MINUTE, SESSION_AT, seedGuests } from '../survey/thursday';

// Nobody presses the button that closes the hall: who may come in, and when, goes by the clock.

const ROOM_OPEN = 6 * HOUR;
let product: Product;
let sessionId: string;
beforeAll(async () => {
  product = await startProduct({ now: SESSION_AT - 6 * DAY });
  ({ sessionId } = await product.as('p-wu').call('session.create', { reason: '', plan: plan() }));
  await product.as('p-wu').call('session.publishPreview', { sessionId });
  await seedGuests(product, 9);
});
afterAll(() => product && stopInspected(product));

const desk = async (personId: string, ageMs = 0) => {
  const entry = { entryId: randomUUID(), personId, ageMs };
  const { results } = await product.as('p-wu').call('hall.deskCheckIn', { sessionId, entries: [entry] });
  return results[0]?.answer;
};
const scan = async (who: string) => {
  const code = await screenCode(product, sessionId);
  return product.as(who).call('hall.checkIn', { sessionId, code, blinded: [] });
};

test('the desk makes nobody a voter before the doors open', async () => {
  await expect(desk('guest-0')).rejects.toMatchObject({ code: 'check_in_not_open' });
  product.cloud.state.clock.move(SESSION_AT - HOUR - MINUTE);
  await expect(desk('guest-0')).rejects.toMatchObject({ code: 'check_in_not_open' });
  product.cloud.state.clock.move(SESSION_AT - HOUR);
  expect(await desk('guest-0')).toBe('checked_in');
});

test('until the last minute people come in by desk and by scan', async () => {
  product.cloud.state.clock.move(SESSION_AT + ROOM_OPEN - MINUTE);
  expect(await desk('guest-1')).toBe('checked_in');
  expect(await scan('guest-2')).toMatchObject({ isFirst: true });
});

test('after it no screen has codes, no code lets in, and the desk waits for a second member of the office', async () => {
  const code = await screenCode(product, sessionId);
  product.cloud.state.clock.move(SESSION_AT + ROOM_OPEN);
  await expect(screenCode(product, sessionId)).rejects.toMatchObject({ code: 'check_in_closed' });
  await expect(
    product.as('guest-3').call('hall.checkIn', { sessionId, code, blinded: [] }),
  ).rejects.toMatchObject({ code: 'check_in_closed' });
  await expect(product.as('guest-3').call('hall.holdCode', { sessionId, code })).rejects.toMatchObject({
    code: 'check_in_closed',
  });
  expect(await desk('guest-4', HOUR)).toBe('late_waits');
  product.cloud.state.clock.move(SESSION_AT + ROOM_OPEN + HOUR);
  // An instant after the end is none of the session.
  expect(await desk('guest-5', HOUR / 2)).toBe('closed');
  expect(await desk('guest-5', 2 * HOUR)).toBe('late_waits');
});

test('days later, with the hall still open, nobody is brought in any more, by one or by two', async () => {
  product.cloud.state.clock.move(SESSION_AT + 2 * DAY);
  expect(await desk('guest-6', 0)).toBe('closed');
  expect(await desk('guest-7', DAY / 2)).toBe('closed');
  expect(product.cloud.read('attendance').map(({ personId }) => personId)).toEqual(
    expect.not.arrayContaining(['guest-6', 'guest-7']),
  );
});
