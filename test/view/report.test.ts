import type { Me } from '../../miniprogram/api/dto';
import { recurringView } from '../../miniprogram/packages/case/recurring/view';
import { behindInput, figureOf, figureWords } from '../../miniprogram/packages/report/cases/behind';
import { commitmentsView } from '../../miniprogram/packages/report/commitments/view';
import { trendView } from '../../miniprogram/packages/report/departments/trend';
import {
  dashboardView,
  periodsAt,
  rateView,
  sideBySide,
} from '../../miniprogram/packages/report/departments/view';
import { overdueView } from '../../miniprogram/packages/report/overdue/view';
import type { Role } from '../../miniprogram/shared/labels';
import { caseView, names } from './case-facts';
import { now } from './facts';

const DAY = 86_400_000;
const rate = (
  count: number | null,
  of: number,
  judgedBy: 'clock' | 'asker' | 'caller' | 'office' = 'clock',
) => ({
  count,
  of,
  judgedBy,
});
const figures = {
  cases: 10,
  open: 4,
  overdue: 0,
  onTime: rate(9, 10),
  response: rate(8, 10),
  resolution: rate(null, 3, 'asker'),
  satisfaction: rate(0, 0, 'asker'),
  calledBack: rate(0, 0),
  byTelephone: rate(0, 0, 'caller'),
  rejectedReturns: rate(1, 2, 'office'),
  extensions: 2,
  reopenings: 1,
  outcomes: { solved: 0, explained: 0, promised: 0, taken_up: 0, not_accepted: 0 },
};
const of = (departmentId: string, part: Partial<typeof figures>) => ({
  departmentId,
  name: departmentId,
  figures: { ...figures, ...part },
});
const board = {
  smallestShown: 5,
  before: null,
  cells: [],
  total: figures,
  departments: [
    of('a', { onTime: rate(1, 2), cases: 2 }),
    of('b', { onTime: rate(0, 0), cases: 30, overdue: 3 }),
    of('c', { onTime: rate(9, 10) }),
  ],
  byCategory: [],
  byTopic: [],
  byChannel: [],
  months: [{ month: '2026-09', cases: 4, replied: 3, solved: 1, overdue: 1 }],
};
const record = {
  sessions: 15,
  attendances: 9986,
  solvedOnSpot: 183,
  solvedAfterwards: 41,
  takenUp: 95,
  boxSolved: 123,
};

test('every rate says who judged it; a small number of judgements is no percentage', () => {
  expect(rateView('解决', rate(5, 6, 'asker'))).toMatchObject({ text: '83%（5/6）', judge: '提出人评价' });
  expect(rateView('解决', rate(null, 3, 'asker'))).toMatchObject({ text: '人数不足，不公布', percent: 0 });
  expect(rateView('按时答复', rate(0, 0))).toMatchObject({ text: '暂无数据', judge: '系统统计' });
  const { rates, months } = dashboardView(board, record);
  expect(rates.map(({ label }) => label)).toEqual([
    '按时答复率',
    '答复率',
    '解决率',
    '满意率',
    '回访率',
    '回访解决率',
  ]);
  expect(months).toEqual([
    {
      key: '2026-09',
      label: '9月',
      count: 4,
      height: 100,
      answered: 75,
      spoken: '9月提出 4 件，已答复 3 件，超期 1 件',
    },
  ]);
});

test('departments stand side by side by one measure, best first, one of two never above the others', () => {
  const { judge, departments } = sideBySide(board, 'onTime');
  expect(judge).toBe('系统统计');
  expect(departments.map(({ id, text }) => [id, text])).toEqual([
    ['c', '90%（9/10）'],
    ['b', '暂无数据'],
    ['a', '50%（1/2），样本少'],
  ]);
  expect(departments[1]).toMatchObject({ isOverdue: true, note: '30 件，在办 4 件，超期 3 件' });
  expect(departments[0]?.more).toBe('延期 2 次，重办 1 次，退回裁定不成立 1 次');
  expect(sideBySide(board, 'resolution').judge).toBe('提出人评价');
});

test('a period stands against the one before, and says nothing where one of the two is not shown', () => {
  const before = { ...figures, cases: 8, onTime: rate(8, 10), response: rate(8, 10) };
  const view = dashboardView({ ...board, before }, record);
  expect(view.rates.map(({ change }) => change)).toEqual([
    '比上期高 10 个百分点',
    '与上期持平',
    '',
    '',
    '',
    '',
  ]);
  expect(view.total[0]?.label).toBe('提出，上期 8');
  expect(dashboardView(board, record).rates[0]?.change).toBe('');
});

test('a category holds its topics, and none that belong to another', () => {
  const byCategory = [{ category: 'logistics' as const, cases: 3 }];
  const byTopic = [
    { category: 'logistics' as const, topicId: 't1', name: '宿舍热水', cases: 2 },
    { category: 'safety' as const, topicId: 't2', name: '门禁', cases: 1 },
  ];
  const { categories } = dashboardView({ ...board, byCategory, byTopic }, record);
  expect(categories[0]?.topics).toEqual([{ key: 't1', label: '宿舍热水', text: '2 件' }]);
});

test.each([
  ['the office', 'office', true],
  ['somebody without a role', null, false],
] as const)('the cases behind a topic are those of the topic, for %s', (_label, role, isAll) => {
  const figure = figureOf({ category: 'logistics', topic: 't1', from: '5', to: '9' });
  const asked = behindInput(figure, role && meAs(role), false);
  expect(asked).toMatchObject({ isAll, input: { category: 'logistics', topicId: 't1' } });
  expect(figureWords(figure, names, [{ id: 't1', name: '宿舍热水' }])).toBe('后勤保障 · 宿舍热水');
});

test('departments and categories meet in a map whose darkest cell is the most', () => {
  const cells = [
    { departmentId: 'a', category: 'teaching' as const, cases: 8 },
    { departmentId: 'b', category: 'logistics' as const, cases: 1 },
  ];
  const byCategory = [
    { category: 'teaching' as const, cases: 8 },
    { category: 'logistics' as const, cases: 1 },
  ];
  const { heat } = dashboardView({ ...board, cells, byCategory }, record);
  expect(heat?.categories).toEqual(['教育教学', '后勤保障']);
  expect(heat?.rows.map((row) => row.cells.map(({ count, level }) => [count, level]))).toEqual([
    [
      [8, 4],
      [0, 0],
    ],
    [
      [0, 0],
      [1, 1],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ]);
  const [only] = board.departments;
  expect(dashboardView({ ...board, departments: only ? [only] : [], byCategory }, record).heat).toBeNull();
});

test('periods are whole months, semesters and school years', () => {
  const at = Date.parse('2027-01-31T23:59:59+08:00');
  const day = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);
  expect(periodsAt(at).map(({ name, from, to }) => [name, day(from), day(to)])).toEqual([
    ['本月', '2027-01-01', '2027-02-01'],
    ['上月', '2026-12-01', '2027-01-01'],
    ['本学期', '2026-08-01', '2027-02-01'],
    ['上学期', '2026-02-01', '2026-08-01'],
    ['本学年', '2026-08-01', '2027-08-01'],
    ['上学年', '2025-08-01', '2026-08-01'],
  ]);
});

test.each([
  ['ahead', { state: 'open', dueAt: now + 3 * DAY, doneAt: null }, /前，距承诺期限 3 天$/, false],
  ['past', { state: 'late', dueAt: now - 4 * DAY, doneAt: null }, /已超期 4 天$/, true],
  ['kept on its last instant', { state: 'done', dueAt: now - DAY, doneAt: now - DAY }, /按期兑现$/, false],
  ['kept later', { state: 'done', dueAt: now - 3 * DAY, doneAt: now - DAY }, /比承诺晚 2 天$/, false],
] as const)('a promise whose day is %s says so', (_label, part, words, isLate) => {
  const one = {
    caseId: 'c1',
    number: '20261123-0001',
    title: '换锅炉',
    category: 'logistics' as const,
    departmentId: 'logistics',
    text: '寒假前换好。',
    ...part,
  };
  const [row] = commitmentsView({ commitments: [one], next: null }, names, now).rows;
  expect(row?.when).toMatch(words);
  expect(row?.isLate).toBe(isLate);
});

test('what was not published stands on the overdue list by its category and department only', () => {
  const row = caseView({ title: '', isOverdue: true, dueAt: now - DAY });
  const { rows } = overdueView({ cases: [row, { ...row, title: '无线网掉线' }], next: null }, names, now);
  expect(rows.map(({ title, isHidden }) => [title, isHidden])).toEqual([
    ['一件后勤保障方面的诉求', true],
    ['无线网掉线', false],
  ]);
});

test('a recurring matter shows its newest cases, and whether it has reached an agenda', () => {
  const cases = [1, 2, 3, 4].map((each) => ({
    id: `c${each}`,
    number: `20261123-000${each}`,
    title: '热水',
  }));
  const matter = {
    matterId: 'm1',
    title: '热水',
    category: 'logistics' as const,
    departmentId: 'logistics',
    cases,
    voices: 7,
    state: 'on_agenda' as const,
    sessionId: null,
  };
  const [waiting, placed] = recurringView(
    { matters: [matter, { ...matter, sessionId: 's1' }] },
    names,
  ).matters;
  expect(waiting).toMatchObject({ more: '还有 1 件', state: '已选中，下期排期时列入议题', isOpen: false });
  expect(waiting?.cases.map(({ id }) => id)).toEqual(['c2', 'c3', 'c4']);
  expect(placed?.state).toBe('已列入下期议题');
});

const meAs = (role: Role | null, departmentId?: string): Me => ({
  person: {
    id: 'p-wang',
    name: '王',
    number: '1',
    kind: 'staff',
    unit: '处',
    roles: role ? [{ role, ...(departmentId === undefined ? {} : { departmentId }) }] : [],
  },
  templates: {},
  optOut: [],
  unread: 0,
});

test.each([
  ['the office', meAs('office'), true],
  ['a leader', meAs('leader'), true],
  ['the head of the department', meAs('head', 'logistics'), true],
  ['the head of another', meAs('head', 'library'), false],
  ['a student', meAs(null), false],
])('behind a figure %s reads what may be read', (_who, me, readsAll) => {
  const figure = figureOf({ department: 'logistics', category: 'teaching', from: '5', to: '9' });
  const { isAll, input } = behindInput(figure, me, false);
  expect(isAll).toBe(readsAll);
  expect(input).toEqual(
    readsAll
      ? {
          desk: 'department',
          departmentId: 'logistics',
          category: 'teaching',
          from: 5,
          to: 9,
          isOpen: false,
        }
      : { departmentId: 'logistics', category: 'teaching' },
  );
});

test('a figure of the whole college is all for a leader, and its words say which it is', () => {
  const figure = figureOf({ outcome: 'solved', category: 'nonsense', from: '5', to: '9' });
  expect(behindInput(figure, meAs('leader'), false).input).toMatchObject({
    desk: 'college',
    outcome: 'solved',
  });
  expect(figureWords(figure, names)).toBe('已解决');
  expect(figureWords(figureOf({}), names)).toBe('全部诉求');
});

const held = (number: number, attended: number, rated: { valid: number; dissatisfied: number } | null) => ({
  sessionId: `s${number}`,
  number,
  attended,
  questions: 3,
  solvedOnSpot: 2,
  rated,
});

test('sessions are a line and a row each; one alone is no line, and what is not announced is left out of it', () => {
  expect(trendView({ sessions: [held(1, 80, null)] })).toBeNull();
  const trend = trendView({
    sessions: [
      held(1, 80, { valid: 50, dissatisfied: 10 }),
      held(2, 120, { valid: 40, dissatisfied: 2 }),
      held(3, 90, null),
    ],
  });
  expect(trend?.lines.map(({ spoken }) => spoken)).toEqual([
    '参会人次：第 1 期 80 人，第 2 期 120 人，第 3 期 90 人',
    '不满意度：第 1 期 20%，第 2 期 5%',
  ]);
  expect(trend?.rows.map(({ text }) => text)).toEqual([
    '参会 90 人，问题 3 个，现场解决 2 个',
    '参会 120 人，问题 3 个，现场解决 2 个，不满意度 5%',
    '参会 80 人，问题 3 个，现场解决 2 个，不满意度 20%',
  ]);
  expect(decodeURIComponent(trend?.lines[0]?.mask ?? '')).toContain("points='6,35 150,6 294,28'");
});
