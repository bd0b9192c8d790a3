import { startColleagues } from '../../dev/demo/colleagues/work';
import { loadDemo } from '../../dev/demo/load';
import { DEMO_NOW } from '../../dev/demo/sessions';
import { type Product, startProduct } from '../cloud';

const DAY_MS = 86_400_000;

let product: Product;
beforeEach(async () => {
  product = await startProduct({ isEmpty: true, now: DEMO_NOW });
  await loadDemo(product.cloud);
});
afterEach(() => product.stop());

const office = () => product.as('p-wu');

test('in the first hour nobody takes anything out of a player’s hands', async () => {
  startColleagues(product.cloud);
  const { counts } = await office().call('case.deskCounts', {});
  await product.cloud.clock.advance(59 * 60_000);
  expect((await office().call('case.deskCounts', {})).counts.submitted).toBe(counts.submitted);
});

test('nine days on fewer than a fifth of what is open is overdue, and three quarters were answered in time', async () => {
  startColleagues(product.cloud);
  await product.cloud.clock.advance(2 * DAY_MS);
  await product.cloud.clock.advance(7 * DAY_MS);
  const { counts } = await office().call('case.deskCounts', {});
  expect(counts.all).toBeGreaterThan(0);
  expect(counts.overdue * 5).toBeLessThan(counts.all);
  const answered = product.cloud
    .read('cases')
    .filter(({ firstReplyAt, dueAt }) => Number(firstReplyAt) > DEMO_NOW && Number(dueAt) > DEMO_NOW);
  const late = answered.filter(({ wasOnTime }) => wasOnTime === false);
  expect(answered.length).toBeGreaterThan(15);
  expect(late.length * 4).toBeLessThan(answered.length);
});

test('sent home, they answer nothing', async () => {
  const colleagues = startColleagues(product.cloud);
  colleagues.isWorking = false;
  await product.cloud.clock.advance(2 * DAY_MS);
  const answered = product.cloud.read('cases').filter(({ firstReplyAt }) => Number(firstReplyAt) > DEMO_NOW);
  expect(answered).toEqual([]);
});
