import { plan, START } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';

// Whom a plan names of the roster: found by the office, kept beside the name, and read by nobody else.
let product: Product;
beforeAll(async () => {
  product = await startProduct({ now: START });
});
afterAll(() => product.stop());

const find = async (search: string, who = 'p-wu') =>
  (await product.as(who).call('session.findPeople', { search })).people;

test('the office finds leaders and heads by name, office and department, with the office they hold', async () => {
  expect((await find('徐立'))[0]).toMatchObject({
    personId: 'p-xu',
    departmentId: 'logistics',
    name: '徐立峰',
    title: '后勤保障处负责人',
  });
  expect((await find('后勤')).map(({ personId }) => personId)).toEqual(['p-xu']);
  expect((await find('郑国栋'))[0]).toMatchObject({ personId: 'p-zheng' });
});

test('students are not among them, and nobody but the office looks', async () => {
  expect(await find('林小满')).toEqual([]);
  for (const who of ['p-zheng', 'p-xu', 'p-lin', 'nobody'])
    await expect(find('徐立', who)).rejects.toBeDefined();
});

test('looking costs three round trips in one, and is logged', async () => {
  const { count, maxInSequence } = await product.cloud.countRoundTrips(() => find('马晓'));
  // Who asks, and the entry of the log, stand before them.
  expect(maxInSequence).toBeLessThanOrEqual(3);
  expect(count).toBeLessThanOrEqual(6);
  expect(product.cloud.read('audit').map(({ what }) => what)).toContain('table_searched');
});

test('the plan keeps whom it names; the office reads it back and nobody else does', async () => {
  const [found] = await find('徐立');
  const xu = {
    name: '徐立峰',
    title: '后勤保障处处长',
    personId: found?.personId ?? '',
    departmentId: 'logistics',
  };
  const chair = { name: '郑国栋', title: '党委书记', personId: 'p-zheng' };
  const office = product.as('p-wu');
  const { sessionId } = await office.call('session.create', {
    reason: '',
    plan: plan({ chair, attendees: [xu, { name: '钱志远', title: '教务处处长' }] }),
  });
  await office.call('session.publishPreview', { sessionId });
  const planOf = async (who: string) =>
    (await product.as(who).call('session.get', { sessionId })).session.plan;
  expect(await planOf('p-wu')).toMatchObject({ chair, attendees: [xu, { name: '钱志远' }] });
  for (const who of ['p-zheng', 'p-lin', 'nobody'])
    expect(JSON.stringify(await planOf(who))).not.toMatch(/personId|p-xu|p-zheng/);
  expect((await office.call('session.propose', {})).plan.attendees[0]).toEqual(xu);
  // The same people without their ids, as an older phone sends them, are no change that needs a reason.
  const { session } = await office.call('session.get', { sessionId });
  const { personId: _id, ...plain } = xu;
  const saved = await office.call('session.save', {
    sessionId,
    version: session.version,
    plan: { ...session.plan, attendees: [plain, ...session.plan.attendees.slice(1)] },
    reason: '',
  });
  expect(saved.changes).toEqual([]);
});
