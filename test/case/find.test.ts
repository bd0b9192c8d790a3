import type { Input } from '../../cloudfunctions/contract';
import type { Product } from '../cloud';
import { answered, DAY, inHand, MONDAY, send, startCases } from './people';

let product: Product;
const ids: Record<string, string> = {};
beforeAll(async () => {
  product = await startCases();
  const titles = {
    lift: ['p-lin', { title: '五号楼升降机停运', place: '五号楼', text: '3204 的老人上不去。' }],
    water: ['p-lin', { title: '三号楼没有热水', text: '热水器坏了，晚上最冷的时候没有。' }],
    food: [
      'p-zhou',
      { title: '食堂米饭夹生', category: 'other', place: '一食堂', text: '中午的米饭是生的。' },
    ],
    report: ['p-he', { title: '打击报复的举报', isProtected: true, text: '因为投诉热水被报复。' }],
    held: ['p-he', { title: '举报有人代考', text: '座位三十二。' }],
  } as const;
  for (const [name, [who, form]] of Object.entries(titles))
    ids[name] = (await send(product, who, form)).caseId;
  for (const name of ['lift', 'water', 'food']) await inHand(product, ids[name] ?? '');
  await answered(product, ids.lift ?? '');
  await as('p-lin').call('case.judge', { caseId: ids.lift ?? '', isSolved: true, satisfaction: 'satisfied' });
});
afterAll(() => product.stop());
const as = (who: string) => product.as(who);
const namesOf = (found: readonly { id: string }[]) =>
  found.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id).sort();

const theirs = { desk: 'department', departmentId: 'logistics' } as const;
const college = { desk: 'college' } as const;

describe('a desk', () => {
  test.each<[string, string, Input<'case.find'>, string[]]>([
    ['what is open', 'p-ma', theirs, ['food', 'water']],
    ['what is closed', 'p-ma', { ...theirs, isOpen: false }, ['lift']],
    ['a word of the title, open or closed', 'p-ma', { ...theirs, words: '热水' }, ['water']],
    ['a word by another name of the thing', 'p-ma', { ...theirs, words: '电梯' }, ['lift']],
    ['digits that are no number', 'p-ma', { ...theirs, words: '3204' }, ['lift']],
    ['digits that stand nowhere', 'p-ma', { ...theirs, words: '3205' }, []],
    ['the place', 'p-ma', { ...theirs, words: '一食堂' }, ['food']],
    ['two words that both stand in it', 'p-ma', { ...theirs, words: '热水 三号楼' }, ['water']],
    ['two words of which one does not', 'p-ma', { ...theirs, words: '热水 米饭' }, []],
    ['words that say nothing', 'p-ma', { ...theirs, words: '的' }, []],
    ['a category', 'p-ma', { ...theirs, category: 'other' }, ['food']],
    ['a category without a hit', 'p-ma', { ...theirs, category: 'safety' }, []],
    ['my own', 'p-ma', { ...theirs, isMine: true }, ['food', 'water']],
    ['a colleague’s', 'p-ma', { ...theirs, handlerId: 'p-xu' }, []],
    ['an outcome', 'p-ma', { ...theirs, isOpen: false, outcome: 'solved' }, ['lift']],
    ['another outcome', 'p-ma', { ...theirs, isOpen: false, outcome: 'explained' }, []],
    ['a status', 'p-ma', { ...theirs, status: 'in_progress' }, ['food', 'water']],
    [
      'a period that holds it',
      'p-ma',
      { ...theirs, isOpen: false, from: MONDAY - DAY, to: MONDAY + DAY },
      ['lift'],
    ],
    ['the period before', 'p-ma', { ...theirs, isOpen: false, to: MONDAY - DAY }, []],
    ['the period after', 'p-ma', { ...theirs, from: MONDAY + DAY }, []],
    ['what is open of a period', 'p-ma', { ...theirs, from: MONDAY, to: MONDAY + DAY }, ['food', 'water']],
    ['what is open of years', 'p-ma', { ...theirs, from: MONDAY - 1000 * DAY }, ['food', 'water']],
    ['a period that ends before it begins', 'p-ma', { ...theirs, from: MONDAY, to: MONDAY - 40 * DAY }, []],
    ['words of a period', 'p-ma', { ...theirs, words: '热水', from: MONDAY - DAY }, ['water']],
    ['words of the period before', 'p-ma', { ...theirs, words: '热水', to: MONDAY - DAY }, []],
    ['held ones on the office’s desk', 'p-wu', { ...college, words: '代考' }, ['held']],
    ['held ones on no department’s', 'p-ma', { ...theirs, words: '代考' }, []],
    ['a protected report nowhere', 'p-wu', { ...college, words: '报复' }, []],
    ['everything for a leader', 'p-zheng', college, ['food', 'held', 'water']],
    ['nothing of another department', 'p-sun', { desk: 'department', departmentId: 'teaching' }, []],
  ])('finds %s', async (_what, who, input, expected) => {
    expect(namesOf((await as(who).call('case.find', input)).cases)).toEqual(expected);
  });

  test('finds a number, whole or as it begins', async () => {
    const [known] = (await as('p-ma').call('case.find', { ...theirs, words: '米饭' })).cases;
    const number = known?.number ?? '';
    for (const words of [number, number.slice(0, 8)])
      expect(namesOf((await as('p-ma').call('case.find', { ...theirs, words })).cases)).toContain('food');
    expect(
      (await as('p-sun').call('case.find', { desk: 'department', departmentId: 'teaching', words: number }))
        .cases,
    ).toEqual([]);
  });

  test.each([
    ['another department’s', 'p-sun', theirs],
    ['the college’s, for a handler', 'p-ma', college],
    ['the hotline’s, for the office', 'p-wu', { desk: 'hotline' }],
    ['any, for a student', 'p-lin', theirs],
  ] as const)('is closed: %s', async (_what, who, input) => {
    await expect(as(who).call('case.find', input)).rejects.toMatchObject({ code: 'not_allowed' });
  });

  test.each([
    ['a list', theirs],
    ['words', { ...theirs, words: '热水' }],
    ['a number', { ...theirs, words: '20261123' }],
  ])('takes two round trips for %s', async (_what, input) => {
    const { count } = await product.cloud.countRoundTrips(() => as('p-ma').call('case.find', input));
    expect(count).toBeLessThanOrEqual(2);
  });
});

test('an asker finds their own by words, by another name and by number, the protected ones too, and nobody else’s', async () => {
  const mine = async (who: string, words: string) =>
    namesOf((await as(who).call('case.mine', { words })).cases);
  expect(await mine('p-lin', '电梯')).toEqual(['lift']);
  expect(await mine('p-lin', '20261123')).toEqual(['lift', 'water']);
  expect(await mine('p-he', '报复')).toEqual(['report']);
  expect(await mine('p-zhou', '热水')).toEqual([]);
});

describe('a colleague', () => {
  test('of the same department is handed a case, is told, and goes on with it', async () => {
    const { caseId } = await send(product, 'p-zhou', { title: '洗衣机漏水' });
    await inHand(product, caseId);
    const { colleagues } = await as('p-ma').call('case.colleagues', { departmentId: 'logistics' });
    expect(colleagues.map(({ personId }) => personId)).toEqual(['p-xu']);
    const handed = await as('p-ma').call('case.handTo', { caseId, personId: 'p-xu' });
    expect(handed).toMatchObject({ status: 'in_progress', departmentId: 'logistics' });
    expect(handed.timeline[0]).toMatchObject({ what: 'handed_to', text: handed.handlerName });
    expect(
      (await as('p-ma').call('case.find', { ...theirs, isMine: true })).cases.map(({ id }) => id),
    ).not.toContain(caseId);
    await product.cloud.tick('jobs');
    expect((await as('p-xu').call('announcement.inbox', {})).messages[0]?.body).toContain('转给你');
    await expect(as('p-xu').call('case.handTo', { caseId, personId: 'p-sun' })).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });
});

describe('several at once', () => {
  const open = (titles: string[], who = 'p-zhou') =>
    Promise.all(titles.map(async (title) => (await send(product, who, { title })).caseId));

  test('are accepted and assigned; what is done already is answered by itself and stops nothing', async () => {
    const [first = '', second = '', done = ''] = await open(['灯坏了一盏', '灯坏了两盏', '灯坏了三盏']);
    await inHand(product, done);
    const order = { do: 'accept', leadId: 'logistics' } as const;
    const { results } = await as('p-wu').call('case.several', {
      caseIds: [first, done, second, first],
      order,
    });
    expect(results).toEqual([
      { caseId: first, refusal: null },
      { caseId: done, refusal: 'wrong_case_stage' },
      { caseId: second, refusal: null },
    ]);
    const taken = await as('p-ma').call('case.several', { caseIds: [first, second], order: { do: 'take' } });
    expect(taken.results.map(({ refusal }) => refusal)).toEqual([null, null]);
  });

  test('are not accepted unseen: what is held back, or has a picture that no check has passed, is opened first', async () => {
    const [plain = ''] = await open(['楼道灯不亮']);
    const held = (await send(product, 'p-he', { title: '举报有人代考两门' })).caseId;
    const order = { do: 'accept', leadId: 'logistics' } as const;
    const { results } = await as('p-wu').call('case.several', { caseIds: [held, plain], order });
    expect(results).toEqual([
      { caseId: held, refusal: 'case_unseen' },
      { caseId: plain, refusal: null },
    ]);
    expect(await as('p-wu').call('case.get', { caseId: held })).toMatchObject({ status: 'submitted' });
    await as('p-wu').call('case.accept', {
      caseId: held,
      urgency: 'ordinary',
      leadId: 'logistics',
      coIds: [],
    });
    expect(await as('p-wu').call('case.get', { caseId: held })).toMatchObject({ status: 'assigned' });
  });

  test('are merged into one; a handler may not, and hears so for each', async () => {
    const [into = '', one = ''] = await open(['停水了', '又停水']);
    const [other = ''] = await open(['还停水'], 'p-lin');
    await inHand(product, into);
    const order = { do: 'merge', intoId: into } as const;
    const refused = await as('p-ma').call('case.several', { caseIds: [one, other], order });
    expect(refused.results.map(({ refusal }) => refusal)).toEqual(['not_found', 'not_found']);
    await as('p-wu').call('case.several', { caseIds: [one, other], order });
    expect(await as('p-wu').call('case.get', { caseId: into })).toMatchObject({ joins: 1 });
    expect(await as('p-wu').call('case.get', { caseId: one })).toMatchObject({ closing: 'merged' });
  });

  test('are published as they were written, except where something has to be looked through', async () => {
    const [plain = ''] = await open(['操场积水']);
    const { caseId: telling } = await send(product, 'p-zhou', {
      title: '操场又积水',
      text: '请打 13800001234 找我。',
    });
    for (const caseId of [plain, telling]) await inHand(product, caseId);
    const { results } = await as('p-wu').call('case.several', {
      caseIds: [plain, telling],
      order: { do: 'publish' },
    });
    expect(results).toEqual([
      { caseId: plain, refusal: null },
      { caseId: telling, refusal: 'redaction_open' },
    ]);
  });
});
