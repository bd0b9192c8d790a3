import { cases } from '../../cloudfunctions/platform/database/collections';
import { loadDemo } from '../../dev/demo/load';
import { type Product, startProduct } from '../cloud';

/** A quiet minute: neither the full hour nor a tenth minute, when more is looked through. */
const QUIET = Date.UTC(2026, 10, 24, 2, 13);
const MINUTE_MS = 60_000;
const AT_MOST = 15;

let product: Product;
beforeAll(async () => {
  product = await startProduct({ isEmpty: true, now: QUIET, liveTimers: false });
  await loadDemo(product.cloud);
  // What the demo leaves to do, and the keys of the sessions ahead, which are made a few a minute.
  for (let run = 0; run < 8; run++) await product.cloud.tick('jobs');
});
afterAll(() => product.stop());

const tick = () => product.cloud.countRoundTrips(() => product.cloud.tick('jobs'));

test(`a minute in which nothing is due costs at most ${AT_MOST} round trips`, async () => {
  const { result, count } = await tick();
  expect(result).toEqual({ failed: [] });
  expect(count).toBeLessThanOrEqual(AT_MOST);
});

test('what becomes due is done in the same minute, and told in the same run', async () => {
  const { cloud } = product;
  const open = cloud.read(cases.name).find(({ isOpen, rungs }) => isOpen === true && rungs !== null);
  const dueAt = cloud.clock.now() - MINUTE_MS;
  const late = { ...open, _id: 'case-late', number: '20261124-0999', receiptSelector: 'late', wakeAt: dueAt };
  await cloud.seed(cases.name, [late]);
  await cloud.tick('jobs');
  const after = cloud.read(cases.name).find(({ _id }) => _id === 'case-late');
  expect(after?.wakeAt).not.toBe(dueAt);
  expect(after?.hasNotice).toBe(false);
});
