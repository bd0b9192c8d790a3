import fc from 'fast-check';
import type { Person } from '../../../cloudfunctions/core/people/person';
import {
  isSameName,
  normalNumber,
  planRoster,
  type RosterEntry,
  readRoster,
} from '../../../cloudfunctions/core/people/roster';

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
