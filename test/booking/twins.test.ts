import './sdk-environment';
import { poolId as poolIdOf } from '../../cloudfunctions/core/session/pool';
import { bookings } from '../../cloudfunctions/platform/database/collections';
import { get } from '../../cloudfunctions/platform/database/store';
import { listNow } from '../../cloudfunctions/platform/database/topics';
import { type Product, startProduct } from '../cloud';
import { type Wire, wireTo } from '../survey/cut-off';
import { form, openSession, START } from './crowd';
import { act, guest } from './direct';
import { reach } from './inside';
import { bookingsOf, expectSound, poolsOf } from './stored';

// Two bookings of one person at once. One is held between its place and its booking while the other runs to its end;
// then it goes on, loses, and must leave nothing behind. No timer runs meanwhile: what is mended is mended by the loser.
let product: Product;
let wire: Wire;
let sessionId: string;

beforeEach(async () => {
  product = await startProduct({ now: START });
  wire = await wireTo(product.cloud);
  reach(wire);
  sessionId = await openSession(product, { speakingSlots: 1 });
  // Read once a minute, or it would stand between the requests that are counted here.
  await listNow(product.cloud.clock.now());
});
afterEach(async () => {
  await product?.stop();
  await wire?.stop();
});

const lin = { ...guest(0), _id: 'p-lin' };
const speaks = () => act('book', sessionId, lin, product.cloud.clock.now());
const listening = form({ wish: 'listen', category: null, title: '' });
const books = (who: string, wanted = form()) =>
  product.as(who).call('booking.create', { sessionId, form: wanted });
const speakers = () => poolsOf(product).find(({ _id }) => _id === poolIdOf(sessionId, 'speak', 'any'));

/** The session and the pool: what comes next is the booking itself. */
const BEFORE_THE_BOOKING = 2;

test('the place of the loser is free again for the next', async () => {
  const held = wire.hold(BEFORE_THE_BOOKING);
  const loser = speaks();
  const release = await held;
  expect(speakers()).toMatchObject({ left: 0 });
  expect(await books('p-lin', listening)).toMatchObject({ status: 'confirmed', wish: 'listen' });
  release();
  expect(await loser).toBe('already_booked');
  expect(speakers()).toMatchObject({ left: 1, holders: {} });
  expect(await books('p-he')).toMatchObject({ status: 'confirmed' });
  expectSound(product);
});

test('the place of the loser goes to whoever has begun to wait meanwhile', async () => {
  const held = wire.hold(BEFORE_THE_BOOKING);
  const loser = speaks();
  const release = await held;
  await books('p-lin', listening);
  expect(await books('p-zhou')).toMatchObject({ status: 'waitlisted', position: 1 });
  release();
  expect(await loser).toBe('already_booked');
  expect(bookingsOf(product).find(({ personId }) => personId === 'p-zhou')?.status).toBe('offered');
  expectSound(product);
});

test('of two for the same place, the place stays with the booking that was written', async () => {
  const firstHeld = wire.hold(BEFORE_THE_BOOKING);
  const first = speaks();
  const letFirstGo = await firstHeld;
  // The session, place and ticket in vain, booking and pool, the takeover of the hold: then the booking.
  const secondHeld = wire.hold(6);
  const second = speaks();
  const letSecondGo = await secondHeld;
  letFirstGo();
  expect(await first).toMatchObject({ status: 'confirmed' });
  letSecondGo();
  expect(await second).toBe('already_booked');
  const booking = await get(bookings, `${sessionId}:p-lin`);
  expect(Object.values(speakers()?.holders ?? {}).map(({ claim }) => claim)).toEqual([booking?.claim]);
  expectSound(product);
});

// The last one: from here on this process knows the pool as full, and tries the ticket first.
test('the ticket of the loser is waited for by nobody', async () => {
  await books('p-he');
  // A place is tried first, then the ticket.
  const held = wire.hold(BEFORE_THE_BOOKING + 1);
  const loser = speaks();
  const release = await held;
  expect(speakers()).toMatchObject({ waiting: 1 });
  await books('p-lin', listening);
  release();
  expect(await loser).toBe('already_booked');
  expect(speakers()).toMatchObject({ waiting: 0 });
  expectSound(product);
});
