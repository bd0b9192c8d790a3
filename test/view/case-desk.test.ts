import { commandOf } from '../../miniprogram/packages/case/handle/command';
import {
  begunWith,
  blankAction,
  helpersOf,
  isTyped,
  typedOf,
} from '../../miniprogram/packages/case/handle/draft';
import { formOf, missingIn } from '../../miniprogram/packages/case/handle/forms';
import { suggestedViews } from '../../miniprogram/packages/case/handle/suggested';
import { handleView } from '../../miniprogram/packages/case/handle/view';
import { deskRowsView, firstBox, leaderView, numberOf } from '../../miniprogram/packages/case/inbox/view';
import {
  blankCall,
  callInput,
  missingIn as missingInCall,
} from '../../miniprogram/packages/case/operator/form';
import { CASE_ACTIONS, type CaseAction } from '../../miniprogram/shared/case';
import { caseView, names } from './case-facts';
import { now } from './facts';

const target = {
  caseId: 'c1',
  draftId: 'd1',
  orderId: 'o1',
  intoId: 'c2',
  topicId: 't1',
  pictures: ['cloud://x'],
  kept: [] as string[],
};
const form = (action: CaseAction) => {
  const found = formOf(action);
  if (!found) throw new Error(`no form for ${action}`);
  return found;
};

test.each([
  [
    'the office has not accepted it',
    caseView({ viewer: 'office', actions: ['accept', 'decline'] }),
    'accept',
  ],
  [
    'a department works on it',
    caseView({ viewer: 'office', actions: ['assign', 'askMore', 'note'] }),
    undefined,
  ],
  [
    'nobody has it',
    caseView({ viewer: 'office', departmentId: null, actions: ['assign', 'note'] }),
    'assign',
  ],
  ['a leader reads', caseView({ viewer: 'leader', actions: ['supervise'] }), 'supervise'],
  ['a reply waits for the head', caseView({ viewer: 'department', actions: ['reviewReply'] }), 'reviewReply'],
  ['there is nothing to do', caseView({ viewer: 'department' }), undefined],
] as const)('when %s, that is what the desk’s large button does', (_label, view, main) => {
  expect(handleView(view, names, now).main?.key).toBe(main);
});

test('every action but the asker’s own has a form on the desk', () => {
  const own = ['answer', 'judge', 'withdraw', 'allowName', 'hideName', 'join', 'leave', 'follow', 'unfollow'];
  const without = Object.keys(CASE_ACTIONS).filter((action) => formOf(action as CaseAction) === null);
  expect(without).toEqual(own);
});

test.each([
  ['a reply without an outcome', 'draftReply', { text: '已修' }, false, '请填写：办理结果'],
  ['a promise without its day', 'draftReply', { text: '已修', choice: 'promised' }, false, /哪天/],
  ['an order that goes on without what is missing', 'endSupervision', {}, true, /还差什么/],
  ['an order that ends without a word', 'endSupervision', {}, false, ''],
  ['a reply that is sent back without a reason', 'reviewReply', {}, true, /要改哪里/],
  ['a reply that is released without a word', 'reviewReply', {}, false, ''],
  ['a refusal without a reason', 'decline', { text: '  ' }, false, '请填写：理由'],
  ['a supervision without its day', 'supervise', { text: '尽快' }, false, '请填写：哪天前反馈'],
] as const)('%s is told before it is sent', (_label, action, part, isRefusing, words) => {
  const missing = missingIn(form(action), { ...blankAction(), ...part }, isRefusing);
  if (typeof words === 'string') expect(missing).toBe(words);
  else expect(missing).toMatch(words);
});

test('a reply goes out with its pictures and a promise ends with the working day', () => {
  const draft = { ...blankAction(), text: '寒假前装好', choice: 'promised', date: '2026-12-31' };
  expect(commandOf(form('draftReply'), draft, target, false)).toEqual({
    action: 'case.draftReply',
    input: {
      caseId: 'c1',
      text: '寒假前装好',
      outcome: 'promised',
      promisedFor: Date.parse('2026-12-31T17:30:00+08:00'),
      pictures: ['cloud://x'],
    },
  });
});

test('a day that was named for a promise does not go with another outcome', () => {
  const draft = { ...blankAction(), text: '已修', choice: 'solved', date: '2026-12-01' };
  expect(commandOf(form('draftReply'), draft, target, false)?.input).toMatchObject({ promisedFor: null });
});

test('an answer that was sent back goes on from its own words; what is typed is kept, pictures are not', () => {
  const sentBack = {
    text: '已联系供应商。',
    outcome: 'promised' as const,
    promisedFor: Date.parse('2026-12-31T17:30:00+08:00'),
    pictures: [],
    departmentId: 'logistics',
    at: now,
    draftId: 'd',
    authorName: '马建国',
    sentBack: '写清楚谁来赔',
    hasStandIn: false,
  };
  const view = handleView(caseView({ viewer: 'department', draft: sentBack }), names, now);
  expect(view.draft?.title).toBe('退回修改的答复');
  const begun = { ...blankAction(), ...begunWith('draftReply', view.first) };
  expect(begun).toMatchObject({ text: '已联系供应商。', choice: 'promised', date: '2026-12-31' });
  const kept: unknown = JSON.parse(JSON.stringify(typedOf(begun)));
  expect(isTyped(kept)).toBe(true);
  expect(isTyped({ ...typedOf(begun), text: 3 })).toBe(false);
});

test.each([
  ['still to come', now + 3_600_000, 1],
  ['past', now - 1, 0],
])('a last moment to hand back that is %s is told or not', (_label, returnUntil, lines) => {
  const view = handleView(caseView({ viewer: 'department', returnUntil }), names, now);
  expect(view.pending.filter((line) => line.includes('退回'))).toHaveLength(lines);
});

const deskRow = {
  ...caseView({}),
  leadId: 'logistics',
  handlerName: '马建国',
  isHeld: false,
  isProtected: false,
  identity: 'hidden' as const,
  isSupervised: false,
  waitsFor: 'reply' as const,
};

test.each([
  ['its own department', {}, true, '等答复 · 马建国', ''],
  ['the office', {}, false, '后勤保障处 · 等答复', ''],
  ['an answered one', { waitsFor: 'asker', status: 'replied' }, false, '后勤保障处 · 等提出人评价', ''],
  [
    'a supervised emergency',
    { isSupervised: true, urgency: 'emergency' },
    true,
    /./,
    '督办 · 紧急（危及安全）',
  ],
] as const)('a row on the desk of %s says what it waits for', (_label, part, isOwn, holder, marks) => {
  const { rows } = deskRowsView({ cases: [{ ...deskRow, ...part }], next: null }, names, now, isOwn);
  if (typeof holder === 'string') expect(rows[0]?.holder).toBe(holder);
  expect(rows[0]?.source.endsWith(marks)).toBe(true);
});

test('a department begins with what is most pressing', () => {
  const none = { overdue: 0, near: 0, waiting: 0, working: 0, review: 0, replied: 0, helping: 0 };
  expect(firstBox({ counts: none })).toBe('waiting');
  expect(firstBox({ counts: { ...none, working: 3, near: 1 } })).toBe('near');
  expect(firstBox({ counts: { ...none, overdue: 1, waiting: 9 } })).toBe('overdue');
});

test('accepting without a department carries no co-departments', () => {
  const draft = { ...blankAction(), choice: 'ordinary', coIds: ['teaching'] };
  expect(commandOf(form('accept'), draft, target, false)?.input).toMatchObject({ leadId: null, coIds: [] });
  expect(commandOf(form('accept'), { ...draft, choice: 'tomorrow' }, target, false)).toBeNull();
});

test('accepting says what a case is about only where that has changed', () => {
  const inputOf = (topicId: string) =>
    commandOf(form('accept'), { ...blankAction(), choice: 'ordinary', topicId }, target, false)?.input;
  expect(inputOf('t1')).not.toHaveProperty('topicId');
  expect(inputOf('t2')).toMatchObject({ topicId: 't2' });
  expect(inputOf('')).toMatchObject({ topicId: null });
});

test('another category may be said with a topic or without one', () => {
  const draft = { ...blankAction(), category: 'safety', topicId: '' };
  const inputOf = (part: object) => commandOf(form('setTopic'), { ...draft, ...part }, target, false)?.input;
  expect(inputOf({})).toMatchObject({ topicId: null, category: 'safety' });
  expect(inputOf({ topicId: 't3' })).toMatchObject({ topicId: 't3', category: 'safety' });
  expect(inputOf({ category: 'weather' })).toBeUndefined();
});

test('whoever leads does not help', () => {
  const departments = Object.entries(names).map(([key, label]) => ({ key, label }));
  expect(helpersOf(departments, { departmentId: 'logistics', coIds: ['teaching'] })).toEqual([
    { key: 'teaching', label: '教务处', isOn: true },
  ]);
});

test.each([
  ['20261123-0042', '20261123-0042'],
  [' ２０２６１１２３－００４２ ', '20261123-0042'],
  ['20261123—0042', '20261123-0042'],
  ['2026112-0042', null],
  ['热水', null],
])('a number typed as %j is read as %j', (typed, number) => {
  expect(numberOf(typed)).toBe(number);
});

const figures = {
  cases: 10,
  open: 4,
  overdue: 0,
  onTime: { count: 9, of: 10, judgedBy: 'clock' as const },
  response: { count: 9, of: 10, judgedBy: 'clock' as const },
  resolution: { count: null, of: 3, judgedBy: 'asker' as const },
  satisfaction: { count: 0, of: 0, judgedBy: 'asker' as const },
  calledBack: { count: 0, of: 0, judgedBy: 'clock' as const },
  byTelephone: { count: null, of: 0, judgedBy: 'caller' as const },
  rejectedReturns: { count: 0, of: 0, judgedBy: 'office' as const },
  extensions: 0,
  reopenings: 0,
  outcomes: { solved: 0, explained: 0, promised: 0, taken_up: 0, not_accepted: 0 },
};

test('the leader sees figures first, then departments with most overdue first; small numbers are no percentage', () => {
  const of = (id: string, overdue: number) => ({
    departmentId: id,
    name: id,
    figures: { ...figures, overdue },
  });
  const view = leaderView({
    smallestShown: 5,
    before: null,
    cells: [],
    total: { ...figures, overdue: 3 },
    departments: [of('a', 0), of('b', 1), of('c', 2)],
    byCategory: [],
    byTopic: [],
    byChannel: [],
    months: [],
  });
  expect(view.figures[0]).toEqual({ label: '已超期', value: '3', box: 'overdue', isAlarm: true });
  expect(view.figures.map(({ value }) => value).slice(3)).toEqual(['90%', '—', '—']);
  expect(view.exceptions.map(({ text }) => text)).toEqual(['c 2', 'b 1']);
});

test('a call needs a caller unless it is anonymous, and then keeps neither caller nor telephone', () => {
  const call = { ...blankCall(), title: '漏水', text: '很滑', category: 'logistics', phone: '8001' } as const;
  expect(missingInCall(call)).toBe('请查到来电人，不在名册的记下姓名，不愿留名的选“匿名”');
  expect(missingInCall({ ...call, callerName: '高家长' })).toBe('');
  const anonymous = { ...call, identity: 'anonymous', callerId: 'p-he' } as const;
  expect(missingInCall(anonymous)).toBe('');
  expect(callInput(anonymous, 'seed')).toMatchObject({ callerId: null, phone: '', receiptSeed: 'seed' });
});

describe('where earlier cases went', () => {
  const suggestion = { departmentId: 'logistics', urgency: 'utilities', agree: 3, of: 4 } as const;
  const departments = [{ key: 'logistics', label: '后勤保障处' }];

  test('is said with its reason and its hit rate, for one tap', () => {
    expect(suggestedViews({ usual: null, suggestion, tried: 40, hits: 34 }, departments)).toEqual([
      {
        from: '参考以往：',
        departmentId: 'logistics',
        urgency: 'utilities',
        words: '后勤保障处 · 水电暖网故障',
        because: '相似的 4 件已办结诉求中，3 件由其办理。近期 40 件中，参考与实际一致的有 34 件。',
      },
    ]);
  });

  test.each([
    ['nothing is suggested', null, departments],
    ['the department is no longer there', suggestion, []],
  ])('is not said where %s', (_label, given, known) => {
    expect(suggestedViews({ usual: null, suggestion: given, tried: 0, hits: 0 }, known)).toEqual([]);
  });

  test.each([
    ['department and class', 'logistics', 'utilities', '后勤保障处 · 水电暖网故障'],
    ['a department alone', 'logistics', null, '后勤保障处'],
    ['a class alone', null, 'utilities', '水电暖网故障'],
  ] as const)('stands below where the topic usually goes: %s', (_label, departmentId, urgency, words) => {
    const usual = { topic: '宿舍热水', departmentId, urgency };
    const [first, second] = suggestedViews({ usual, suggestion, tried: 0, hits: 0 }, departments);
    expect(first).toEqual({
      from: '主题通常：',
      departmentId: departmentId ?? '',
      urgency: urgency ?? '',
      words,
      because: '“宿舍热水”的通常去向，由管理员设定。',
    });
    expect(second?.from).toBe('参考以往：');
  });
});
