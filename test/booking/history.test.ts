import './sdk-environment';
import fc from 'fast-check';
import { positionOf } from '../../cloudfunctions/booking/view';
import { expireOffers } from '../../cloudfunctions/jobs/expire-offers';
import { reconcilePools } from '../../cloudfunctions/jobs/reconcile-pools';
import { type Product, startProduct } from '../cloud';
import { STAND_INS, stopInspected } from '../inspected';
import { HOUR, MINUTE, START } from './crowd';
import { act, closeSession, type Deed, guest, seedSession } from './direct';
import { reach } from './inside';
import { Model } from './model';
import { bookingsOf, expectSound, poolsOf } from './stored';

const GUESTS = 6;
/** More than any history below brings in. */
const EVERYBODY = 20;

let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: START, isEmpty: true });
  reach(product.cloud);
  await product.cloud.seed(
    'people',
    Array.from({ length: EVERYBODY }, (_none, index) => guest(index)),
  );
});
// A session that a history is through with is shut without going its way (closeSession).
afterAll(() => stopInspected(product, { apartFrom: [...STAND_INS, 'session-history'] }));

const deed = fc.constantFrom<Deed>('book', 'book', 'confirm', 'cancel');
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ deed, who: fc.nat({ max: GUESTS - 1 }) }) },
  { weight: 1, arbitrary: fc.record({ hours: fc.integer({ min: 1, max: 70 }) }) },
);

async function passTime(now: number): Promise<void> {
  await expireOffers.run(now, Number.POSITIVE_INFINITY);
  await reconcilePools.run(now, Number.POSITIVE_INFINITY);
}

/** What the store says of a guest, in the words of the model. */
async function seen(sessionId: string, who: number): Promise<string> {
  const booking = bookingsOf(product).find(({ _id }) => _id === `${sessionId}:guest-${who}`);
  if (!booking || ['cancelled', 'expired'].includes(booking.status)) return 'gone';
  if (booking.status !== 'waitlisted') return booking.status;
  return `waitlisted ${await positionOf(booking)}`;
}

describe('any history of booking, confirming, cancelling and waiting', () => {
  test('step by step is what the rules say', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.array(step, { maxLength: 30 }),
        async (slots, steps) => {
          const session = await seedSession(product.cloud, slots);
          const model = new Model(slots);
          let now = START;
          for (const each of steps) {
            if ('hours' in each) {
              now += each.hours * HOUR;
              await passTime(now);
              model.tick(now);
            } else {
              now += MINUTE;
              const said = await act(each.deed, session._id, guest(each.who), now);
              const expected = model[each.deed](each.who, now);
              if (typeof said === 'string') expect(said).toBe(expected);
              else expect(said.status).toBe(expected.split(' ')[0]);
            }
            for (let who = 0; who < GUESTS; who++) expect(await seen(session._id, who)).toBe(model.seen(who));
            const pool = poolsOf(product).find(({ _id }) => _id === `${session._id}:speak:any`);
            expect(pool?.left).toBe(model.left);
          }
          expectSound(product, session._id);
          await closeSession(session);
        },
      ),
      { numRuns: 15, endOnFailure: true },
    );
  });

  test('all at once never breaks a pool', async () => {
    const turn = fc.array(fc.record({ deed, who: fc.nat({ max: 11 }) }), { minLength: 2, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(turn, { minLength: 1, maxLength: 5 }),
        async (slots, turns) => {
          const session = await seedSession(product.cloud, slots);
          let now = START;
          for (const together of turns) {
            now += 20 * HOUR;
            const timer = passTime(now);
            await Promise.all(together.map((each) => act(each.deed, session._id, guest(each.who), now)));
            await timer;
            await passTime(now);
            expectSound(product, session._id);
          }
          await closeSession(session);
        },
      ),
      { numRuns: 10, endOnFailure: true },
    );
  });
});
