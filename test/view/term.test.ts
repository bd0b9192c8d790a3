import { blankPlan } from '../../miniprogram/packages/office/plan/plan-form';
import {
  changedLine,
  creationOf,
  lacking,
  linesOf,
  rowsOf,
  toMake,
} from '../../miniprogram/packages/office/term/view';

const at = (day: string, clock = '16:00') => Date.parse(`${day}T${clock}:00+08:00`);
const NOW = at('2026-11-20');
const of = (day: string, skipped: { date: string; reason: string }[] = []) => ({
  startsAt: at(day),
  isDateGuessed: day.startsWith('2027'),
  previewDueAt: at(day) - 7 * 86_400_000,
  skipped,
});
const term = [
  of('2026-12-03'),
  of('2027-01-14', [{ date: '2027-01-07', reason: '复习周' }]),
  of('2027-03-04'),
];
const proposal = {
  number: 16,
  ...of('2026-12-03'),
  plan: { ...blankPlan(), venue: '报告厅', topics: ['供暖'] },
  term,
};
const lines = linesOf(proposal);
const key = (index: number) => String(term[index]?.startsAt);

test('the term stands in one list with its days and why a Thursday was passed over', () => {
  const rows = rowsOf(proposal, lines, NOW);
  expect(rows.map(({ title }) => title)).toEqual([
    '2026年12月3日 周四 16:00',
    '2027年1月14日 周四 16:00',
    '2027年3月4日 周四 16:00',
  ]);
  expect(rows[1]?.remarks.slice(0, 2)).toEqual(['1月7日 复习周，顺延', '放假通知未出，日期可能调整']);
});

test('what is left out says so, and is not made', () => {
  const without = changedLine(lines, key(1), { isWanted: false });
  expect(rowsOf(proposal, without, NOW).map(({ title }) => title)).toEqual([
    '2026年12月3日 周四 16:00',
    '1月14日（不排）',
    '2027年3月4日 周四 16:00',
  ]);
  expect(toMake(without)).toHaveLength(2);
});

test.each([
  ['the rule’s day', {}, ''],
  ['another day without a reason', { day: '2027-01-15' }, '与规则日期不同，请写调整原因'],
  ['another hour with blanks for a reason', { clock: '15:00', reason: ' ' }, '与规则日期不同，请写调整原因'],
  ['another day with a reason', { day: '2027-01-15', reason: '报告厅检修' }, ''],
  ['a day that is none', { day: '' }, '请选择日期和时间'],
])('%s', (_what, part, words) => {
  const [, line] = changedLine(lines, key(1), part);
  if (!line) throw new Error('no line');
  expect(lacking(line)).toBe(words);
});

test('only a day off the rule is sent with its reason, and topics go with the first alone', () => {
  const moved = changedLine(lines, key(0), { day: '2026-12-04', reason: ' 报告厅检修 ' });
  const [first, second] = toMake(moved);
  if (!first || !second) throw new Error('no lines');
  expect(creationOf(proposal, first, true)).toMatchObject({
    startsAt: at('2026-12-04'),
    reason: '报告厅检修',
    plan: { venue: '报告厅', topics: ['供暖'] },
  });
  expect(creationOf(proposal, { ...second, reason: '没有改' }, false)).toMatchObject({
    startsAt: at('2027-01-14'),
    reason: '',
    plan: { topics: [] },
  });
});

test('they are made in the order of their days, and what was made is not made again', () => {
  const late = changedLine(lines, key(0), { day: '2027-01-20', reason: '检修' });
  expect(toMake(late).map(({ ruleAt }) => String(ruleAt))).toEqual([key(1), key(0), key(2)]);
  const partly = changedLine(changedLine(lines, key(0), { isMade: true }), key(1), { trouble: '该月已有' });
  expect(toMake(partly).map(({ ruleAt }) => String(ruleAt))).toEqual([key(1), key(2)]);
  expect(rowsOf(proposal, partly, NOW).map(({ title, isMade }) => [title, isMade])).toEqual([
    ['2026年12月3日 周四 16:00', true],
    ['2027年1月14日 周四 16:00', false],
    ['2027年3月4日 周四 16:00', false],
  ]);
});
