import { randomUUID } from 'node:crypto';
import type { Input, Output } from '../../cloudfunctions/contract';
import type { Product } from '../cloud';
import { startCases } from './people';

// The administrator keeps what cases are about; everybody may choose from it.
let product: Product;
const as = (who: string) => product.as(who);
type Written = Input<'case.saveTopics'>['topics'][number];
const water: Written = {
  id: null,
  category: 'logistics',
  name: '宿舍热水',
  departmentId: 'logistics',
  urgency: 'utilities',
};
const save = (version: number, topics: Written[], requestId?: string) =>
  as('p-shen').call('case.saveTopics', { version, topics }, requestId);
const names = ({ topics }: Output<'case.topics'>) => topics.map(({ name }) => name);

beforeAll(async () => {
  product = await startCases();
});
afterAll(() => product.stop());

test('a college begins with an empty list', async () => {
  expect(await as('p-shen').call('case.topicList', {})).toMatchObject({ version: 0, topics: [] });
  expect(await as('nobody').call('case.topics', {})).toMatchObject({ topics: [] });
});

test.each([
  ['a name that shows nothing', { name: '\u200b' }, { 'topics.0.name': 'text_control' }],
  ['a name that turns its surroundings', { name: '热水\u202e' }, { 'topics.0.name': 'text_control' }],
  ['a name of eleven characters', { name: '水'.repeat(11) }, { 'topics.0.name': 'text_too_long' }],
  ['a department that is not there', { departmentId: 'nowhere' }, { leadId: 'department_unknown' }],
])('refused: %s', async (_label, part, fields) => {
  await expect(save(0, [{ ...water, ...part }])).rejects.toMatchObject({ fields });
});

test('what is saved is there for whoever asks, and a repeat saves nothing anew', async () => {
  const requestId = randomUUID();
  const saved = { version: 1, topics: [{ ...water, id: 't1', isRetired: false }] };
  expect(await save(0, [water], requestId)).toMatchObject(saved);
  expect(await save(0, [water], requestId)).toMatchObject(saved);
  await product.cloud.clock.advance(120_000);
  const { topics } = await as('nobody').call('case.topics', {});
  expect(topics).toEqual([{ id: 't1', category: 'logistics', name: '宿舍热水', isRetired: false }]);
});

test('whoever saves over what a colleague has saved is told so', async () => {
  for (const version of [0, 2])
    await expect(save(version, [{ ...water, id: 't1' }])).rejects.toMatchObject({ code: 'conflict' });
});

test('a topic is retired, not removed, and says so to those who look for old cases', async () => {
  await save(1, [{ ...water, name: '食堂', departmentId: null, urgency: null }]);
  await product.cloud.clock.advance(120_000);
  const answer = await as('p-lin').call('case.topics', {});
  expect(names(answer)).toEqual(['食堂', '宿舍热水']);
  expect(answer.topics.map(({ isRetired }) => isRetired)).toEqual([false, true]);
});

test('a department that is dissolved may stay named until somebody names another', async () => {
  const { version, topics } = await as('p-shen').call('case.topicList', {});
  const named = topics.map((topic) => (topic.id === 't2' ? { ...topic, departmentId: 'network' } : topic));
  const { version: next } = await save(version, named);
  await as('p-shen').call('account.dissolveDepartment', {
    departmentId: 'network',
    successorId: 'logistics',
    reason: '并入',
  });
  await expect(save(next, named)).resolves.toMatchObject({ version: next + 1 });
});

test.each(['p-wu', 'p-ma', 'p-lin', 'p-zheng'])('%s keeps no list', async (who) => {
  await expect(as(who).call('case.topicList', {})).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(as(who).call('case.saveTopics', { version: 0, topics: [] })).rejects.toMatchObject({
    code: 'not_allowed',
  });
});
