import { readSheet } from 'read-excel-file/node';
import '../booking/sdk-environment';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { cards, rulebooks } from '../../cloudfunctions/platform/database/collections';
import { RIGHTS } from '../../dev/rights/table';
import type { Product } from '../cloud';
import { cardOf, sessionAt } from '../jobs/seeds';
import { NOW, put, reset, startQuiet } from '../jobs/started';

const DAY = 86_400_000;
let product: Product;
beforeAll(async () => {
  product = await startQuiet();
});
afterAll(() => product.stop());
beforeEach(() => reset(product));

const range = { from: NOW - 30 * DAY, to: NOW };
/** Cards of the semester, the second half given after the rules were changed. */
async function semester(size: number): Promise<void> {
  const { cards: rules } = FIRST_RULE_BOOK.rules;
  const changed = { ...FIRST_RULE_BOOK.rules, cards: { ...rules, redPoints: 10 } };
  await put(product, rulebooks, {
    ...FIRST_RULE_BOOK,
    _id: 'rulebook-2',
    version: 2,
    effectiveAt: NOW - 15 * DAY,
    reason: '加重红牌',
    rules: changed,
  });
  const held = sessionAt(NOW - 20 * DAY);
  await put(
    product,
    cards,
    ...Array.from({ length: size }, (_none, index) =>
      cardOf(held, {
        _id: `card-${String(index).padStart(4, '0')}`,
        questionId: `question-${index}`,
        colour: 'red',
        state: index === 0 ? 'review' : 'final',
        rulesVersion: index < size / 2 ? 1 : 2,
        givenAt: NOW - 16 * DAY,
        reviewUntil: NOW + DAY,
        departmentId: index === 1 ? 'teaching' : 'logistics',
        departmentName: index === 1 ? '教务处' : '后勤保障处',
        rectification: {
          dueAt: NOW + 9 * DAY,
          plan: '',
          measures: [],
          notes: [],
          submittedAt: null,
          doneAt: null,
        },
      }),
    ),
  );
}

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
