import { INITIAL_CATEGORIES } from '../../../cloudfunctions/core/case/categories';
import {
  askedTopic,
  changedTopics,
  type Topic,
  type WrittenTopic,
} from '../../../cloudfunctions/core/case/topics';
import { DomainError } from '../../../cloudfunctions/core/domain-error';
import { CASE_LIMITS } from '../../../miniprogram/shared/case';

const written = (changed: Partial<WrittenTopic> = {}): WrittenTopic => ({
  id: null,
  category: 'logistics',
  name: '宿舍热水',
  departmentId: 'logistics',
  urgency: 'utilities',
  isRetired: false,
  ...changed,
});
const topic = (id: string, changed: Partial<Topic> = {}): Topic => ({ ...written(), ...changed, id });
const codeOf = (kept: readonly Topic[], list: readonly WrittenTopic[]) => {
  try {
    changedTopics(kept, list, INITIAL_CATEGORIES);
  } catch (error) {
    return error instanceof DomainError ? error.fields?.topics : error;
  }
  return 'taken';
};
const many = (count: number, changed: Partial<WrittenTopic> = {}) =>
  Array.from({ length: count }, (_, at) => written({ name: `主题${at}`, ...changed }));

test('a new topic is numbered after all that ever were, the retired ones too', () => {
  const kept = [topic('t2'), topic('t7', { name: '旧主题', isRetired: true })];
  const all = changedTopics(
    kept,
    [...kept, written({ name: '食堂' }), written({ name: '洗衣' })],
    INITIAL_CATEGORIES,
  );
  expect(all.map(({ id }) => id)).toEqual(['t2', 't7', 't8', 't9']);
});

test('a topic that is left out is retired and stays', () => {
  expect(changedTopics([topic('t1')], [], INITIAL_CATEGORIES)).toEqual([topic('t1', { isRetired: true })]);
});

test('a topic can be renamed, go elsewhere, be retired and come back', () => {
  const changed = { name: '热水供应', departmentId: null, urgency: null, isRetired: true };
  const [retired] = changedTopics([topic('t1')], [topic('t1', changed)], INITIAL_CATEGORIES);
  expect(retired).toEqual(topic('t1', changed));
  expect(changedTopics([topic('t1', changed)], [topic('t1')], INITIAL_CATEGORIES)).toEqual([topic('t1')]);
});

test('a name on two lines is one line', () => {
  expect(changedTopics([], [written({ name: '宿舍\n热水' })], INITIAL_CATEGORIES)[0]?.name).toBe('宿舍 热水');
});

test.each<[string, Topic[], WrittenTopic[], string]>([
  ['an id that was never given', [], [topic('t1')], 'topic_unknown'],
  ['a category that is not there', [], [written({ category: 'c1' })], 'topic_homeless'],
  ['another category', [topic('t1')], [topic('t1', { category: 'safety' })], 'topic_moved'],
  ['one id twice', [topic('t1')], [topic('t1'), topic('t1', { name: '食堂' })], 'topic_twice'],
  ['one name twice', [], [written(), written()], 'topic_twice'],
  [
    'one name in another spelling',
    [],
    [written({ name: 'WIFI' }), written({ name: 'ｗｉ ｆｉ' })],
    'topic_twice',
  ],
  ['the name of a retired one', [topic('t1', { isRetired: true })], [written()], 'topic_twice'],
  ['one name in two categories', [], [written(), written({ category: 'other' })], 'taken'],
  ['as many as can be shown', [], many(CASE_LIMITS.topicsPerCategoryMax), 'taken'],
  ['one more', [], many(CASE_LIMITS.topicsPerCategoryMax + 1), 'topic_many'],
  [
    'one more that is retired',
    [],
    [...many(CASE_LIMITS.topicsPerCategoryMax), written({ isRetired: true })],
    'taken',
  ],
  ['as many retired as are kept', [], many(CASE_LIMITS.topicListMax, { isRetired: true }), 'taken'],
  ['more than are kept', [topic('t1')], many(CASE_LIMITS.topicListMax, { isRetired: true }), 'topics_full'],
])('%s', (_label, kept, list, code) => {
  expect(codeOf(kept, list)).toBe(code);
});

test.each([
  ['one that is there', 't1', { id: 't1', name: '宿舍热水' }],
  ['none', null, null],
  ['one that was retired meanwhile', 't2', null],
  ['one of another category', 't3', null],
  ['one that never was', 't9', null],
])('an asker who chose %s', (_label, topicId, kept) => {
  const list = [
    topic('t1'),
    topic('t2', { name: '食堂', isRetired: true }),
    topic('t3', { category: 'safety' }),
  ];
  expect(askedTopic(list, 'logistics', topicId)).toEqual(kept);
});
