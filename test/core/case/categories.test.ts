import * as fc from 'fast-check';
import {
  categoryNameIn,
  changedCategories,
  filedUnder,
  INITIAL_CATEGORIES,
  isChoosable,
  type KeptCategory,
  type WrittenCategory,
} from '../../../cloudfunctions/core/case/categories';
import { habitOf, usualOf } from '../../../cloudfunctions/core/case/topics';
import { DomainError } from '../../../cloudfunctions/core/domain-error';
import { CASE_LIMITS } from '../../../miniprogram/shared/case';

const FIRST = [...INITIAL_CATEGORIES];
const written = (name: string, part: Partial<WrittenCategory> = {}): WrittenCategory => ({
  id: null,
  name,
  departmentId: null,
  urgency: null,
  isRetired: false,
  ...part,
});
const kept = (id: string, name: string, part: Partial<KeptCategory> = {}): KeptCategory => ({
  ...written(name),
  ...part,
  id,
});
const codeOf = (before: readonly KeptCategory[], list: readonly WrittenCategory[]) => {
  try {
    changedCategories(before, list);
  } catch (error) {
    return error instanceof DomainError ? error.fields?.categories : error;
  }
  return 'taken';
};
const many = (count: number, part: Partial<WrittenCategory> = {}) =>
  Array.from({ length: count }, (_, at) => written(`新类${at}`, part));
const retired = (list: readonly KeptCategory[]) => list.filter(({ isRetired }) => isRetired);

test('a new category is numbered after all that ever were, the retired ones too', () => {
  const before = [...FIRST, kept('c4', '国际交流', { isRetired: true })];
  const all = changedCategories(before, [...before, written('体育场馆'), written('校医院')]);
  expect(all.slice(-2).map(({ id }) => id)).toEqual(['c5', 'c6']);
});

test('one that is left out is retired and stays; the order is as it was written', () => {
  const [first, ...others] = FIRST;
  const all = changedCategories(FIRST, [...others].reverse());
  expect(all.map(({ id }) => id)).toEqual([...others.map(({ id }) => id)].reverse().concat(first?.id ?? ''));
  expect(retired(all).map(({ id }) => id)).toEqual(['teaching']);
});

const renamed = FIRST.map((one) => (one.id === 'teaching' ? { ...one, name: '教学' } : one));
const withoutOther = FIRST.map((one) => (one.id === 'other' ? { ...one, isRetired: true } : one));
const room = CASE_LIMITS.categoriesMax - FIRST.length;
const roomForRetired = CASE_LIMITS.categoryListMax - FIRST.length;
test.each<[string, readonly KeptCategory[], WrittenCategory[], string]>([
  ['an id that was never given', FIRST, [...FIRST, kept('c1', '国际交流')], 'category_unknown'],
  ['another name', FIRST, renamed, 'category_renamed'],
  ['one id twice', FIRST, [...FIRST, ...FIRST.slice(0, 1)], 'category_twice'],
  ['one name twice', FIRST, [...FIRST, written('体育'), written(' 体 育')], 'category_twice'],
  [
    'the name of a retired one',
    [...FIRST, kept('c1', '体育', { isRetired: true })],
    [...FIRST, written('体育')],
    'category_twice',
  ],
  ['without the one that catches the rest', FIRST, withoutOther, 'category_stays'],
  ['nothing at all', FIRST, [], 'category_stays'],
  ['as many as a form shows', FIRST, [...FIRST, ...many(room)], 'taken'],
  ['one more', FIRST, [...FIRST, ...many(room + 1)], 'category_many'],
  ['one more that is retired', FIRST, [...FIRST, ...many(room), written('多', { isRetired: true })], 'taken'],
  ['as many as are kept', FIRST, [...FIRST, ...many(roomForRetired, { isRetired: true })], 'taken'],
  [
    'more than are kept',
    FIRST,
    [...FIRST, ...many(roomForRetired + 1, { isRetired: true })],
    'categories_full',
  ],
])('a list with %s', (_label, before, list, code) => {
  expect(codeOf(before, list)).toBe(code);
});

test('whatever the administrator saves, what was once filed keeps its name', () => {
  const name = fc.constantFrom('体育', '国际交流', '校医院', '教育教学', '后勤', '党团');
  const change = fc.record({
    added: fc.array(name, { maxLength: 3 }),
    left: fc.array(fc.nat(12), { maxLength: 4 }),
    renamed: fc.option(fc.nat(12)),
    turned: fc.array(fc.nat(12), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
      let list = FIRST;
      const names = new Map(FIRST.map((one) => [one.id, one.name]));
      for (const { added, left, renamed: at, turned } of changes) {
        const next = [
          ...list
            .map((one, place) => ({
              ...one,
              name: place === at ? `${one.name}新` : one.name,
              isRetired: turned.includes(place) ? !one.isRetired : one.isRetired,
            }))
            .filter((_one, place) => !left.includes(place)),
          ...added.map((each) => written(each)),
        ];
        try {
          list = changedCategories(list, next);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
        }
        for (const one of list) if (!names.has(one.id)) names.set(one.id, one.name);
        for (const [id, was] of names) expect(categoryNameIn(list, id)).toBe(was);
        expect(isChoosable(list, 'other')).toBe(true);
      }
    }),
  );
});

test.each([
  ['one that can be chosen', 'teaching', 'teaching'],
  ['one that was retired meanwhile', 'c1', 'c1'],
  ['one that never was', 'c9', 'other'],
])('what came without an account for %s', (_label, named, filed) => {
  expect(filedUnder([...FIRST, kept('c1', '国际交流', { isRetired: true })], named)).toBe(filed);
});

const topic = { name: '热水', departmentId: null, urgency: 'utilities', isRetired: false } as const;
const category = kept('logistics', '后勤保障', { departmentId: 'logistics', urgency: 'ordinary' });
const LOGISTICS = { _id: 'logistics', isDissolved: false };
test.each([
  ['a topic that leaves the department open', topic, category, { topic: '热水', urgency: 'utilities' }],
  [
    'a topic that says nothing',
    { ...topic, urgency: null },
    category,
    { topic: '后勤保障', urgency: 'ordinary' },
  ],
  [
    'a topic that was retired',
    { ...topic, isRetired: true },
    category,
    { topic: '后勤保障', urgency: 'ordinary' },
  ],
  ['no topic', undefined, category, { topic: '后勤保障', urgency: 'ordinary' }],
])('what is usual for %s', (_label, named, within, usual) => {
  expect(usualOf(habitOf(named, within), LOGISTICS)).toEqual({ departmentId: 'logistics', ...usual });
});

test('nothing is usual where the category was retired, or says nothing', () => {
  expect(habitOf(undefined, { ...category, isRetired: true })).toBeNull();
  expect(habitOf(undefined, kept('other', '其他'))).toBeNull();
});
