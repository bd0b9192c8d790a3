import { readSheet } from 'read-excel-file/node';
import '../booking/sdk-environment';
import { RIGHTS } from '../../dev/rights/table';
import type { Product } from '../cloud';
import { NOW, reset, startQuiet } from '../jobs/started';
import { straddlingSemester } from './straddling-semester';

const DAY = 86_400_000;
let product: Product;
beforeAll(async () => {
  product = await startQuiet();
});
afterAll(() => product.stop());
beforeEach(() => reset(product));

const range = { from: NOW - 30 * DAY, to: NOW };
const semester = (size: number) => straddlingSemester(product, size);

test('a semester that straddles a change of rules counts each card by its own rule book, in page and file', async () => {
  await semester(4);
  const assessor = product.as('p-qin');
  const ledger = await assessor.call('survey.ledger', range);
  expect(ledger.lines.map(({ name, red, pending, points }) => [name, red, pending, points])).toEqual([
    ['后勤保障处', 2, 1, 20],
    ['教务处', 1, 0, 3],
  ]);
  expect(
    ledger.rules.map(({ version, texts }) => [version, /红牌每张扣 (\d+) 分/.exec(texts.join())?.[1]]),
  ).toEqual([
    [1, '3'],
    [2, '10'],
  ]);
  const { base64 } = await assessor.call('survey.ledgerFile', range);
  const rows = await readSheet(Buffer.from(base64, 'base64'), '按部门');
  expect(rows.slice(3).map((row) => [row[1], row[5], row[7], row[12]])).toEqual([
    ['后勤保障处', 2, 1, 20],
    ['教务处', 1, 0, 3],
  ]);
});

test('who heads a department reads its own lines, whatever is asked for', async () => {
  await semester(4);
  const head = product.as('p-xu');
  expect((await head.call('survey.ledger', range)).lines.map(({ name }) => name)).toEqual(['后勤保障处']);
  const others = await head.call('survey.ledger', { ...range, departmentId: 'teaching' });
  expect([others.lines, others.total]).toEqual([[], 0]);
});

test('more cards than one answer holds come page by page, and all of them are in the sums', async () => {
  await semester(1203);
  const assessor = product.as('p-qin');
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < 3; page++) {
    const {
      cards: shown,
      next,
      total,
      lines,
    } = await assessor.call('survey.ledger', {
      ...range,
      ...(cursor === undefined ? {} : { cursor }),
    });
    expect(total).toBe(1203);
    expect(lines.reduce((sum, { red, pending }) => sum + red + pending, 0)).toBe(1203);
    for (const { id } of shown) seen.add(id);
    cursor = next ?? undefined;
  }
  expect(seen.size).toBe(60);
  await expect(assessor.call('survey.ledger', { ...range, cursor: 'x' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('an assessor reads and exports this and nothing else', () => {
  const own = Object.entries(RIGHTS).flatMap(([action, right]) =>
    Array.isArray(right?.may) && right.may.includes('assessor') ? [action] : [],
  );
  expect(own.sort()).toEqual(['survey.ledger', 'survey.ledgerFile']);
});

test.each([
  ['all', {}, 4],
  ['a colour', { colour: 'red' }, 4],
  ['the other colour', { colour: 'yellow' }, 0],
  ['a state', { state: 'review' }, 1],
  ['a department', { departmentId: 'teaching' }, 1],
  ['a department and a state', { departmentId: 'teaching', state: 'review' }, 0],
  ['what is late', { isLate: true }, 0],
] as const)(
  'the desk of cards lists %s, and counts what there is beside it',
  async (_what, filter, expected) => {
    await semester(4);
    const office = product.as('p-wu');
    expect((await office.call('survey.cards', filter)).counts).toBeNull();
    const { cards: shown, counts } = await office.call('survey.cards', { ...filter, isCounted: true });
    expect(shown).toHaveLength(expected);
    const total = counts?.reduce((sum, { cards: number }) => sum + number, 0);
    expect(total).toBe('departmentId' in filter ? 1 : 4);
    const { count, maxInSequence } = await product.cloud.countRoundTrips(() =>
      office.call('survey.cards', { ...filter, isCounted: true }),
    );
    expect([count, maxInSequence]).toEqual([2, 1]);
  },
);
