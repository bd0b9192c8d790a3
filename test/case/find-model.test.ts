import fc from 'fast-check';
import type { Input } from '../../cloudfunctions/contract';
import type { Case } from '../../cloudfunctions/core/case/case';
import { listsOf, termsOf } from '../../cloudfunctions/core/case/found-by';
import { caseRows } from '../../dev/bench/rows/cases';
import type { Product } from '../cloud';
import { DAY, MONDAY, startCases } from './people';

// A filter enters by one index or another. Whichever it is, what comes out is what the filters say, in order, to the last
// page: held against a plain look at every case.

const TITLES = ['五号楼电梯停运', '五号楼升降机停运', '三号楼没有热水', '食堂米饭夹生', '操场积水'];
/** What somebody types, and which titles it means. */
const WORDS: Record<string, readonly number[]> = {
  电梯: [0, 1],
  升降机: [0, 1],
  热水: [2],
  '五号楼 停运': [0, 1],
  '五号楼 热水': [],
  米饭: [3],
  图书馆: [],
};
const MANY = 240;

let product: Product;
let all: Case[];
beforeAll(async () => {
  product = await startCases();
  all = caseRows(0, MANY, MONDAY).map((row, index) => {
    const entity = { ...row, title: TITLES[index % TITLES.length] ?? '', place: '', text: '' };
    // Half of them in the last weeks, so that periods hold something.
    const moved = index % 2 === 0 ? entity : at(entity, MONDAY - (index % 60) * DAY, index);
    return { ...moved, lists: listsOf(moved), terms: termsOf(moved) };
  });
  await product.cloud.seed('cases', all);
});
afterAll(() => product.stop());

function at(entity: Case, submittedAt: number, index: number): Case {
  const day = new Date(submittedAt + 8 * 3_600_000).toISOString().slice(0, 10).replace(/-/g, '');
  const number = `${day}-${5000 + index}`;
  return { ...entity, submittedAt, number, dueKey: entity.dueKey.replace(entity.number, number) };
}

type Search = Omit<Input<'case.find'>, 'desk' | 'departmentId'>;

const day = fc.integer({ min: -800, max: 40 }).map((days) => MONDAY + days * DAY);
const search: fc.Arbitrary<Search> = fc.record(
  {
    isOpen: fc.boolean(),
    category: fc.constantFrom('teaching', 'logistics', 'other'),
    status: fc.constantFrom('submitted', 'in_progress', 'replied', 'closed'),
    outcome: fc.constantFrom('promised', 'solved'),
    handlerId: fc.constantFrom('bench-handler', 'nobody'),
    from: day,
    to: day,
    words: fc.constantFrom(...Object.keys(WORDS), '2026', '202611', '20261120-'),
  },
  { requiredKeys: [] },
);

/** What a person would find who looked at each case. */
function expected({ isOpen, category, status, outcome, handlerId, from, to, words }: Search): Case[] {
  const isNumber = words !== undefined && /^\d/.test(words);
  const meant = words === undefined || isNumber ? null : (WORDS[words] ?? []).map((index) => TITLES[index]);
  // Without words a desk shows what is open unless it is told otherwise; a number is found in any state.
  const state = isNumber ? undefined : words === undefined ? (isOpen ?? true) : isOpen;
  return all
    .filter(
      (entity) =>
        (state === undefined || (entity.status !== 'closed') === state) &&
        (category === undefined || entity.category === category) &&
        (status === undefined || entity.status === status) &&
        (outcome === undefined || entity.reply?.outcome === outcome) &&
        (handlerId === undefined || entity.handlerId === handlerId) &&
        (from === undefined || entity.submittedAt >= from) &&
        (to === undefined || entity.submittedAt < to) &&
        (!isNumber || entity.number.startsWith(words)) &&
        (meant === null || meant.includes(entity.title)),
    )
    .sort((one, other) =>
      words === undefined
        ? (one.dueKey < other.dueKey ? -1 : 1) * (state === false ? -1 : 1)
        : one.number < other.number
          ? 1
          : -1,
    );
}

async function found(input: Search): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await product
      .as('p-wu')
      .call('case.find', { desk: 'college', ...input, ...(cursor === undefined ? {} : { cursor }) });
    ids.push(...page.cases.map(({ id }) => id));
    cursor = page.next;
  }
  return ids;
}

test('a desk finds what its filters say, in order and to the end, whichever they are', async () => {
  await fc.assert(
    fc.asyncProperty(search, async (input) => {
      const wanted = expected(input).map(({ _id }) => _id);
      const isNumber = /^\d/.test(input.words ?? '');
      // A number as it begins shows one page: whoever reads one out goes on.
      expect(await found(input)).toEqual(isNumber ? wanted.slice(0, 20) : wanted);
    }),
    { numRuns: 150 },
  );
});
