import { randomUUID } from 'node:crypto';
import { type Product, Refused, startProduct } from '../cloud';
import { STAND_INS, stopInspected } from '../inspected';
import { atOnce, form, MINUTE, openSession, START, seedCrowd } from './crowd';
import { bookingsOf, expectSound } from './stored';

const CROWD = 14;
const SLOTS = 8;
/** Operations a second: until somebody is refused less than the slowest machine asks for, then a fraction of the crowd's. */
const [FIRST_QPS, QPS] = [1, 10];
/** How often a person goes on trying under the same id. */
const TRIES = 40;

let product: Product;
afterEach(() => stopInspected(product, { apartFrom: STAND_INS }));

test('beyond the quota people wait and are told so; the places are taken, nobody is lost and nothing is unknown', async () => {
  product = await startProduct({ now: START, instances: 32, qps: QPS });
  // Whole calls that are refused wait on the phone (test/api/client); here those that begin run short on their way.
  product.cloud.state.callRate.perSecond = undefined;
  const accounts = await seedCrowd(product, CROWD);
  const sessionId = await openSession(product, { speakingSlots: SLOTS });
  product.cloud.state.rate.perSecond = FIRST_QPS;
  const refusals: string[] = [];
  const book = async (account: string) => {
    const requestId = randomUUID();
    for (let tries = 1; ; tries++) {
      try {
        return await product.as(account).call('booking.create', { sessionId, form: form() }, requestId);
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'busy' || tries === TRIES) throw error;
        refusals.push(error.code);
        product.cloud.state.rate.perSecond = QPS;
      }
    }
  };
  const answers = await atOnce(accounts, CROWD, book);
  product.cloud.state.rate.perSecond = undefined;
  expect(answers.filter(({ status }) => status === 'confirmed')).toHaveLength(SLOTS);
  expect(new Set(bookingsOf(product).map(({ personId }) => personId)).size).toBe(CROWD);
  expect(refusals.length).toBeGreaterThan(0);
  expect(product.cloud.logs().filter(({ text }) => text.includes('"level":"error"'))).toEqual([]);
  // A call that was refused half way may leave a count behind, which the timer puts right when it is still off later.
  await product.cloud.clock.advance(3 * MINUTE);
  expectSound(product);
});

test('a call beyond the quota is refused in the words of the platform', async () => {
  product = await startProduct({ now: START, qps: 1000 });
  product.cloud.state.callRate.perSecond = 1;
  const look = () => product.as('p-wu').callRaw({ action: 'account.me', input: {} });
  const answers = await Promise.allSettled([look(), look(), look()]);
  const reasons = answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []));
  expect(reasons).toEqual([1, 2].map(() => expect.stringContaining('EXCEED_RATELIMIT')));
});
