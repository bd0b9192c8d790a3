import * as z from 'zod';
import { loadDemo } from '../../dev/demo/load';
import { DEMO_NOW } from '../../dev/demo/sessions';
import { type Product, startProduct } from '../cloud';

const withHistory = z.object({ history: z.array(z.object({ at: z.number() })) });

let product: Product;
beforeAll(async () => {
  product = await startProduct({ isEmpty: true, now: DEMO_NOW });
  await loadDemo(product.cloud);
});
afterAll(() => product.stop());

/** Anonymous items draw their place, so that it says nothing of when they came. */
const DRAWN = /^\d{8}-[5-9]\d{3}$/;

const text = { title: '三号楼热水时断时续', text: '连续一周晚上十点后没有热水。', place: '三号楼' };
const form = { ...text, category: 'logistics', channel: 'box' } as const;

test('the first item of each channel is taken, and the numbers go on where the history ends', async () => {
  const { cloud, as } = product;
  const today = cloud.read('cases').filter(({ number }) => String(number).startsWith('20261124'));
  const named = await as('p-lin').call('case.submit', { ...form, identity: 'hidden' });
  const anonymous = await as('p-zhou').call('case.submit', {
    ...form,
    identity: 'anonymous',
    receiptSeed: '0123456789abcdef0123456789abcdef',
  });
  const call = await as('p-tang').call('case.record', {
    ...text,
    category: 'logistics',
    urgency: 'ordinary',
    callerId: null,
    identity: 'anonymous',
    phone: '',
    receiptSeed: 'fedcba9876543210fedcba9876543210',
  });
  expect(named.number).toBe(`20261124-${String(today.length + 1).padStart(4, '0')}`);
  for (const { number } of [anonymous, call]) expect(number).toMatch(DRAWN);
});

test('every case has a number of its own below the counter of its day', () => {
  const cases = product.cloud.read('cases');
  const issued = new Map(product.cloud.read('case_days').map(({ _id, issued: last }) => [_id, Number(last)]));
  const numbers = cases.map(({ number }) => String(number));
  expect(new Set(numbers).size).toBe(cases.length);
  const inOrder = numbers.filter((number) => !DRAWN.test(number));
  const beyond = inOrder.filter((number) => {
    const [day = '', sequence] = number.split('-');
    const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
    return Number(sequence) > (issued.get(date) ?? 0);
  });
  expect(beyond).toEqual([]);
});

test('nothing in the history lies ahead of the first minute, and each history is in order', () => {
  const { cloud } = product;
  const wrong = ['sessions', 'cases', 'questions', 'minutes', 'surveys', 'cards', 'bookings'].flatMap(
    (from) =>
      cloud.read(from).filter((document) => {
        const { history } = withHistory.parse(document);
        const instants = history.map(({ at }) => at);
        const isOrdered = instants.every((at, place) => place === 0 || at >= (instants[place - 1] ?? 0));
        return !isOrdered || instants.some((at) => at > DEMO_NOW);
      }),
  );
  // What was sent in the test above came later.
  const early = wrong.filter(({ submittedAt }) => Number(submittedAt ?? 0) <= DEMO_NOW);
  expect(early.map(({ _id }) => _id)).toEqual([]);
});

test('after the first minute, published cases are found by their words', async () => {
  await product.cloud.tick('jobs');
  for (const words of ['热水', '无线网']) {
    const { cases } = await product.as('p-lin').call('case.search', { words });
    expect(cases.length).toBeGreaterThan(0);
  }
});

test('people have names of people, and every department a head and a leader in charge', async () => {
  const people = product.cloud.read('people').map(({ name }) => String(name));
  expect(people.length).toBeGreaterThan(1_560);
  expect(people.filter((name) => !/^\p{Script=Han}{2,4}$/u.test(name))).toEqual([]);
  const { departments } = await product.as('p-shen').call('account.departments', {});
  expect(departments.filter(({ headName }) => !headName)).toEqual([]);
  expect(product.cloud.read('departments').filter(({ leaderId }) => !leaderId)).toEqual([]);
});

test('the next session has bookings: places left for students, a short waitlist of staff', async () => {
  const { as } = product;
  const office = as('p-wu');
  const lists = await Promise.all(
    (['speak', 'listen'] as const).map((wish) =>
      office.call('booking.list', { sessionId: 'session-16', wish }),
    ),
  );
  expect(lists.map(({ totals }) => totals)).toEqual([
    { confirmed: 15, waiting: 2, offered: 0, left: 5 },
    { confirmed: 37, waiting: 0, offered: 0, left: 263 },
  ]);
  const wants = { wish: 'speak', phone: '', category: 'logistics', departmentId: null } as const;
  const wish = { ...wants, title: '宿舍热水', detail: '', isUnnamed: false };
  const booked = (who: string) => as(who).call('booking.create', { sessionId: 'session-16', form: wish });
  expect(await booked('p-lin')).toMatchObject({ status: 'confirmed' });
  expect(await booked('p-gao')).toMatchObject({ status: 'waitlisted', position: 3 });
});
