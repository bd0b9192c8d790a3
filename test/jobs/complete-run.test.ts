import '../booking/sdk-environment';
import { COMPLETE_RUN, TURN_MS } from '../../cloudfunctions/core/message/timer-run';
import { locks, rulebooks } from '../../cloudfunctions/platform/database/collections';
import { remove } from '../../cloudfunctions/platform/database/store';
import type { Product } from '../cloud';
import { MINUTE, NOW, reset, runTimer, startQuiet, stored } from './started';

let product: Product;
beforeAll(async () => {
  product = await startQuiet();
});
afterAll(() => product.stop());
beforeEach(async () => {
  await reset(product);
  await remove(locks, { _id: COMPLETE_RUN });
});

/** What the office reads of the timer at `now`. */
async function told(now: number) {
  product.cloud.state.clock.move(now);
  const { troubles, lacking } = await product.as('p-wu').call('announcement.troubles', {});
  return {
    stands: troubles.filter(({ id }) => id === 'timer').map(({ since }) => since),
    isLacking: lacking.some(({ id }) => id === 'timer'),
  };
}

test('a timer that has never run is something to set up', async () => {
  expect(await told(NOW)).toEqual({ stands: [], isLacking: true });
  await runTimer(product, NOW);
  expect(await told(NOW)).toEqual({ stands: [], isLacking: false });
});

/** When the last complete run was noted, which is some milliseconds after the clock was set. */
const noted = () => stored(product, locks, COMPLETE_RUN).until - TURN_MS;

test.each([
  ['for nearly two turns', 19 * MINUTE, false],
  ['for two turns', 20 * MINUTE, true],
])('a timer that has not run %s', async (_label, later, isTold) => {
  await runTimer(product, NOW);
  const since = noted();
  expect(await told(since + later)).toEqual({ stands: isTold ? [since] : [], isLacking: false });
});

test('runs of which one step always fails are told like none, until it works again', async () => {
  await runTimer(product, NOW);
  const since = noted();
  // A rule book without rules: nothing that goes by the rules of cases can run.
  await product.cloud.seed(rulebooks.name, [{ _id: 'broken', version: 9, effectiveAt: NOW }]);
  for (let minute = 10; minute <= 30; minute++) await runTimer(product, NOW + minute * MINUTE);
  expect((await told(NOW + 30 * MINUTE)).stands).toEqual([since]);
  await remove(rulebooks, { _id: 'broken' });
  await runTimer(product, NOW + 31 * MINUTE);
  expect((await told(NOW + 31 * MINUTE)).stands).toEqual([]);
});
