import '../../booking/sdk-environment';
import { locks } from '../../../cloudfunctions/platform/database/collections';
import { acquire, heldLock, release } from '../../../cloudfunctions/platform/database/lock';
import { find, remove } from '../../../cloudfunctions/platform/database/store';
import { reach } from '../../booking/inside';
import { type Product, startProduct } from '../../cloud';

const NOW = Date.UTC(2026, 10, 24, 2, 13);
const FOR_MS = 5 * 60_000;
const CLOCKS_APART_MS = 60_000;

let product: Product;
beforeAll(async () => {
  product = await startProduct({ isEmpty: true, now: NOW, liveTimers: false });
  reach(product.cloud);
});
afterAll(() => product.stop());
beforeEach(() => remove(locks, { _id: 'work' }));

const take = (now: number) => acquire('work', FOR_MS, now);

test('of many who want a lock at once one has it', async () => {
  for (const _round of [1, 2, 3]) {
    const taken = await Promise.all(Array.from({ length: 6 }, () => take(NOW)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    await release('work');
  }
});

test.each([
  ['while it is held', FOR_MS - 1, false],
  ['from the moment it ends', FOR_MS, true],
  ['by a clock that is as far behind as clocks may be', -CLOCKS_APART_MS, false],
  ['by a clock that was set back further: it would wait for ever', -CLOCKS_APART_MS - 1, true],
])('%s', async (_label, after, isFree) => {
  expect(await take(NOW)).toBe(true);
  const later = NOW + after;
  // What makes a step due agrees with what lets it run.
  expect(await find(locks, heldLock('work', FOR_MS, later))).toHaveLength(isFree ? 0 : 1);
  expect(await take(later)).toBe(isFree);
});

test('who takes it again holds it anew, and who gives it back leaves it to the next', async () => {
  expect(await take(NOW)).toBe(true);
  expect(await take(NOW + FOR_MS)).toBe(true);
  expect(await take(NOW + 2 * FOR_MS - 1)).toBe(false);
  await release('work');
  expect(await take(NOW + 2 * FOR_MS - 1)).toBe(true);
});
