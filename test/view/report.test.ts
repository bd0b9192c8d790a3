import { recurringView } from '../../miniprogram/packages/case/recurring/view';
import { commitmentsView } from '../../miniprogram/packages/report/commitments/view';
import { dashboardView, rateView, sideBySide } from '../../miniprogram/packages/report/departments/view';
import { overdueView } from '../../miniprogram/packages/report/overdue/view';
import { caseView, names } from './case-facts';
import { now } from './facts';

const DAY = 86_400_000;
const rate = (count: number | null, of: number, judgedBy: 'clock' | 'asker' | 'office' = 'clock') => ({
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
  total: figures,
  departments: [
    of('a', { onTime: rate(1, 2), cases: 2 }),
    of('b', { onTime: rate(0, 0), cases: 30, overdue: 3 }),
    of('c', { onTime: rate(9, 10) }),
  ],
  byCategory: [],
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
  expect(rateView('解决', rate(5, 6, 'asker'))).toMatchObject({ text: '83%（5/6）', judge: '提出人评的' });
  expect(rateView('解决', rate(null, 3, 'asker'))).toMatchObject({ text: '样本不足', percent: 0 });
  expect(rateView('按时答复', rate(0, 0))).toMatchObject({ text: '还没有', judge: '按时间算' });
  const { rates, months } = dashboardView(board, record);
  expect(rates.map(({ label }) => label)).toEqual(['按时答复', '已答复', '解决', '满意']);
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

test('departments stand side by side by one measure, best first, those without a figure last', () => {
  const { judge, departments } = sideBySide(board, 'onTime');
  expect(judge).toBe('按时间算');
  expect(departments.map(({ id, text }) => [id, text])).toEqual([
    ['c', '90%（9/10）'],
    ['a', '50%（1/2）'],
    ['b', '还没有'],
  ]);
  expect(departments[2]).toMatchObject({ isOverdue: true, note: '30 件，在办 4 件，超期 3 件' });
  expect(departments[0]?.more).toBe('延期 2 次，重办 1 次，退回裁定不成立 1 次');
  expect(sideBySide(board, 'resolution').judge).toBe('提出人评的');
});

test.each([
  ['ahead', { state: 'open', dueAt: now + 3 * DAY, doneAt: null }, /前，还剩 3 天$/, false],
  ['past', { state: 'late', dueAt: now - 4 * DAY, doneAt: null }, /已逾期 4 天$/, true],
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
