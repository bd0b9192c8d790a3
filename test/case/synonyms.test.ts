import { randomUUID } from 'node:crypto';
import type { Product } from '../cloud';
import { answered, DAY, inHand, MINUTE, send, startCases } from './people';

// The office keeps the words that mean the same; desks, askers and the public search follow.
let product: Product;
let caseId: string;
const as = (who: string) => product.as(who);
const save = (version: number, text: string, requestId?: string) =>
  as('p-wu').call('case.saveSynonyms', { version, text }, requestId);
const LAMPS = '路灯 照明灯 灯柱';

beforeAll(async () => {
  product = await startCases();
  const lamp = { title: '操场照明灯不亮', text: '跑步看不见路。', place: '操场' };
  caseId = (await send(product, 'p-lin', lamp)).caseId;
  await inHand(product, caseId);
  await answered(product, caseId);
  const words = { title: lamp.title, text: lamp.text, reply: '已经换新。' };
  await as('p-wu').call('case.publish', { caseId, ...words });
  await product.cloud.clock.advance(2 * MINUTE);
});
afterAll(() => product.stop());

const desk = { desk: 'department', departmentId: 'logistics' } as const;
const doors = {
  desk: async (words: string) => (await as('p-ma').call('case.find', { ...desk, words })).cases,
  own: async (words: string) => (await as('p-lin').call('case.mine', { words })).cases,
  public: async (words: string) => (await as('nobody').call('case.search', { words })).cases,
  similar: async (text: string) => (await as('nobody').call('case.similar', { text })).cases,
};
const found = async (words: string) =>
  Promise.all(Object.values(doors).map(async (search) => (await search(words)).map(({ id }) => id)));

test('before the office has said so, another name finds nothing', async () => {
  expect(await as('p-wu').call('case.synonyms', {})).toMatchObject({
    version: 0,
    text: expect.stringContaining('电梯 升降机'),
  });
  expect(await found('路灯')).toEqual([[], [], [], []]);
});

test.each([
  ['a circle: a name in two lines', '电梯 升降机\n升降机 电梯', 'synonym_twice'],
  ['a name twice in a line', '电梯、电梯', 'synonym_twice'],
  ['the same in full width', 'WIFI ＷＩＦＩ', 'synonym_twice'],
  ['a line with one name', '电梯', 'synonym_alone'],
  ['a name of one character', '灯 路灯', 'synonym_short'],
  ['a name of thirteen characters', `路灯 ${'灯'.repeat(13)}`, 'synonym_long'],
  [
    'nine names in a line',
    Array.from('甲乙丙丁戊己庚辛壬', (letter) => `${letter}楼`).join(' '),
    'synonym_names',
  ],
  ['a text of 4001 characters', '灯'.repeat(4001), 'text_too_long'],
])('refused with a sentence of its own: %s', async (_label, text, code) => {
  await expect(save(0, text)).rejects.toMatchObject({ code: 'invalid_input', fields: { text: code } });
});

test('a list of 10,000 is refused at the door', async () => {
  const list = Array.from({ length: 10_000 }, (_, at) => `a${at} b${at}`).join('\n');
  await expect(save(0, list)).rejects.toMatchObject({ code: 'invalid_input' });
});

test('200 lines are kept and 201 are not', async () => {
  const lines = (many: number) => Array.from({ length: many }, (_, at) => `a${at} b${at}`).join('\n');
  await expect(save(0, lines(201))).rejects.toMatchObject({ fields: { text: 'synonym_lines' } });
  expect(await save(0, lines(200))).toMatchObject({ version: 1 });
});

test('what the office saves is found by each of its names, by everybody', async () => {
  const requestId = randomUUID();
  const saved = { version: 2, text: LAMPS };
  expect(await save(1, ' 路灯、照明灯，灯柱 \n\n', requestId)).toEqual(saved);
  expect(await save(1, LAMPS, requestId)).toEqual(saved);
  await product.cloud.clock.advance(2 * MINUTE);
  for (const words of ['路灯', '照明灯', '灯柱'])
    expect(await found(words)).toEqual([[caseId], [caseId], [caseId], [caseId]]);
  expect((await doors.desk('操场 灯柱')).map(({ id }) => id)).toEqual([caseId]);
  expect(await doors.desk('食堂 灯柱')).toEqual([]);
});

test('what came again under several names is one recurring matter', async () => {
  for (const [who, title] of [
    ['p-zhou', '校门口路灯'],
    ['p-he', '校门口照明灯'],
    ['p-lin', '校门口灯柱'],
  ] as const)
    await send(product, who, { title, text: '晚上太暗。', place: '校门口' });
  await product.cloud.clock.advance(DAY);
  const { matters } = await as('p-wu').call('case.recurring', {});
  expect(matters.filter(({ title }) => title.startsWith('校门口'))).toMatchObject([{ voices: 3 }]);
});

test('whoever saves over what a colleague has saved is told so', async () => {
  for (const version of [0, 1])
    await expect(save(version, LAMPS)).rejects.toMatchObject({ code: 'conflict' });
});

test('an empty list is a list: nothing goes by another name any more', async () => {
  await save(2, '');
  await product.cloud.clock.advance(2 * MINUTE);
  expect(await doors.desk('路灯')).toEqual([]);
  expect((await doors.desk('照明灯')).map(({ id }) => id)).toEqual([caseId]);
});

test.each(['p-ma', 'p-xu', 'p-lin', 'p-zheng'])('%s keeps no list', async (who) => {
  await expect(as(who).call('case.synonyms', {})).rejects.toMatchObject({ code: 'not_allowed' });
});
