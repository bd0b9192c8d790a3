import type { Input } from '../../cloudfunctions/contract';
import type { Product } from '../cloud';
import { form, inHand, send, startCases } from './people';

// What a case is about: said by its asker or by staff, never a hurdle, and kept by the name that it had.
let product: Product;
const as = (who: string) => product.as(who);
type Written = Input<'case.saveTopics'>['topics'][number];
const topic = (id: string | null, name: string, part: Partial<Written> = {}): Written => ({
  id,
  category: 'logistics',
  name,
  departmentId: null,
  urgency: null,
  ...part,
});
const usual = { departmentId: 'logistics', urgency: 'utilities' } as const;
/** Everything that is read at most once a minute has been read anew. */
const save = async (topics: Written[]) => {
  const { version } = await as('p-shen').call('case.topicList', {});
  await as('p-shen').call('case.saveTopics', { version, topics });
  await product.cloud.clock.advance(120_000);
};
const stored = (caseId: string) => product.cloud.read('cases').find(({ _id }) => _id === caseId);

const WATER = topic('t1', '宿舍热水', usual);
const GATE = topic('t2', '门禁', { category: 'safety' });
const FOOD = topic('t3', '食堂');
beforeAll(async () => {
  product = await startCases();
  await save([WATER, GATE, FOOD].map((each) => ({ ...each, id: null })));
});
afterAll(() => product.stop());

describe('an asker', () => {
  test.each([
    ['a topic of the category', 't1', { id: 't1', name: '宿舍热水' }],
    ['a topic of another category', 't2', undefined],
    ['a topic that never was', 't99', undefined],
    ['none', null, undefined],
  ])('who chose %s has the item taken', async (_label, topicId, kept) => {
    const { caseId } = await send(product, 'p-lin', { topicId, title: `热水 ${topicId}` });
    expect(stored(caseId)?.topic).toEqual(kept);
  });

  test('who stays anonymous says nothing that an account was told', async () => {
    const anonymous = { identity: 'anonymous', receiptSeed: 'ab'.repeat(16), topicId: 't1' } as const;
    const { caseId } = await send(product, 'p-lin', anonymous);
    expect(stored(caseId)?.topic).toBeUndefined();
  });

  test('reads what it is about, and finds it in what is held about them', async () => {
    const { caseId } = await send(product, 'p-zhou', { topicId: 't1', title: '热水太凉' });
    expect((await as('p-zhou').call('case.get', { caseId })).topic?.name).toBe('宿舍热水');
    const data = JSON.stringify(await as('p-zhou').call('account.ownData', { section: 'cases' }));
    expect(data).toContain('宿舍热水');
  });
});

test('an operator takes down what a caller says it is about', async () => {
  const { caseId } = await as('p-tang').call('case.record', {
    callerId: null,
    callerName: '高家长',
    category: 'logistics',
    topicId: 't3',
    urgency: 'ordinary',
    title: '食堂太挤',
    text: '中午没有座位。',
    identity: 'hidden',
    phone: '',
  });
  expect(stored(caseId)?.topic).toEqual({ id: 't3', name: '食堂' });
});

describe('staff', () => {
  let caseId: string;
  beforeAll(async () => {
    caseId = (await send(product, 'p-he', { title: '大门晚上锁着' })).caseId;
  });

  test('hear where a topic usually goes, first of the one that they are about to choose', async () => {
    const ask = (topicId?: string) =>
      as('p-wu').call('case.suggestion', { caseId, ...(topicId ? { topicId } : {}) });
    expect((await ask()).usual).toBeNull();
    expect((await ask('t1')).usual).toEqual({ topic: '宿舍热水', ...usual });
    expect((await ask('t2')).usual).toBeNull();
  });

  test('say it while they accept the case, and the category follows', async () => {
    const input = { caseId, urgency: 'ordinary', leadId: 'logistics', topicId: 't2' } as const;
    const view = await as('p-wu').call('case.accept', input);
    expect(view).toMatchObject({ category: 'safety', topic: { id: 't2', name: '门禁' } });
    expect(view.timeline.map(({ what, text }) => [what, text])).toContainEqual([
      'topic_changed',
      '安全稳定 · 门禁',
    ]);
  });

  test('change it later, also in the department that has the case', async () => {
    await as('p-ma').call('case.take', { caseId });
    expect(await as('p-ma').call('case.setTopic', { caseId, topicId: 't3' })).toMatchObject({
      category: 'logistics',
      topic: { name: '食堂' },
    });
    const input = { caseId, topicId: null, category: 'other' } as const;
    expect(await as('p-wu').call('case.setTopic', input)).toMatchObject({ category: 'other', topic: null });
    expect(stored(caseId)?.topic).toBeNull();
  });

  test.each([
    ['an asker', 'p-he', 'not_allowed'],
    ['a leader', 'p-zheng', 'not_allowed'],
    ['another department', 'p-sun', 'not_found'],
  ])('%s says nothing of it', async (_label, who, code) => {
    await expect(as(who).call('case.setTopic', { caseId, topicId: 't1' })).rejects.toMatchObject({ code });
  });

  test('a topic that was added a moment ago can be chosen at once', async () => {
    const { version, topics } = await as('p-shen').call('case.topicList', {});
    await as('p-shen').call('case.saveTopics', { version, topics: [...topics, topic(null, '路灯')] });
    await as('p-wu').call('case.setTopic', { caseId, topicId: 't4' });
    expect(stored(caseId)?.topic).toEqual({ id: 't4', name: '路灯' });
  });
});

describe('a desk', () => {
  test('is narrowed down to a topic, by itself and with words', async () => {
    const { caseId } = await send(product, 'p-lin', { topicId: 't3', title: '食堂的汤太咸' });
    await inHand(product, caseId);
    const find = async (input: Partial<Input<'case.find'>>) =>
      (
        await as('p-ma').call('case.find', { desk: 'department', departmentId: 'logistics', ...input })
      ).cases.map(({ id }) => id);
    expect(await find({ topicId: 't3' })).toEqual([caseId]);
    expect(await find({ topicId: 't3', category: 'logistics', words: '太咸' })).toEqual([caseId]);
    expect(await find({ topicId: 't1', words: '太咸' })).toEqual([]);
    await as('p-ma').call('case.setTopic', { caseId, topicId: 't1' });
    expect(await find({ topicId: 't3' })).toEqual([]);
    expect(await find({ topicId: 't1' })).toEqual([caseId]);
  });
});

describe('when the list changes', () => {
  let caseId: string;
  beforeAll(async () => {
    caseId = (await send(product, 'p-lin', { topicId: 't3', title: '食堂的饭太硬' })).caseId;
    await save([{ ...WATER, departmentId: 'network' }, GATE, { ...FOOD, name: '餐饮', isRetired: true }]);
  });

  test('figures go by the new name, one topic under both', async () => {
    const { from, to } = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 11, 1) };
    const { byTopic } = await as('nobody').call('report.dashboard', { from, to });
    expect(byTopic).toContainEqual({ category: 'logistics', topicId: 't3', name: '餐饮', cases: 2 });
    expect(byTopic.map(({ name }) => name)).not.toContain('食堂');
  });

  test('a case keeps the name that it was filed by', async () => {
    expect((await as('p-lin').call('case.get', { caseId })).topic).toEqual({ id: 't3', name: '食堂' });
  });

  test('an item that names a retired topic is taken without it', async () => {
    const { caseId: late } = await send(product, 'p-lin', { topicId: 't3', title: '食堂的菜太淡' });
    expect(stored(late)?.topic).toBeUndefined();
  });

  test('staff who name it are told', async () => {
    await expect(as('p-wu').call('case.setTopic', { caseId, topicId: 't3' })).rejects.toMatchObject({
      fields: { topicId: 'topic_gone' },
    });
  });

  test.each([
    ['a successor, which is proposed instead', 'logistics', { departmentId: 'logistics' }],
    ['none, and the class alone is proposed', null, { departmentId: null }],
  ])('a department that is dissolved has %s', async (_label, successorId, proposed) => {
    const { departments } = await as('p-shen').call('account.saveDepartment', {
      departmentId: null,
      name: `临时处 ${successorId}`,
      headName: '',
      leaderId: null,
      reason: '',
    });
    const departmentId = departments.find(({ name }) => name === `临时处 ${successorId}`)?.id ?? '';
    await save([{ ...WATER, departmentId }, GATE]);
    await as('p-shen').call('account.dissolveDepartment', { departmentId, successorId, reason: '撤销' });
    const { usual: now } = await as('p-wu').call('case.suggestion', { caseId, topicId: 't1' });
    expect(now).toEqual({ topic: '宿舍热水', urgency: 'utilities', ...proposed });
  });
});

test('what nobody has said anything about is filed as before', async () => {
  const { caseId } = await as('p-lin').call('case.submit', { ...form, title: '没有主题的诉求' });
  expect(stored(caseId)).not.toHaveProperty('topic');
});
