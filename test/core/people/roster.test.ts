import fc from 'fast-check';
import type { Person } from '../../../cloudfunctions/core/people/person';
import {
  isSameName,
  normalNumber,
  planRoster,
  type RosterEntry,
  readRoster,
} from '../../../cloudfunctions/core/people/roster';
import { LIMITS } from '../../../miniprogram/shared/limits';

const person = (number: string, changes: Partial<Person> = {}): Person => ({
  _id: `p-${number}`,
  number,
  name: `人${number}`,
  kind: 'student',
  unit: '系',
  roles: [],
  openid: null,
  hasLeft: false,
  absentFrom: null,
  ...changes,
});
const entry = (number: string, changes: Partial<RosterEntry> = {}): RosterEntry => ({
  number,
  name: `人${number}`,
  kind: 'student',
  unit: '系',
  ...changes,
});

test.each([
  ['２０２４０１０１', '20240101'],
  [' 2024 0101\t', '20240101'],
  ['t１００２１', 'T10021'],
])('the number %p is %p', (typed, number) => expect(normalNumber(typed)).toBe(number));

test.each([
  ['欧阳 娜', '欧阳娜', true],
  ['阿依古丽•买买提', '阿依古丽·买买提', true],
  ['Anna  SMITH', 'anna smith', true],
  ['林小满', '林小滿', false],
  ['林小满', '林小', false],
])('%p and %p: the same name? %p', (a, b, isSame) => expect(isSameName(a, b)).toBe(isSame));

test('of two lines with one number the first counts and the second is refused', () => {
  const lines = ['2', '２'].map((number, index) => ({
    line: index + 2,
    number,
    name: '甲',
    kind: '学生',
    unit: '系',
  }));
  const { entries, refused } = readRoster(lines);
  expect(entries).toHaveLength(1);
  expect(refused).toEqual([{ line: 3, reason: '号码与第 2 行重复' }]);
});

test('a number longer than twenty is refused, twenty are not', () => {
  const of = (number: string) => readRoster([{ line: 2, number, name: '甲', kind: '学生', unit: '系' }]);
  expect(of('1'.repeat(20)).refused).toEqual([]);
  expect(of('1'.repeat(21)).refused).toHaveLength(1);
});

test('who had left and is listed again comes back as a change', () => {
  const plan = planRoster([person('1', { hasLeft: true })], [entry('1')], new Set());
  expect(plan).toMatchObject({ added: [], left: [], changed: [{ entry: entry('1') }] });
});

test('the last administrator who leaves is noticed, one of two is not', () => {
  const admins = [person('1', { roles: [{ role: 'admin' }] }), person('2', { roles: [{ role: 'admin' }] })];
  expect(planRoster(admins, [entry('9')], new Set()).losesLastAdmin).toBe(true);
  expect(planRoster(admins, [entry('2')], new Set()).losesLastAdmin).toBe(false);
  expect(planRoster([person('1')], [entry('9')], new Set()).losesLastAdmin).toBe(false);
});

test('after a plan is carried out the same roster plans nothing, whatever it was', () => {
  const number = fc.integer({ min: 1, max: 12 }).map(String);
  const kind = fc.constantFrom('student' as const, 'staff' as const);
  const people = fc.uniqueArray(fc.tuple(number, kind, fc.boolean()), { selector: ([one]) => one });
  const entries = fc.uniqueArray(fc.tuple(number, kind, fc.constantFrom('甲系', '乙系')), {
    selector: ([one]) => one,
  });
  fc.assert(
    fc.property(people, entries, (known, listed) => {
      const before = known.map(([one, of, hasLeft]) => person(one, { kind: of, hasLeft }));
      const file = listed.map(([one, of, unit]) => entry(one, { kind: of, unit }));
      const plan = planRoster(before, file, new Set());
      const gone = new Set(plan.left.map((each) => each._id));
      const after = [
        ...before.map((each) => {
          const change = plan.changed.find((one) => one.person._id === each._id);
          if (change) return { ...each, ...change.entry, hasLeft: false };
          return gone.has(each._id) ? { ...each, hasLeft: true } : each;
        }),
        ...plan.added.map((each) => person(each.number, each)),
      ];
      const again = planRoster(after, file, new Set());
      expect(again).toMatchObject({ added: [], changed: [] });
      // Everybody listed is there, and nobody of a listed kind who is not listed.
      const present = after.filter((each) => !each.hasLeft).map((each) => each.number);
      for (const each of file) expect(present).toContain(each.number);
    }),
  );
});

describe('a line of the roster', () => {
  const line = { line: 2, number: 'T10021', name: '林小满', kind: '学生', unit: '信息工程系' };
  const read = (changes: Partial<typeof line>) => readRoster([{ ...line, ...changes }]);

  test.each([
    ['full-width digits and small letters', { number: ' ｔ１００２１ ' }, { number: 'T10021' }],
    [
      'spaces and another middle dot in a name',
      { name: ' 阿依古丽 • 买  买提 ' },
      { name: '阿依古丽·买 买提' },
    ],
    ['spaces around a unit', { unit: ' 信息  工程系 ' }, { unit: '信息 工程系' }],
    ['a kind in English', { kind: ' Student ' }, { kind: 'student' }],
    ['staff in capitals and full width', { kind: 'ＳＴＡＦＦ' }, { kind: 'staff' }],
    ['a teacher', { kind: '教师' }, { kind: 'staff' }],
    ['a worker', { kind: '职工' }, { kind: 'staff' }],
    ['both in one word', { kind: '教职工' }, { kind: 'staff' }],
    ['a name of thirty', { name: '名'.repeat(LIMITS.nameMax) }, { name: '名'.repeat(LIMITS.nameMax) }],
  ])('is read with %s', (_label, changes, meant) => {
    const { number, name, unit } = line;
    expect(read(changes)).toEqual({
      entries: [{ number, name, unit, kind: 'student', ...meant }],
      refused: [],
      doubtful: new Set(),
    });
  });

  const numberRule = `号码只能是 ${LIMITS.numberMax} 位以内的数字、字母和短横线`;
  test.each([
    ['no number', { number: ' ' }, '缺学号或工号'],
    ['a number in letters of another script', { number: '学号1' }, numberRule],
    ['no name', { name: '  ' }, '缺姓名'],
    ['a formula for a name', { name: '=1+1' }, '姓名里有不认识的符号，或者太长'],
    ['a name that is too long', { name: '名'.repeat(LIMITS.nameMax + 1) }, '姓名里有不认识的符号，或者太长'],
    ['a kind that is none', { kind: '访客' }, '类别应为“学生”或“教职工”'],
    ['no unit', { unit: '' }, '缺学院或部门'],
    ['a formula for a unit', { unit: '@系' }, '学院或部门里有不认识的符号，或者太长'],
    [
      'a unit that is too long',
      { unit: '系'.repeat(LIMITS.nameMax + 1) },
      '学院或部门里有不认识的符号，或者太长',
    ],
  ])('is refused with %s, and its number makes nobody leave', (_label, changes, reason) => {
    const { entries, refused, doubtful } = read(changes);
    expect([entries, refused]).toEqual([[], [{ line: 2, reason }]]);
    expect([...doubtful]).toEqual([normalNumber({ ...line, ...changes }.number)]);
  });
});

describe('what a new roster changes', () => {
  test.each([
    ['nothing differs', {}, 0],
    ['the name does', { name: '改名' }, 1],
    ['the kind does', { kind: 'staff' as const }, 1],
    ['the unit does', { unit: '另一系' }, 1],
  ])('of a person where %s', (_label, changes, count) => {
    expect(planRoster([person('1')], [entry('1', changes)], new Set()).changed).toHaveLength(count);
  });

  test('nobody leaves of a kind that the file does not speak of', () => {
    const people = [person('1'), person('2', { kind: 'staff' }), person('3', { hasLeft: true }), person('4')];
    const { left } = planRoster(people, [entry('9')], new Set(['4']));
    expect(left.map(({ number }) => number)).toEqual(['1']);
  });
});
