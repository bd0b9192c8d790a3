import type { Product } from '../cloud';
import { answered, DAY, inHand, MONDAY, send, startCases } from './people';

let product: Product;
let nearest = '';
beforeAll(async () => {
  product = await startCases();
  nearest = (await send(product, 'p-lin', { urgency: 'utilities', title: '水管爆了' })).caseId;
  const second = await send(product, 'p-zhou', { title: '灯坏了' });
  await send(product, 'p-he', { title: '门坏了' });
  await inHand(product, nearest);
  await inHand(product, second.caseId);
  await as('p-ma').call('case.draftReply', { caseId: second.caseId, text: '已换灯。', outcome: 'solved' });
});
afterAll(() => product.stop());
const as = (who: string) => product.as(who);
const deskOf = async (who: string) => (await as(who).call('session.home', {})).desk;

describe('home shows what waits for', () => {
  test('a handler: counts, and the matter with the fewest hours left', async () => {
    expect(await deskOf('p-ma')).toMatchObject({
      departments: [
        {
          departmentId: 'logistics',
          isHead: false,
          working: 1,
          review: 1,
          overdue: 0,
          nearest: { id: nearest },
        },
      ],
      office: null,
      leader: null,
    });
  });
  test('a head: what is to be reviewed', async () => {
    expect(await deskOf('p-xu')).toMatchObject({ departments: [{ isHead: true, review: 1 }] });
  });
  test('the office: what is to be taken in, and what is late', async () => {
    expect(await deskOf('p-wu')).toMatchObject({ office: { submitted: 1, decisions: 0, overdue: 0 } });
  });
  test('another department: nothing', async () => {
    expect(await deskOf('p-sun')).toMatchObject({ departments: [{ waiting: 0, working: 0, nearest: null }] });
  });
  test('a student: no desk', async () => {
    expect(await deskOf('p-lin')).toBeNull();
  });
  test('a leader: four figures against last month, and who is late', async () => {
    await answered(product, nearest);
    const { leader } = (await deskOf('p-zheng')) ?? {};
    expect(leader).toMatchObject({
      thisMonth: { cases: 3, replied: 1, onTime: 1, late: 0 },
      lastMonth: { cases: 0 },
      overdue: 0,
      departments: [],
    });
    // In the first days of a month those of the one before count beside it, and no more.
    product.cloud.state.clock.move(MONDAY + 12 * DAY);
    expect((await deskOf('p-zheng'))?.leader).toMatchObject({ lastMonth: { cases: 0 }, overdue: 2 });
    product.cloud.state.clock.move(MONDAY + 31 * DAY);
    expect((await deskOf('p-zheng'))?.leader).toMatchObject({
      thisMonth: { cases: 0 },
      lastMonth: { cases: 3, replied: 1, late: 2 },
      overdue: 2,
      departments: [{ departmentId: 'logistics', overdue: 1 }],
    });
    product.cloud.state.clock.move(MONDAY);
  });
  test('a leader: what is late still counts when its month is long past', async () => {
    product.cloud.state.clock.move(MONDAY + 150 * DAY);
    expect((await deskOf('p-zheng'))?.leader).toMatchObject({
      thisMonth: { cases: 0 },
      lastMonth: { cases: 0 },
      overdue: 2,
      departments: [{ departmentId: 'logistics', overdue: 1 }],
    });
    product.cloud.state.clock.move(MONDAY);
  });
});

test.each(['p-ma', 'p-xu', 'p-wu', 'p-zheng', 'p-lin'])(
  'home of %s takes four round trips, two in sequence',
  async (who) => {
    const { count, maxInSequence } = await product.cloud.countRoundTrips(() =>
      as(who).call('session.home', {}),
    );
    expect(count).toBeLessThanOrEqual(4);
    expect(maxInSequence).toBeLessThanOrEqual(2);
  },
);

test('a leader who heads a department too reads what waits there, not nought', async () => {
  const before = (await deskOf('p-xu'))?.departments;
  await as('p-shen').call('account.grantRole', {
    personId: 'p-zheng',
    grant: { role: 'head', departmentId: 'logistics' },
    reason: '兼任',
  });
  const { count, result } = await product.cloud.countRoundTrips(() => deskOf('p-zheng'));
  expect(result?.departments).toEqual(before);
  expect(result?.leader?.thisMonth.cases).toBe(3);
  expect(count).toBeLessThanOrEqual(5);
});
