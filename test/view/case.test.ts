import type { Waiting } from '../../miniprogram/api/outbox';
import { askerCaseView } from '../../miniprogram/pages/case/view';
import { blankDraft, caseInput, missingFields } from '../../miniprogram/pages/case-form/form';
import { waitingView } from '../../miniprogram/pages/cases/view';
import { caseRowView, stateWords } from '../../miniprogram/view/case';
import { casePageView, lengthWords } from '../../miniprogram/view/case-page';
import { caseRow, caseView, names } from './case-facts';
import { DAY, HOUR, now } from './facts';

test.each([
  ['a deadline two days ahead', caseRow(), '办理时限还剩 2 天'],
  ['the last hour', caseRow({ dueAt: now + 40 * 60_000 }), '办理时限还剩 40 分钟'],
  [
    'a deadline that has passed',
    caseRow({ dueAt: now - DAY, isOverdue: true }),
    '已超期（应于 11月24日办结）',
  ],
  ['a clock that is stopped', caseRow({ isPaused: true }), '等待补充，计时暂停'],
  ['an answer', caseRow({ status: 'replied', outcome: 'promised', dueAt: null }), '承诺办理'],
  ['a withdrawn case', caseRow({ status: 'closed', dueAt: null }), '已办结'],
  // An answer that did not solve it says nothing about where it stands now.
  ['a reopened case', caseRow({ outcome: 'solved' }), '办理时限还剩 2 天'],
])('%s is what the row ends with', (_label, row, words) => {
  expect(stateWords(row, now)).toBe(words);
});

test('a row is read out in one sentence, and a department nobody knows is still a department', () => {
  const row = caseRowView(caseRow({ departmentId: 'gone', joins: 12 }), names, now);
  expect(row.spoken).toBe('三号楼热水时断时续，办理中，办理部门，办理时限还剩 2 天');
  expect(row.joins).toBe('12 人也遇到了');
  expect(caseRowView(caseRow({ departmentId: null }), names, now).holder).toBe('活动办公室');
});

test.each([
  [30_000, '1 分钟'],
  [HOUR - 1, '59 分钟'],
  [HOUR, '1 小时'],
  [DAY - 1, '23 小时'],
  [DAY, '1 天'],
  [2 * DAY + 3 * HOUR, '2 天 3 小时'],
])('a pause of %d ms is %s long', (length, words) => {
  expect(lengthWords(length)).toBe(words);
});

test('the way is told newest first, with who, why, how long and until when', () => {
  const entry = {
    actor: 'department' as const,
    actorName: '马建国',
    departmentId: 'logistics',
    pictures: [],
  };
  const timeline = [
    { ...entry, at: now - DAY, what: 'taken' as const, text: '', dueAt: null, lengthMs: null },
    {
      ...entry,
      at: now,
      what: 'resumed' as const,
      text: '补充了楼层',
      dueAt: now + DAY,
      lengthMs: 26 * HOUR,
    },
  ];
  const { steps } = casePageView(caseView({ timeline }), names, now);
  expect(steps.map(({ what, isLatest }) => [what, isLatest])).toEqual([
    ['计时恢复', true],
    ['部门接收', false],
  ]);
  expect(steps[0]).toMatchObject({
    who: '后勤保障处 马建国',
    text: '补充了楼层',
    notes: ['时长 1 天 2 小时', '办理时限 2026年11月26日 周四 10:00'],
  });
});

test('each look at a hidden identity is shown with who, when and why', () => {
  const identityViews = [{ at: now, by: '吴雅琴', reason: '需要联系当事人' }];
  expect(casePageView(caseView({ identityViews }), names, now).views.map(({ text }) => text)).toEqual([
    '2026年11月25日 周三 10:00 吴雅琴查看了你的身份，理由：需要联系当事人',
  ]);
});

test.each([
  ['an answer is to be judged', caseView({ actions: ['judge', 'answer', 'withdraw'] }), 'judge'],
  ['more is asked', caseView({ actions: ['answer'], question: '哪一层？' }), 'answer'],
  ['one may say more', caseView({ actions: ['answer', 'withdraw'] }), 'none'],
  ['others have the same', caseView({ viewer: 'public', actions: ['join', 'follow'] }), 'join'],
  ['staff came by the public way', caseView({ viewer: 'office', actions: ['accept'] }), 'handle'],
] as const)('when %s, that is the one large button', (_label, view, main) => {
  expect(askerCaseView(view, names, now).main).toBe(main);
});

test('an anonymous form carries no telephone, and a named one no seed', () => {
  const draft = { ...blankDraft(), category: 'logistics', phone: '13800000000' } as const;
  const anonymous = caseInput('box', { ...draft, identity: 'anonymous' }, 'seed');
  expect([anonymous.phone, anonymous.receiptSeed]).toEqual(['', 'seed']);
  expect(caseInput('box', draft, 'seed')).not.toHaveProperty('receiptSeed');
});

test.each([
  ['nothing', blankDraft(), ['category', 'text', 'title']],
  [
    'only spaces',
    { ...blankDraft(), category: 'other', title: ' ', text: '\u3000' } as const,
    ['text', 'title'],
  ],
  [
    'a telephone of words',
    { ...blankDraft(), category: 'other', title: 'a', text: 'b', phone: '小卖部' } as const,
    ['phone'],
  ],
  [
    'everything',
    { ...blankDraft(), category: 'other', title: 'a', text: 'b', phone: '+86 138-0000' } as const,
    [],
  ],
])('a form with %s says what is missing before it is sent', (_label, draft, fields) => {
  expect(Object.keys(missingFields(draft)).sort()).toEqual(fields);
});

const waiting = (part: Partial<Waiting>): Waiting => ({
  version: 1,
  id: 'box-1',
  form: caseInput('box', { ...blankDraft(), title: '饮水机坏了' }, ''),
  draft: {},
  pictures: [],
  uploaded: {},
  at: now,
  state: 'waiting',
  mayBeThere: false,
  problem: '',
  sent: null,
  ...part,
});
const sent = { caseId: 'c1', number: '20261123-0042', receiptCode: null, dueAt: now };

test.each([
  ['waits', waiting({}), { code: '', canEdit: true, caseId: '' }],
  ['may have arrived', waiting({ mayBeThere: true }), { canEdit: false }],
  [
    'was refused',
    waiting({ state: 'refused', mayBeThere: true, problem: '换个说法' }),
    { text: '换个说法', canEdit: true },
  ],
  ['went out by name', waiting({ state: 'sent', sent }), { code: '20261123-0042', caseId: 'c1' }],
  [
    'went out without a name',
    waiting({ state: 'sent', sent: { ...sent, receiptCode: 'AAAAA-BBBBB-CCCCC-DDDDD' } }),
    { code: 'AAAAA-BBBBB-CCCCC-DDDDD', codeLabel: '查询码', caseId: '' },
  ],
])('a submission that %s says so in the list', (_label, item, view) => {
  expect(waitingView(item, now)).toMatchObject(view);
});
