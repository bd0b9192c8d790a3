import {
  byCategory,
  byChannel,
  byMonth,
  byTopic,
  type Counted,
  figuresForStaff,
  figuresOf,
  grouped,
  leadOf,
} from '../../../cloudfunctions/core/report/dashboard';

const NOW = Date.UTC(2026, 10, 23, 2);
const HOUR = 3_600_000;
const K = 5;

const open: Counted = {
  leadId: 'logistics',
  channel: 'box',
  category: 'logistics',
  submittedAt: NOW - 24 * HOUR,
  isOpen: true,
  isDue: true,
  dueAt: NOW + HOUR,
  firstReplyAt: null,
  wasOnTime: null,
  verdict: null,
  satisfaction: null,
  returns: [],
  extensions: 0,
  reopenings: 0,
  closing: null,
  identity: 'named',
  callBacks: [],
  reply: null,
};
const answered = (changed: Partial<Counted> = {}): Counted => ({
  ...open,
  isOpen: false,
  isDue: false,
  firstReplyAt: NOW - HOUR,
  wasOnTime: true,
  closing: 'asker_silent',
  reply: { outcome: 'solved' },
  ...changed,
});
const sentBack = (changed: Partial<Counted> = {}): Counted =>
  answered({
    isOpen: true,
    isDue: true,
    dueAt: NOW - 1,
    closing: null,
    verdict: 'not_solved',
    reopenings: 1,
    ...changed,
  });
const returned = (decision: 'waiting' | 'upheld' | 'rejected'): Counted['returns'][number] => ({
  departmentId: 'logistics',
  ground: 'not_ours',
  text: '',
  at: NOW,
  decision,
});
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

describe('what is counted', () => {
  test('nothing gives noughts, and rates of nothing', () => {
    expect(figuresOf([], NOW, K)).toMatchObject({
      cases: 0,
      open: 0,
      overdue: 0,
      onTime: { count: 0, of: 0 },
      response: { count: 0, of: 0 },
      resolution: { count: null, of: 0 },
      satisfaction: { count: null, of: 0 },
      rejectedReturns: { count: 0, of: 0 },
    });
  });

  test.each(['withdrawn', 'merged'] as const)(
    'a %s case asks nothing of a department and is in no figure',
    (closing) => {
      const gone = { ...open, isOpen: false, isDue: false, closing, extensions: 3 };
      expect(figuresOf([gone], NOW, 0)).toEqual(figuresOf([], NOW, 0));
      expect(byCategory([gone])).toEqual([]);
      expect(byChannel([gone], K)).toEqual([]);
      expect(byMonth([gone], NOW, K)).toEqual([]);
    },
  );

  test.each(['withdrawn', 'merged'] as const)(
    'one that was %s after it was sent back is counted on in public, where it would be missed, and by no staff',
    (closing) => {
      const gone = answered({ closing, reopenings: 1 });
      expect(figuresOf([gone], NOW, K)).toEqual(figuresOf([answered()], NOW, K));
      expect(figuresForStaff([gone], NOW, K)).toEqual(figuresForStaff([], NOW, K));
    },
  );

  test.each([
    ['a moment before its deadline', NOW + 1, 0],
    ['at its deadline', NOW, 0],
    ['a moment after', NOW - 1, 1],
  ])('an open case %s: overdue %#', (_when, dueAt, overdue) => {
    const figures = figuresOf([{ ...open, dueAt }], NOW, K);
    expect(figures.overdue).toBe(overdue);
    // Late without an answer is late already: it is in the denominator of on time.
    expect(figures.onTime).toEqual({ count: 0, of: overdue, judgedBy: 'clock' });
  });

  test('a case whose clock does not run is not overdue', () => {
    expect(figuresOf([{ ...open, isDue: false, dueAt: NOW - 1 }], NOW, K)).toMatchObject({
      overdue: 0,
      onTime: { of: 0 },
    });
  });

  test('one that was answered once and is late again counts once for on time', () => {
    const again = sentBack({ wasOnTime: false });
    expect(figuresForStaff([again], NOW, K)).toMatchObject({ overdue: 1, onTime: { count: 0, of: 1 } });
  });

  test.each([
    [K - 1, 0],
    [K, 1],
  ])(
    'of %i who judged in a month, a department and a channel, %i sent back are open to everybody',
    (judged, shown) => {
      const cases = [sentBack(), ...times(judged - 1, answered({ verdict: 'solved' }))];
      expect(figuresOf(cases, NOW, K)).toMatchObject({ open: shown, overdue: shown, reopenings: shown });
      expect(figuresForStaff(cases, NOW, K)).toMatchObject({ open: 1, overdue: 1 });
    },
  );

  test('what was sent back counts as it stood when it was answered', () => {
    const first = {
      outcome: 'solved' as const,
      promisedFor: null,
      departmentId: 'logistics',
      at: NOW - HOUR,
      leadId: 'logistics',
      coIds: [],
      urgency: 'ordinary' as const,
      extensions: 1,
      returns: 1,
      commitment: null,
    };
    const before = answered({ extensions: 1, returns: [returned('rejected')] });
    const again = sentBack({
      asAnswered: first,
      leadId: 'network',
      extensions: 2,
      returns: [returned('rejected'), returned('upheld')],
      reply: { outcome: 'explained' },
      reopenings: 1,
    });
    expect(figuresOf([again], NOW, K)).toEqual(figuresOf([before], NOW, K));
    expect(byMonth([again], NOW, K)).toEqual(byMonth([before], NOW, K));
    expect(leadOf(again)).toBe('logistics');
  });

  test('response and on time are judged by the clock', () => {
    const figures = figuresOf([open, answered(), answered({ wasOnTime: false })], NOW, K);
    expect(figures).toMatchObject({ cases: 3, open: 1 });
    expect(figures.response).toEqual({ count: 2, of: 3, judgedBy: 'clock' });
    expect(figures.onTime).toEqual({ count: 1, of: 2, judgedBy: 'clock' });
  });

  test.each([
    ['one fewer than the least shown', K - 1, null],
    ['the least shown', K, K],
  ])('what askers judged is shown from %s: %#', (_label, judged, count) => {
    const cases = times(judged, answered({ verdict: 'solved', satisfaction: 'satisfied' }));
    expect(figuresOf(cases, NOW, K)).toMatchObject({
      resolution: { count, of: judged, judgedBy: 'asker' },
      satisfaction: { count, of: judged, judgedBy: 'asker' },
    });
  });

  test('solved is what the asker says, of those who said anything', () => {
    const cases = [
      ...times(3, answered({ verdict: 'solved' })),
      ...times(2, answered({ verdict: 'not_solved' })),
      ...times(4, answered()),
    ];
    expect(figuresOf(cases, NOW, K).resolution).toEqual({ count: 3, of: 5, judgedBy: 'asker' });
  });

  test('the lower two levels are dissatisfied', () => {
    const levels = [
      'very_satisfied',
      'satisfied',
      'fairly_satisfied',
      'dissatisfied',
      'very_dissatisfied',
    ] as const;
    const cases = levels.map((satisfaction) => answered({ satisfaction }));
    expect(figuresOf(cases, NOW, K).satisfaction).toEqual({ count: 3, of: 5, judgedBy: 'asker' });
  });

  test('returns are judged by the office; one that waits is not judged yet', () => {
    const cases = [
      {
        ...open,
        returns: [returned('waiting'), returned('upheld'), returned('rejected'), returned('rejected')],
      },
    ];
    expect(figuresOf(cases, NOW, K).rejectedReturns).toEqual({ count: 2, of: 3, judgedBy: 'office' });
  });

  test('extensions and reopenings are sums', () => {
    const cases = [answered({ extensions: 2, reopenings: 1 }), answered({ extensions: 1, reopenings: 3 })];
    expect(figuresOf(cases, NOW, K)).toMatchObject({ extensions: 3, reopenings: 0 });
    expect(figuresOf(cases, NOW, 2)).toMatchObject({ extensions: 3, reopenings: 4 });
  });

  test('outcomes are counted one by one', () => {
    const of = (outcome: NonNullable<Counted['reply']>['outcome']) => answered({ reply: { outcome } });
    const cases = [
      of('solved'),
      of('solved'),
      of('explained'),
      of('promised'),
      of('taken_up'),
      of('not_accepted'),
      open,
    ];
    expect(figuresOf(cases, NOW, K).outcomes).toEqual({
      solved: 2,
      explained: 1,
      promised: 1,
      taken_up: 1,
      not_accepted: 1,
    });
  });
});

describe('groups', () => {
  test('hold what has a key, in the order met', () => {
    const groups = grouped(
      [open, { ...open, leadId: null }, { ...open, leadId: 'teaching' }, open],
      ({ leadId }) => leadId,
    );
    expect(Array.from(groups, ([key, cases]) => [key, cases.length])).toEqual([
      ['logistics', 2],
      ['teaching', 1],
    ]);
  });

  test('categories stand with most first', () => {
    const teaching = { ...open, category: 'teaching' as const };
    expect(byCategory([open, teaching, teaching])).toEqual([
      { category: 'teaching', cases: 2 },
      { category: 'logistics', cases: 1 },
    ]);
  });

  test('topics stand by the name they have now, most first, without what is counted nowhere', () => {
    const about = (id: string, changed: Partial<Counted> = {}) => ({
      ...open,
      topic: { id, name: `旧名 ${id}` },
      ...changed,
    });
    const cases = [open, about('t2'), about('t1'), about('t1'), about('t1', { closing: 'withdrawn' })];
    expect(byTopic(cases, new Map([['t1', '宿舍热水']]))).toEqual([
      { category: 'logistics', topicId: 't1', name: '宿舍热水', cases: 2 },
      { category: 'logistics', topicId: 't2', name: '旧名 t2', cases: 1 },
    ]);
  });

  test('channels tell how many their askers call solved', () => {
    const cases = [
      answered({ verdict: 'solved' }),
      answered({ verdict: 'not_solved' }),
      answered({ channel: 'hotline' }),
    ];
    expect(byChannel(cases, 2)).toEqual([
      { channel: 'box', cases: 2, solved: 1 },
      { channel: 'hotline', cases: 1, solved: null },
    ]);
  });

  test('months are those of asking, in order, with what was late', () => {
    const october = Date.UTC(2026, 9, 31, 15, 59);
    const cases = [
      answered({ submittedAt: october + 60_000, verdict: 'solved' }),
      answered({ submittedAt: october, wasOnTime: false }),
      { ...open, submittedAt: october, dueAt: NOW - 1 },
      { ...open, submittedAt: october, dueAt: NOW },
      { ...open, submittedAt: october, isDue: false, dueAt: NOW - 1 },
    ];
    expect(byMonth(cases, NOW, 1)).toEqual([
      { month: '2026-10', cases: 4, replied: 1, solved: null, overdue: 2 },
      { month: '2026-11', cases: 1, replied: 1, solved: 1, overdue: 0 },
    ]);
  });
});

test('by month, what is due counts as late from the moment after its deadline', () => {
  const due = (dueAt: number) => byMonth([{ ...open, dueAt }], NOW, K).map(({ overdue }) => overdue);
  expect([due(NOW - 1), due(NOW), due(NOW + 1)]).toEqual([[1], [0], [0]]);
});

test('months stand in order, however the cases come', () => {
  const asked = (month: number) => ({ ...open, submittedAt: Date.UTC(2026, month, 10) });
  const months = (...order: number[]) => byMonth(order.map(asked), NOW, K).map(({ month }) => month);
  expect(months(10, 8, 9)).toEqual(['2026-09', '2026-10', '2026-11']);
  expect(months(8, 9, 10)).toEqual(['2026-09', '2026-10', '2026-11']);
});

describe('回访', () => {
  const call = (isSolved: boolean | null) => ({ at: NOW, by: '唐', isSolved, satisfaction: null });
  const called = (...heard: (boolean | null)[]): Counted =>
    answered({ channel: 'hotline', callBacks: heard.map(call) });

  test('counts who was reached of those who can be rung up, and nobody else', () => {
    const cases = [
      called(true),
      called(null),
      called(),
      answered({ channel: 'hotline', identity: 'anonymous' }),
      answered({ channel: 'hotline', verdict: 'solved' }),
      answered({ channel: 'box' }),
      { ...open, channel: 'hotline' as const },
    ];
    expect(figuresForStaff(cases, NOW, K).calledBack).toEqual({ count: 1, of: 3, judgedBy: 'clock' });
    // How many are left to be called says how many have judged.
    expect(figuresOf(cases, NOW, K).calledBack).toEqual({ count: null, of: 5, judgedBy: 'clock' });
  });

  test('what callers said last stands apart from the verdict of askers, from so many on', () => {
    const heard = [...times(3, called(true)), called(false, null), called(false, true)];
    const { byTelephone, resolution } = figuresOf(heard, NOW, K);
    expect(byTelephone).toEqual({ count: 4, of: 5, judgedBy: 'caller' });
    expect(resolution).toEqual({ count: null, of: 5, judgedBy: 'asker' });
    expect(figuresOf(heard.slice(1), NOW, K).byTelephone).toEqual({ count: null, of: 4, judgedBy: 'caller' });
  });
});
