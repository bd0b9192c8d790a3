import { loadDemo } from '../../dev/demo/load';
import { DEMO_NOW } from '../../dev/demo/sessions';
import { type Product, startProduct } from '../cloud';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ isEmpty: true, now: DEMO_NOW });
  await loadDemo(product.cloud);
});
afterAll(() => product.stop());

test('the demo history gives the figures of the college, counted by the product itself', async () => {
  expect(await product.as('p-lin').call('report.record', {})).toEqual({
    sessions: 15,
    attendances: 9_986,
    solvedOnSpot: 183,
    solvedAfterwards: 41,
    takenUp: 95,
    boxSolved: 123,
  });
});

test('the figures cost five round trips, the rule book among them, however long the history', async () => {
  const { count } = await product.cloud.countRoundTrips(() => product.as('p-lin').call('report.record', {}));
  expect(count).toBe(5);
});

test('a newcomer finds every state: each box of a department, the office and the leader, promises kept, open and late', async () => {
  const as = (who: string) => product.as(who);
  const { counts } = await as('p-ma').call('case.inboxCounts', { departmentId: 'logistics' });
  expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
  const office = await as('p-wu').call('case.deskCounts', {});
  // In the demo every department has its head, and nobody has left.
  const none = ['review', 'left'];
  const empty = Object.entries(office.counts).filter(([box, count]) => count === 0 && !none.includes(box));
  expect(empty).toEqual([]);
  for (const state of ['open', 'late', 'done'] as const) {
    const { commitments } = await as('p-lin').call('case.commitments', { state });
    expect(commitments.map(({ title }) => title)).not.toContain('');
    expect(commitments.length).toBeGreaterThan(1);
  }
  expect((await as('p-lin').call('case.overdue', {})).cases).toMatchObject([{ isOverdue: true }]);
  expect((await as('p-zheng').call('case.supervised', {})).cases).toHaveLength(1);
  expect((await as('p-lin').call('case.mine', {})).cases).toHaveLength(2);
});

test('home tells the cards of the last session and the one commitment of the coming week, to anybody', async () => {
  for (const who of ['p-lin', 'somebody-new'])
    expect(await product.as(who).call('session.home', {})).toMatchObject({
      lastCards: { yellow: 1, red: 1 },
      commitmentsDue: 1,
    });
});

test('whoever is not bound reads them too', async () => {
  expect((await product.as('somebody-new').call('report.record', {})).sessions).toBe(15);
});

test('the sessions stand side by side for anybody, oldest first, in three round trips, adding up to the record', async () => {
  const anybody = product.as('somebody-new');
  const { result, count } = await product.cloud.countRoundTrips(() => anybody.call('report.trends', {}));
  expect(count).toBe(3);
  const { sessions } = result;
  expect(sessions.map(({ number }) => number)).toEqual(Array.from({ length: 15 }, (_, at) => at + 1));
  expect(sessions.reduce((sum, { attended }) => sum + attended, 0)).toBe(9_986);
  expect(sessions.reduce((sum, { solvedOnSpot }) => sum + solvedOnSpot, 0)).toBe(183);
  expect(sessions.some(({ rated }) => rated !== null && rated.dissatisfied <= rated.valid)).toBe(true);
});
