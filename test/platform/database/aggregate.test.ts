import '../../booking/sdk-environment';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bookings } from '../../../cloudfunctions/platform/database/collections';
import { aggregate } from '../../../cloudfunctions/platform/database/store';
import { reach } from '../../booking/inside';
import { type Product, startProduct } from '../../cloud';

const root = path.resolve(__dirname, '../../../cloudfunctions');

let product: Product;
beforeAll(async () => {
  product = await startProduct({ isEmpty: true, liveTimers: false });
  reach(product.cloud);
  // Five pools, each with bookings of six kinds: thirty groups, as the timer counts them.
  const statuses = ['confirmed', 'offered', 'waitlisted', 'cancelled', 'expired', 'attended'];
  await product.cloud.seed(
    'bookings',
    Array.from({ length: 30 }, (_none, n) => ({
      _id: `b${n}`,
      sessionId: 's',
      personId: `p${n}`,
      voice: `v${n}`,
      poolId: `pool-${n % 5}`,
      status: statuses[Math.floor(n / 5)],
      hold: 0,
    })),
  );
});
afterAll(() => product.stop());

const groups = { group: { _id: { poolId: '$poolId', status: '$status' }, bookings: { $sum: 1 } } };

test.each([
  ['that ends with a group', [{ match: { sessionId: 's' } }, groups], 30],
  ['with a limit of its own', [{ match: { sessionId: 's' } }, { limit: 25 }], 25],
  [
    'with a limit before other stages',
    [{ match: { sessionId: 's' } }, { limit: 25 }, { sort: { _id: 1 } }],
    25,
  ],
] as const)('an aggregation %s gives every row, not the first twenty', async (_label, stages, rows) => {
  expect(await aggregate(bookings, stages).list()).toHaveLength(rows);
});

test('no other file starts a pipeline of the SDK, so that none goes without its limit', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const starting = files.filter((file) =>
    readFileSync(path.join(root, file), 'utf8').includes('.aggregate()'),
  );
  // The box may not link the platform; it reads one survey with its keys, and says its limit.
  expect(starting.sort()).toEqual(['ballot/store.ts', 'platform/database/store.ts']);
  expect(readFileSync(path.join(root, 'ballot/store.ts'), 'utf8')).toMatch(
    /\.match\(\{ _id: survey \}\)\s+\.limit\(1\)/,
  );
});
