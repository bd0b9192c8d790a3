import './sdk-environment';
import { type Product, Refused, startProduct } from '../cloud';
import { form, HOUR, MINUTE, openSession, SESSION_AT } from './crowd';
import { act, guest } from './direct';
import { reach } from './inside';
import { bookingsOf, expectSound } from './stored';

const CUT_OFF = SESSION_AT - 2 * HOUR;
let product: Product;
let sessionId: string;

beforeAll(async () => {
  product = await startProduct({ now: CUT_OFF - 2 * MINUTE });
  reach(product.cloud);
  sessionId = await openSession(product, { speakingSlots: 2 });
  for (const who of ['p-lin', 'p-zhou', 'p-he', 'p-gao'])
    await product.as(who).call('booking.create', { sessionId, form: form() });
});
afterAll(() => product?.stop());

const stored = (who: string) => bookingsOf(product).find(({ personId }) => personId === who);
const cancelAt = async (who: string, now: number) => {
  const said = await act('cancel', sessionId, { ...guest(0), _id: who }, now);
  return typeof said === 'string' ? said : said.status;
};

describe('cancelling, to the millisecond', () => {
  test.each([
    ['at the cut-off', CUT_OFF],
    ['between the cut-off and the start', CUT_OFF + HOUR],
    ['a millisecond before the start', SESSION_AT - 1],
    ['at the start', SESSION_AT],
    ['after the start', SESSION_AT + 1],
  ])('%s it is refused: who has a place keeps it, who waits goes on waiting', async (_label, now) => {
    expect([await cancelAt('p-lin', now), await cancelAt('p-he', now)]).toEqual([
      'cancel_closed',
      'cancel_closed',
    ]);
    expect(stored('p-lin')).toMatchObject({ status: 'confirmed', form: { title: form().title } });
    expect(stored('p-he')).toMatchObject({ status: 'waitlisted' });
  });

  test('a millisecond before the cut-off it frees the place, for nobody to be surprised with', async () => {
    expect(await cancelAt('p-gao', CUT_OFF - 1)).toBe('cancelled');
    expect(await cancelAt('p-zhou', CUT_OFF - 1)).toBe('cancelled');
    // The one who waits gets it at once: the cut-off has not come yet.
    expect(stored('p-he')).toMatchObject({ status: 'confirmed' });
    expectSound(product);
  });
});

describe('cancelling on the phone', () => {
  const cancel = (who: string) =>
    product
      .as(who)
      .call('booking.cancel', { sessionId })
      .then(
        ({ status }) => status,
        (error: unknown) => (error instanceof Refused ? error.code : String(error)),
      );

  test('is refused from the cut-off on, and the place stays taken', async () => {
    await product.cloud.clock.set(CUT_OFF);
    expect(await cancel('p-lin')).toBe('cancel_closed');
    await product.cloud.clock.set(SESSION_AT - MINUTE);
    expect(await cancel('p-lin')).toBe('cancel_closed');
    expect(stored('p-lin')).toMatchObject({ status: 'confirmed' });
    expectSound(product);
  });
});
