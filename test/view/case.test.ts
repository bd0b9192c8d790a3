import type { CaseView } from '../../miniprogram/api/dto';
import { fieldSentenceOf, fieldSentences } from '../../miniprogram/api/errors';
import type { Waiting } from '../../miniprogram/api/outbox';
import { askerCaseView } from '../../miniprogram/pages/case/view';
import { blankDraft, caseInput, isCaseDraft, missingFields } from '../../miniprogram/pages/case-form/form';
import { similarView } from '../../miniprogram/pages/case-form/view';
import { waitingView } from '../../miniprogram/pages/cases/view';
import { caseRowView, stateWords } from '../../miniprogram/view/case';
import { casePageView, lengthWords } from '../../miniprogram/view/case-page';
import { caseRow, caseView, names } from './case-facts';
import { DAY, HOUR, now } from './facts';

type Entry = CaseView['timeline'][number];

test.each([
  ['a deadline two days ahead', caseRow(), '距办理时限 2 天'],
  ['the last hour', caseRow({ dueAt: now + 40 * 60_000 }), '距办理时限 40 分钟'],
  [
    'a deadline that has passed',
    caseRow({ dueAt: now - DAY, isOverdue: true }),
    '已超期（应于11月24日答复）',
  ],
  ['a clock that is stopped', caseRow({ isPaused: true }), '等待补充，计时暂停'],
  [
    'an answer',
    caseRow({ status: 'replied', outcome: 'promised', dueAt: null }),
    '部门答复“承诺办理”，待提出人确认',
  ],
  ['an end', caseRow({ status: 'closed', outcome: 'solved', dueAt: null }), '已解决'],
  ['a withdrawn case', caseRow({ status: 'closed', dueAt: null }), '已办结'],
  // An answer that did not solve it says nothing about where it stands now.
  ['a reopened case', caseRow({ outcome: 'solved' }), '距办理时限 2 天'],
])('%s is what the row ends with', (_label, row, words) => {
  expect(stateWords(row, now)).toBe(words);
});

test('whoever asked is told that the answer waits for their word', () => {
  const row = caseRow({ status: 'replied', outcome: 'solved', dueAt: null });
  expect(stateWords(row, now, true)).toBe('部门答复“已解决”，等你确认');
});

test('a row is read out in one sentence, and a department nobody knows is still a department', () => {
  const row = caseRowView(caseRow({ departmentId: 'gone', joins: 12 }), names, now);
  expect(row.spoken).toBe(
    '三号楼热水时断时续，意见建议箱 · 20261123-0042，承办部门，距办理时限 2 天，12 人也遇到了，办理中',
  );
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
    notes: ['计时暂停了 1 天 2 小时', '办理时限 2026年11月26日 周四 10:00'],
  });
});

test('the way tells the deadline once, and again only where it changes', () => {
  const due = now + 3 * DAY;
  const entry = (what: Entry['what'], at: number, dueAt: number | null): Entry => ({
    ...{ at, what, dueAt, actor: 'office', actorName: '', departmentId: null },
    ...{ text: '', lengthMs: null, pictures: [] },
  });
  const timeline = [
    entry('reminded', now - HOUR, due + DAY),
    entry('extension_granted', now - 2 * HOUR, due + DAY),
    entry('supervision_ordered', now - 3 * HOUR, due),
    entry('taken', now - 4 * HOUR, due),
    entry('assigned', now - 5 * HOUR, due),
    entry('accepted', now - 5 * HOUR, due),
  ];
  const told = casePageView(caseView({ timeline }), names, now).steps;
  expect(told.map(({ notes }) => notes.join().replace(/ .*/, ''))).toEqual([
    '',
    '办理时限',
    '反馈期限',
    '',
    '',
    '办理时限',
  ]);
});

test.each([
  ['asker', 'submitted', '提出', '你'],
  ['asker', 'asked_more', '请你补充，计时暂停', '你'],
  ['asker', 'identity_viewed', '查看了你的身份', '你'],
  ['office', 'reopened', '提出人表示未解决，重新办理', '提出人'],
] as const)('to the %s, %s reads %s, by %s', (viewer, what, words, who) => {
  const entry = { at: now, what, actor: 'asker', actorName: '', departmentId: null, text: '' } as const;
  const timeline = [{ ...entry, dueAt: null, lengthMs: null, pictures: [] }];
  expect(casePageView(caseView({ viewer, timeline }), names, now).steps[0]).toMatchObject({
    what: words,
    who,
  });
});

test.each([
  ['extension_granted', '延长 3 天'],
  ['escalated_head', '已超期 3 天'],
  ['answered_more', '计时暂停了 3 天'],
] as const)('the length of %s is told as what it is', (what, note) => {
  const entry = { at: now, what, actor: 'system', actorName: '', departmentId: null, text: '' } as const;
  const timeline = [{ ...entry, dueAt: null, lengthMs: 3 * DAY, pictures: [] }];
  expect(casePageView(caseView({ timeline }), names, now).steps[0]?.notes).toEqual([note]);
});

test('who has it is told with since when, and with until when the clock waits for the asker', () => {
  const entry = {
    actor: 'department',
    actorName: '',
    departmentId: 'logistics',
    text: '',
    lengthMs: null,
  } as const;
  const timeline = [
    { ...entry, at: now - HOUR, what: 'asked_more' as const, dueAt: now + DAY, pictures: [] },
    { ...entry, at: now - DAY, what: 'taken' as const, dueAt: null, pictures: [] },
    { ...entry, at: now - 2 * DAY, what: 'accepted' as const, dueAt: null, pictures: [] },
  ];
  const open = caseView({ timeline, question: '哪一层？', isPaused: true });
  expect(casePageView(open, names, now)).toMatchObject({
    since: '昨天 10:00 起',
    questionUntil: '最晚等到明天 10:00',
  });
  expect(casePageView({ ...open, status: 'replied', question: '' }, names, now)).toMatchObject({
    since: '',
    questionUntil: '',
  });
});

const reply = {
  text: '锅炉已检修。',
  outcome: 'promised' as const,
  promisedFor: now + DAY,
  pictures: [],
  departmentId: 'logistics',
  at: now - HOUR,
};

test('a promise stands once, in the answer, with whether it was kept', () => {
  const commitment = { text: reply.text, dueAt: reply.promisedFor, state: 'late' as const, doneAt: null };
  const page = casePageView(caseView({ status: 'replied', reply, commitment }), names, now);
  expect(page.reply?.promise).toBe('承诺11月26日前办结 · 已超期');
  expect(page.commitment).toBe('');
});

test('whoever’s case was merged reads the other’s answer in their own, and is led there only if it is public', () => {
  const mergedInto = { id: 'c2', number: '20261120-0001', isPublic: false, reply };
  const own = casePageView(caseView({ status: 'closed', closing: 'merged', mergedInto }), names, now);
  expect(own.reply).toMatchObject({ label: '合并办理的答复', text: '锅炉已检修。' });
  expect(own.mergedInto?.canOpen).toBe(false);
  const open = caseView({ mergedInto: { ...mergedInto, isPublic: true } });
  expect(casePageView(open, names, now).mergedInto?.canOpen).toBe(true);
});

test('a public answer that has not been written yet says so instead of nothing', () => {
  const view = caseView({ viewer: 'public', status: 'replied', reply: { ...reply, text: '' } });
  expect(casePageView(view, names, now).reply?.text).toMatch('公开的内容正在整理');
});

test('each look at a hidden identity is shown with who, when and why', () => {
  const identityViews = [{ at: now, by: '吴雅琴', reason: '需要联系当事人' }];
  expect(casePageView(caseView({ identityViews }), names, now).views.map(({ text }) => text)).toEqual([
    '2026年11月25日 周三 10:00 吴雅琴查看了你的身份，理由：需要联系当事人',
  ]);
});

test.each([
  ['an answer is to be judged', caseView({ actions: ['judge', 'answer', 'withdraw'] }), 'judge'],
  ['it was said to be solved', caseView({ closing: 'asker_solved', actions: ['judge'] }), 'none'],
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

test('a draft with its pictures is known again; one of an older app or with rubbish in it is not', () => {
  const draft = { ...blankDraft(), title: '热水', pictures: ['wxfile://usr/1.jpg'] };
  expect(isCaseDraft(JSON.parse(JSON.stringify(draft)))).toBe(true);
  const { pictures: _pictures, ...older } = draft;
  for (const value of [older, { ...draft, pictures: [1] }, { ...draft, identity: 'x' }, null, '热水'])
    expect(isCaseDraft(value)).toBe(false);
});

test('refused pictures are named by their place and their reason, other fields as they are', () => {
  expect(
    fieldSentences({ 'pictures.1': 'picture_too_large', 'pictures.3': 'picture_type', title: 'text_empty' }),
  ).toMatchObject({
    pictures: '第 2 张超过 10 MB，请去掉或换一张小的；第 4 张不是照片，请去掉或换一张',
    title: '请填写这一项',
  });
});

test.each([
  ...[
    'text_empty',
    'text_too_long',
    'text_control',
    'content_refused',
    'phone_malformed',
    'phone_not_anonymous',
  ],
  ...['picture_type', 'picture_too_large', 'picture_missing', 'picture_foreign', 'picture_twice', 'too_big'],
  ...['receipt_malformed', 'receipt_unknown', 'caller_needed', 'caller_not_anonymous', 'promise_date'],
])('a field refused for %s says what to do about it', (code) => {
  expect(fieldSentenceOf(code)).not.toBe(fieldSentenceOf('of no known kind'));
});

test.each([
  ['in progress', 'in_progress', null, '', { canJoin: true, reply: '正在办理，还没有答复' }],
  ['answered, not yet in public', 'replied', 'solved', '', { reply: '已经答复，公开的内容正在整理' }],
  ['closed', 'closed', 'solved', '已修好', { canJoin: false, reply: '已修好', outcome: '已解决' }],
] as const)('an earlier case that is %s', (_label, status, outcome, text, seen) => {
  const found = {
    id: 'c1',
    number: '20261123-0001',
    title: '热水',
    text: '',
    reply: text,
    outcome,
    status,
    joins: 0,
  };
  expect(similarView({ cases: [found] })).toMatchObject([{ ...seen, hasJoined: false }]);
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
const sent = {
  caseId: 'c1',
  number: '20261123-0042',
  receiptCode: null,
  dueAt: now,
  isHeld: false,
  heldFor: [],
};

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
