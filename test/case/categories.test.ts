import { randomUUID } from 'node:crypto';
import type { Input } from '../../cloudfunctions/contract';
import { CASE_LIMITS } from '../../miniprogram/shared/case';
import type { Product } from '../cloud';
import { stopInspected } from '../inspected';
import { step } from '../story';
import { seedGuests, startThursday } from '../survey/thursday';
import { form } from './people';

// The administrator keeps what items are about. What is made from now on names one that can be chosen; what was made
// keeps its name, whatever the list has become.
let product: Product;
let sessionId: string;
const as = (who: string) => product.as(who);
type Written = NonNullable<Input<'case.saveTopics'>['categories']>[number];
const fresh = (name: string, part: Partial<Written> = {}): Written => ({
  id: null,
  name,
  departmentId: null,
  urgency: null,
  isRetired: false,
  ...part,
});
const list = () => as('p-shen').call('case.topicList', {});
/** Changes the categories, and waits until everything that is read once a minute has been read anew. */
async function save(changed: (categories: Written[]) => Written[]) {
  const { version, topics, categories } = await list();
  const saved = await as('p-shen').call('case.saveTopics', {
    version,
    topics,
    categories: changed(categories),
  });
  await product.cloud.clock.advance(120_000);
  return saved;
}
const turn = (id: string, isRetired: boolean) =>
  save((all) => all.map((category) => (category.id === id ? { ...category, isRetired } : category)));
const submit = (category: string, requestId: string = randomUUID(), who = 'p-lin') =>
  as(who).call('case.submit', { ...form, category, title: `交换生课表 ${requestId.slice(0, 4)}` }, requestId);
const call = {
  callerId: null,
  callerName: '高家长',
  urgency: 'ordinary',
  title: '宿舍窗户漏风',
  text: '六号楼四层窗户关不严。',
  identity: 'named',
} as const;
const GONE = { code: 'invalid_input', fields: { category: 'category_gone' } };
const stored = (caseId: string) => product.cloud.read('cases').find(({ _id }) => _id === caseId);

afterAll(() => product && stopInspected(product, { apartFrom: ['accounts-and-people'] }));

const begun = step('a college that never saved has the six that it always had', [], async () => {
  ({ product, sessionId } = await startThursday());
  await seedGuests(product, 3);
  expect((await list()).categories.map(({ id, name }) => `${id} ${name}`)).toEqual([
    'teaching 教育教学',
    'affairs 学生管理',
    'logistics 后勤保障',
    'development 个人发展',
    'safety 安全稳定',
    'other 其他',
  ]);
});

const REQUEST = randomUUID();
const CALL = randomUUID();
let first = '';
const added = step('a category is added, and everything can be about it', [begun], async () => {
  const { categories } = await save((all) => [
    ...all,
    fresh('国际交流', { departmentId: 'teaching', urgency: 'ordinary' }),
  ]);
  expect(categories.at(-1)).toMatchObject({ id: 'c1', name: '国际交流' });
  const sent = await submit('c1', REQUEST);
  first = sent.caseId;
  expect(stored(first)?.category).toBe('c1');
  await expect(as('p-tang').call('case.record', { ...call, category: 'c1' }, CALL)).resolves.toBeDefined();
  await expect(
    as('p-wu').call('hall.addSpeaker', {
      sessionId,
      title: '学分互认',
      category: 'c1',
      asker: 'none',
      askerId: null,
    }),
  ).resolves.toBeDefined();
});

step('what was added a moment ago can be chosen at once', [added], async () => {
  const { version, topics, categories } = await list();
  await submit('other');
  await as('p-shen').call('case.saveTopics', { version, topics, categories: [...categories, fresh('体育')] });
  await expect(submit('c2')).resolves.toBeDefined();
});

step(
  'a topic without a department has its category say where it goes; so has no topic',
  [added],
  async () => {
    const { usual } = await as('p-wu').call('case.suggestion', { caseId: first });
    expect(usual).toEqual({ topic: '国际交流', departmentId: 'teaching', urgency: 'ordinary' });
  },
);

const retired = step(
  'a category is retired while a form was open: nothing new is about it',
  [added],
  async () => {
    await turn('c1', true);
    await expect(submit('c1')).rejects.toMatchObject(GONE);
    await expect(as('p-tang').call('case.record', { ...call, category: 'c1' })).rejects.toMatchObject(GONE);
    const speaker = { sessionId, title: '学分互认', asker: 'none', askerId: null } as const;
    await expect(as('p-wu').call('hall.addSpeaker', { ...speaker, category: 'c1' })).rejects.toMatchObject(
      GONE,
    );
    await as('p-wu').call('hall.deskCheckIn', {
      sessionId,
      entries: [{ entryId: randomUUID(), personId: 'guest-0', ageMs: 0 }],
    });
    const seat = { sessionId, title: '学分互认', detail: '', isHidden: false };
    await expect(as('guest-0').call('hall.askFromSeat', { ...seat, category: 'c1' })).rejects.toMatchObject(
      GONE,
    );
    await expect(
      as('guest-0').call('hall.askFromSeat', { ...seat, category: 'other' }),
    ).resolves.toBeDefined();
  },
);

step('what is sent again under its request id is answered as it was', [retired], async () => {
  expect(await submit('c1', REQUEST)).toMatchObject({ caseId: first });
  await expect(as('p-tang').call('case.record', { ...call, category: 'c1' }, CALL)).resolves.toBeDefined();
});

step('an id that was never given is refused, and so is one that is none', [retired], async () => {
  await expect(submit('c9')).rejects.toMatchObject(GONE);
  for (const forged of ['c0', 'c100', 'weather', 'toString'])
    await expect(submit(forged)).rejects.toMatchObject({ fields: { category: 'invalid_format' } });
});

step(
  'what has it keeps it and its name: in lists, in its history, in what is held about its asker',
  [retired],
  async () => {
    expect((await as('p-lin').call('case.get', { caseId: first })).category).toBe('c1');
    expect((await as('nobody').call('case.topics', {})).categories).toContainEqual({
      id: 'c1',
      name: '国际交流',
      isRetired: true,
    });
    const data = JSON.stringify(await as('p-lin').call('account.ownData', { section: 'cases' }));
    expect(data).toContain('国际交流');
    const { cases } = await as('p-wu').call('case.find', { desk: 'college', category: 'c1' });
    expect(cases.map(({ id }) => id)).toContain(first);
    const { byCategory } = await as('nobody').call('report.dashboard', {
      from: Date.UTC(2026, 10, 1),
      to: Date.UTC(2026, 11, 1),
    });
    expect(byCategory).toContainEqual({ category: 'c1', cases: 2 });
  },
);

step('staff put a case into one that can be chosen only; its own may stay', [retired], async () => {
  const { caseId } = await submit('teaching', randomUUID(), 'p-he');
  const set = (id: string, category: string) =>
    as('p-wu').call('case.setTopic', { caseId: id, topicId: null, category });
  await expect(set(caseId, 'c1')).rejects.toMatchObject(GONE);
  await expect(set(first, 'c1')).resolves.toMatchObject({ category: 'c1' });
  await expect(set(caseId, 'affairs')).resolves.toMatchObject({ category: 'affairs' });
  const { timeline } = await as('p-wu').call('case.get', { caseId: first });
  expect(timeline.map(({ text }) => text)).toContain('国际交流，不分主题');
});

step('what comes back can be chosen again', [retired], async () => {
  await turn('c1', false);
  await expect(submit('c1')).resolves.toBeDefined();
});

describe('a list is refused with', () => {
  test.each([
    ['a name of seven characters', fresh('水'.repeat(CASE_LIMITS.categoryNameMax + 1)), 'text_too_long'],
    ['a name that shows nothing', fresh('\u200b'), 'text_control'],
  ])('%s', async (_label, category, code) => {
    const { length } = (await list()).categories;
    await expect(save((all) => [...all, category])).rejects.toMatchObject({
      fields: { [`categories.${length}.name`]: code },
    });
  });
});

step('a name of six characters is taken; a department has to be there', [retired], async () => {
  await expect(
    save((all) => [...all, fresh('水'.repeat(CASE_LIMITS.categoryNameMax))]),
  ).resolves.toBeDefined();
  await expect(save((all) => [...all, fresh('校医院', { departmentId: 'nowhere' })])).rejects.toMatchObject({
    fields: { leadId: 'department_unknown' },
  });
});
