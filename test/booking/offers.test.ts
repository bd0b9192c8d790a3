import './sdk-environment';
import { randomUUID } from 'node:crypto';
import { CloudError } from '../../dev/cloud';
import { type Product, Refused, startProduct } from '../cloud';
import { DAY, form, HOUR, MINUTE, openSession, SESSION_AT, START, seedCrowd } from './crowd';
import { act, guest } from './direct';
import { reach } from './inside';
import { bookingsOf, expectSound } from './stored';

let product: Product;
let sessionId: string;

afterEach(() => product.stop());

/** Starting near the session instead of moving the clock there spares a fortnight of timers. */
async function openAt(now: number, speakingSlots = 1): Promise<void> {
  product = await startProduct({ now });
  sessionId = await openSession(product, { speakingSlots });
}

const book = (who: string) => product.as(who).call('booking.create', { sessionId, form: form() });
const cancel = (who: string) => product.as(who).call('booking.cancel', { sessionId });
const mine = async (who: string) => (await product.as(who).call('session.get', { sessionId })).booking;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'not refused',
    (error: unknown) => (error instanceof Refused ? error.code : String(error)),
  );

async function inboxOf(who: string) {
  const { messages } = await product.as(who).call('announcement.inbox', {});
  return messages.map(({ kind }) => kind);
}

describe('an offered slot', () => {
  beforeEach(async () => {
    await openAt(START);
    await book('p-lin');
    await book('p-zhou');
    await book('p-he');
    await cancel('p-lin');
  });

  test('waits 48 hours, and the offer is told', async () => {
    const offered = await mine('p-zhou');
    expect(offered).toMatchObject({ status: 'offered' });
    expect(Math.abs(Number(offered?.offerExpiresAt) - (START + 48 * HOUR))).toBeLessThan(MINUTE);
    await product.cloud.tick('jobs');
    expect(await inboxOf('p-zhou')).toContain('booking_offered');
  });

  test.each([
    ['can be taken a millisecond before the deadline', -1, 'confirmed'],
    ['is over at the deadline, before any timer has run', 0, 'offer_expired'],
  ])('%s', async (_label, after, outcome) => {
    reach(product.cloud);
    const now = Number((await mine('p-zhou'))?.offerExpiresAt) + after;
    const requestId = randomUUID();
    const said = await act('confirm', sessionId, { ...guest(0), _id: 'p-zhou' }, now, requestId);
    expect(typeof said === 'string' ? said : said.status).toBe(outcome);
    if (outcome === 'confirmed') {
      expect(await act('confirm', sessionId, { ...guest(0), _id: 'p-zhou' }, now + HOUR, requestId)).toEqual(
        said,
      );
      expectSound(product);
    }
  });

  test('goes to the next exactly once when nobody answers', async () => {
    await product.cloud.clock.advance(48 * HOUR + 2 * MINUTE);
    await Promise.all([product.cloud.tick('jobs'), product.cloud.tick('jobs'), product.cloud.tick('jobs')]);
    expect(await mine('p-zhou')).toMatchObject({ status: 'expired', title: '' });
    expect(await mine('p-he')).toMatchObject({ status: 'offered' });
    expect(await codeOf(product.as('p-zhou').call('booking.confirm', { sessionId }))).toBe('no_offer');
    const told = bookingsOf(product).find(({ personId }) => personId === 'p-he');
    expect(told?.history.filter(({ what }) => what === 'offered')).toHaveLength(1);
    expect((await inboxOf('p-he')).filter((kind) => kind === 'booking_offered')).toHaveLength(1);
    // Whoever let it pass may book again, and waits at the end.
    expect(await book('p-zhou')).toMatchObject({ status: 'waitlisted', position: 1 });
    expectSound(product);
  });

  test('given up, it goes to the next at once', async () => {
    await cancel('p-zhou');
    expect(await mine('p-he')).toMatchObject({ status: 'offered' });
    expectSound(product);
  });
});

describe('near the session', () => {
  const waitingAt = async (now: number) => {
    await openAt(now);
    await book('p-lin');
    await book('p-zhou');
  };

  test('30 hours before, the offer ends 24 hours before', async () => {
    await waitingAt(SESSION_AT - 30 * HOUR);
    await cancel('p-lin');
    expect(await mine('p-zhou')).toMatchObject({ offerExpiresAt: SESSION_AT - 24 * HOUR });
  });

  test('25 hours before, it still lasts two hours', async () => {
    await waitingAt(SESSION_AT - 25 * HOUR);
    await cancel('p-lin');
    const { offerExpiresAt } = (await mine('p-zhou')) ?? {};
    expect(Number(offerExpiresAt) - product.cloud.clock.now()).toBeGreaterThan(2 * HOUR - MINUTE);
  });

  test('in the last 24 hours it is confirmed at once and says so', async () => {
    await waitingAt(SESSION_AT - 23 * HOUR);
    await cancel('p-lin');
    expect(await mine('p-zhou')).toMatchObject({ status: 'confirmed', offerExpiresAt: null });
    await product.cloud.tick('jobs');
    expect(await inboxOf('p-zhou')).toContain('booking_confirmed');
  });

  test('the day before, whoever has a place is reminded once; whoever waits is not', async () => {
    await waitingAt(SESSION_AT - DAY + MINUTE);
    await product.cloud.tick('jobs');
    await product.cloud.tick('jobs');
    expect((await inboxOf('p-lin')).filter((kind) => kind === 'session_reminder')).toHaveLength(1);
    expect(await inboxOf('p-zhou')).not.toContain('session_reminder');
  });
});

describe('who did not come last time', () => {
  test('can be said once the session has begun, by the office, of somebody who had a place', async () => {
    await openAt(SESSION_AT - 2 * HOUR - MINUTE);
    await book('p-lin');
    const absent = (personId: string) =>
      product.as('p-wu').call('booking.markAbsent', { sessionId, personId, reason: '约了发言没有到场' });
    expect(await codeOf(absent('p-lin'))).toBe('wrong_stage');
    expect(await codeOf(absent('p-zhou'))).toBe('not_found');
    await product.cloud.clock.advance(3 * HOUR);
    expect(await absent('p-lin')).toEqual({ status: 'absent' });
    const lin = product.cloud.read('people').find(({ _id }) => _id === 'p-lin');
    expect(lin).toMatchObject({ absentFrom: 1 });
  });

  // A call is cut at each of its requests in turn and never repeated: what is half done would stay half done.
  test('is marked with the loss of priority or not at all, wherever the call is cut', async () => {
    await openAt(SESSION_AT - 2 * HOUR - MINUTE);
    await book('p-lin');
    await product.cloud.clock.advance(3 * HOUR);
    const { state } = product.cloud;
    let cuts = 0;
    for (let isCut = true; isCut; ) {
      let left = cuts;
      isCut = false;
      state.between = (_request, perform) => {
        if (left-- !== 0) return perform();
        isCut = true;
        return Promise.reject(new CloudError('SYS_ERR', 'the line broke'));
      };
      const said = await codeOf(
        product.as('p-wu').call('booking.markAbsent', { sessionId, personId: 'p-lin', reason: '没有到场' }),
      );
      const { status } = bookingsOf(product)[0] ?? {};
      const person = product.cloud.read('people').find(({ _id }) => _id === 'p-lin');
      expect({ cuts, said, isMarked: status === 'absent' }).toMatchObject({
        isMarked: person?.absentFrom === 1,
        said: isCut ? 'internal' : 'not refused',
      });
      cuts++;
    }
    delete state.between;
    expect(bookingsOf(product)).toMatchObject([{ status: 'absent' }]);
    // Reads and commit of a transaction, and the two writes in it.
    expect(cuts).toBeGreaterThan(5);
  });

  test('waits behind the others for the next session, until 72 hours before', async () => {
    await openAt(SESSION_AT - 72 * HOUR - MINUTE, 2);
    const [account = ''] = await seedCrowd(product, 1, { absentFrom: 0 });
    expect(await book(account)).toMatchObject({ status: 'waitlisted', position: 1 });
    // A later guest is not kept from a free slot by somebody who is held back.
    expect(await book('p-zhou')).toMatchObject({ status: 'confirmed' });
    const { bookings } = await product.as('p-wu').call('booking.list', { sessionId, wish: 'speak' });
    expect(bookings.filter(({ hasNoShowHold }) => hasNoShowHold)).toHaveLength(1);
    expect(await mine(account)).toMatchObject({ status: 'waitlisted' });
    await product.cloud.clock.advance(3 * MINUTE);
    expect(await mine(account)).toMatchObject({ status: 'offered' });
    expectSound(product);
  });
});
