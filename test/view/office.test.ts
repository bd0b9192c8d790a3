import { articleView } from '../../miniprogram/packages/office/article/view';
import { bookingRow } from '../../miniprogram/packages/office/bookings/view';
import { deliveriesView } from '../../miniprogram/packages/office/deliveries/view';
import { deskView, stepsOf } from '../../miniprogram/packages/office/desk/view';
import {
  attendeeLines,
  attendeesFrom,
  blankPlan,
  isPlan,
  untitled,
  withNumber,
} from '../../miniprogram/packages/office/plan/plan-form';
import { planView, previewOf } from '../../miniprogram/packages/office/plan/view';
import { sessionView } from '../../miniprogram/view/session';
import { DAY, HOUR, now, sessionCard, sessionDetail } from './facts';

const deskSession = (part = {}) => ({
  ...sessionCard(),
  previewDueAt: now + DAY,
  hasArticle: false,
  minutesDueAt: null,
  isMinutesLate: false,
  figures: null,
  confirmed: 4,
  waiting: 1,
  ...part,
});

test.each([
  ['before it is due', now + HOUR, 'now', 0],
  ['at the very instant', now, 'now', 0],
  ['after it was due', now - 1, 'late', 1],
])('a preview %s stands on the desk as such, what is late on top', (_label, previewDueAt, state, alarms) => {
  const view = deskView(
    {
      sessions: [deskSession({ status: 'planned', previewDueAt })],
      failedDeliveries: 0,
      openings: [],
      notOpened: [],
      cards: [],
    },
    now,
  );
  expect(view.sessions[0]?.steps.find(({ key }) => key === 'preview')?.state).toBe(state);
  expect(view.alarms).toHaveLength(alarms);
});

test.each([
  ['on the last moment', now, false, 'now', 0],
  ['a moment later', now - 1, false, 'late', 1],
] as const)('minutes that are not out %s stand on the desk as such', (_label, due, isLate, state, alarms) => {
  const session = deskSession({ status: 'closed', minutesDueAt: due, isMinutesLate: isLate });
  const view = deskView(
    { sessions: [session], failedDeliveries: 0, openings: [], notOpened: [], cards: [] },
    now,
  );
  expect(view.sessions[0]?.steps.find(({ key }) => key === 'minutes')?.state).toBe(state);
  expect(view.alarms).toHaveLength(alarms);
});

test.each([
  ['while they are rated, with a next session', 'surveying', 9 * DAY, /^应在 .+ 前通报，/],
  ['before, whatever comes next', 'minuted', 9 * DAY, /^下一期开始之前$/],
  ['with no next session', 'surveying', null, /^下一期开始之前$/],
  ['once they are out', 'announced', 9 * DAY, /^已通报$/],
] as const)('when results are due %s', (_label, status, next, words) => {
  const steps = stepsOf(deskSession({ status }), now, false, next === null ? null : now + next);
  expect(steps.find(({ key }) => key === 'results')?.when).toMatch(words);
});

test('the next session of the desk’s list says when results are due, one that was called off does not', () => {
  const held = deskSession({ status: 'surveying', startsAt: now - 20 * DAY });
  const off = deskSession({ id: 'session-17', status: 'cancelled', startsAt: now + 2 * DAY });
  const next = deskSession({ id: 'session-18', status: 'planned', startsAt: now + 30 * DAY });
  const whenOf = (sessions: (typeof held)[]) =>
    deskView(
      { sessions, failedDeliveries: 0, openings: [], notOpened: [], cards: [] },
      now,
    ).sessions[0]?.steps.find(({ key }) => key === 'results')?.when;
  expect(whenOf([held, off])).toBe('下一期开始之前');
  expect(whenOf([held, off, next])).toContain('前通报');
});

test.each([
  ['planned', 'next', 'next'],
  ['previewed', 'next', 'next'],
  ['live', 'now', 'next'],
  ['closed', 'done', 'now'],
  ['minuted', 'done', 'done'],
  ['surveying', 'done', 'done'],
] as const)('of a session that is %s the hall is %s and the minutes are %s', (status, hall, minutes) => {
  const steps = stepsOf(deskSession({ status }), now);
  const stateOf = (key: string) => steps.find((step) => step.key === key)?.state;
  expect([stateOf('hall'), stateOf('minutes')]).toEqual([hall, minutes]);
});

test.each([
  ['a moment before the doors open', 'previewed', HOUR + 1, '', 'next'],
  ['with the doors open', 'previewed', HOUR, '/packages/hall/room/room?id=session-16', 'now'],
  ['while it is on', 'live', 0, '/packages/hall/room/room?id=session-16', 'now'],
  ['when it is over', 'closed', -HOUR, '', 'done'],
] as const)('%s the first button leads to the hall or not', (_label, status, startsIn, hallUrl, checkin) => {
  const session = deskSession({ status, startsAt: now + startsIn });
  const view = deskView(
    { sessions: [session], failedDeliveries: 0, openings: [], notOpened: [], cards: [] },
    now,
  );
  expect(view.hallUrl).toBe(hallUrl);
  expect(view.sessions[0]?.steps.find(({ key }) => key === 'checkin')?.state).toBe(checkin);
  expect(
    deskView({ sessions: [session], failedDeliveries: 0, openings: [], notOpened: [], cards: [] }, now, true)
      .hallUrl,
  ).toBe('');
});

test('a leader reads the way of a session and is led to nothing that edits', () => {
  const view = deskView(
    {
      sessions: [deskSession({ status: 'planned' })],
      failedDeliveries: 2,
      openings: [],
      notOpened: [],
      cards: [],
    },
    now,
    true,
  );
  const urls = view.sessions.flatMap(({ steps }) => steps.map(({ url }) => url)).filter(Boolean);
  expect(urls.every((url) => !/plan|article/.test(url))).toBe(true);
  expect(view.alarms).toEqual([]);
  const live = stepsOf(deskSession({ status: 'live' }), now, true);
  const urlOf = (key: string) => live.find((step) => step.key === key)?.url;
  // The room shows a leader no button; who came by name is the office's alone.
  expect([urlOf('checkin'), urlOf('hall'), urlOf('minutes')]).toEqual([
    '/packages/dialogue/attendees/attendees?id=session-16',
    '/packages/hall/room/room?id=session-16',
    '',
  ]);
});

test('sessions that are over take one line each, below, with what they came to', () => {
  const figures = { attended: 120, questions: 15, solvedOnSpot: 9 };
  const sessions = [deskSession(), deskSession({ id: 'session-15', status: 'announced', figures })];
  const view = deskView({ sessions, failedDeliveries: 0, openings: [], notOpened: [], cards: [] }, now);
  expect(view.sessions.map(({ id }) => id)).toEqual(['session-16']);
  expect(view.past.map(({ id }) => id)).toEqual(['session-15']);
  expect(view.past[0]?.when).toMatch(/ · 120 人参会，15 个问题，9 个现场解决$/);
});

test('a survey that is due and does not open is an alarm with its reason', () => {
  const desk = { sessions: [], failedDeliveries: 0, openings: [], cards: [] };
  const notOpened = [{ sessionId: 'session-16', number: 16, reason: 'closing_keys_missing' as const }];
  const [alarm] = deskView({ ...desk, notOpened }, now).alarms;
  expect(alarm?.text).toContain('第 16 期满意度调查没有按时开放：三位观察员');
  expect(alarm?.url).toContain('/survey?id=session-16');
  expect(deskView({ ...desk, notOpened }, now, true).alarms[0]?.url).toBe('');
});

test('failed reminders are an alarm that opens their list', () => {
  const view = deskView({ sessions: [], failedDeliveries: 3, openings: [], notOpened: [], cards: [] }, now);
  expect(view.alarms).toEqual([
    { text: '3 条微信提醒没有发出去', url: '/packages/office/deliveries/deliveries' },
  ]);
});

test.each([
  [0, '第 15 期评价等待观察员开封：还没有观察员确认计数'],
  [2, '第 15 期评价等待观察员开封：2 位观察员已确认计数，还没有两位一致'],
])('ratings that wait for observers are an alarm, with %d who have said what came out', (confirmed, text) => {
  const desk = {
    sessions: [],
    failedDeliveries: 0,
    openings: [{ sessionId: 'session-15', number: 15, confirmed }],
    notOpened: [],
    cards: [],
  };
  expect(deskView(desk, now).alarms).toEqual([{ text, url: '/packages/survey/survey/survey?id=session-15' }]);
  expect(deskView(desk, now, true).alarms).toEqual([{ text, url: '' }]);
});

test('people are pasted one a line and read back the same', () => {
  const people = attendeesFrom('徐立峰 后勤保障处处长\n\n 钱志远\t教务处 处长 \n');
  expect(people).toEqual([
    { name: '徐立峰', title: '后勤保障处处长' },
    { name: '钱志远', title: '教务处 处长' },
  ]);
  expect(attendeesFrom(attendeeLines(people))).toEqual(people);
  expect(untitled(attendeesFrom('徐立峰'))).toEqual(['徐立峰']);
});

test.each([
  ['more for students', 'student', 15, { student: 15, staff: 5 }],
  ['more for staff', 'staff', 12, { student: 8, staff: 12 }],
  ['more than there are', 'student', 30, { student: 20, staff: 0 }],
])('%s still adds up to the speaking slots', (_label, field, value, quota) => {
  const plan = { ...blankPlan(), quota: { student: 10, staff: 10 } };
  expect(withNumber(plan, field, value).quota).toEqual(quota);
});

test('fewer slots keep the quotas adding up', () => {
  const plan = withNumber({ ...blankPlan(), quota: { student: 15, staff: 5 } }, 'speakingSlots', 10);
  expect(plan.quota).toEqual({ student: 10, staff: 0 });
});

test('a kept plan is recognised, a broken one is not', () => {
  expect(isPlan(blankPlan())).toBe(true);
  expect(isPlan({ ...blankPlan(), attendees: [{}] })).toBe(false);
  expect(isPlan('')).toBe(false);
});

test('what the office previews is what everybody will see', () => {
  const session = sessionDetail();
  expect(previewOf({ session, proposal: null }, session.plan, now)).toEqual(sessionView(session, now));
});

test('a proposed date says which days were skipped and why', () => {
  const proposal = {
    number: 17,
    startsAt: now + 40 * DAY,
    isDateGuessed: true,
    previewDueAt: now + 33 * DAY,
    skipped: [{ date: '2027-01-07', reason: '元旦假期' }],
    plan: blankPlan(),
    term: [],
  };
  const { remarks } = planView({ session: null, proposal }, now);
  expect(remarks.slice(0, 2)).toEqual(['1月7日 元旦假期，顺延', '放假通知未出，日期可能调整']);
  expect(previewOf({ session: null, proposal }, proposal.plan, now).remarks).toEqual([
    '放假通知未出，日期可能调整',
  ]);
});

test('a planned day in a year without a notice is marked on the plan and in its preview', () => {
  const session = sessionDetail({ status: 'planned', isDateGuessed: true });
  expect(planView({ session, proposal: null }, now).remarks).toContain('放假通知未出，日期可能调整');
  expect(sessionView(session, now).remarks).toContain('放假通知未出，日期可能调整');
});

test.each([
  ['an account without the right', null, { hasAccount: false, articles: [] }],
  [
    'an account that answers',
    {
      rule: '标题含期号',
      articles: [{ url: 'u', title: '预告', publishedAt: now, isMatch: true }],
      hasAccount: true,
      charactersMax: 20_000,
      drafts: [],
    },
    { hasAccount: true, rule: '标题含期号' },
  ],
])('%s is shown as what it is', (_label, candidates, expected) => {
  expect(articleView({ session: sessionDetail(), candidates })).toMatchObject(expected);
});

describe('what can be pushed to the official account is told before it is', () => {
  type Candidates = NonNullable<Parameters<typeof articleView>[0]['candidates']>;
  const drafts = (part: Partial<Candidates['drafts'][number]>, hasAccount = true) =>
    articleView({
      session: sessionDetail(),
      candidates: {
        rule: '',
        articles: [],
        hasAccount,
        charactersMax: 20_000,
        drafts: [{ what: 'minutes', isReady: true, characters: 19_990, left: 0, ...part }],
      },
    }).drafts;

  test.each([
    ['one that fits', {}, true, '19,990 字符，公众号单篇限 20,000 字符', true],
    ['one that does not', { left: 2 }, true, '公众号单篇限 20,000 字符，末尾 2 项放不下，将略去', true],
    ['minutes that are not out', { isReady: false }, true, '纪要还没有发布', false],
    ['a college without an account', {}, false, '学校没有设置公众号，不能推送', false],
  ])('%s', (_what, part, hasAccount, words, isReady) => {
    expect(drafts(part, hasAccount)).toMatchObject([{ label: '纪要', words, isReady }]);
  });
});

const row = (part = {}) => ({
  personId: 'p-lin',
  name: '林小满',
  unit: '信息工程系',
  kind: 'student',
  wish: 'speak' as const,
  status: 'confirmed' as const,
  position: null,
  offerExpiresAt: null,
  category: 'logistics',
  departmentId: null,
  title: '宿舍热水',
  detail: '',
  phone: '',
  isUnnamed: true,
  hasNoShowHold: true,
  bookedAt: now - HOUR,
  ...part,
});

test('the list tells the office what it must mind, and an absence only of speakers with a slot', () => {
  expect(bookingRow(row(), now).facts).toEqual([
    '今天 09:00 登记',
    '现场不公开姓名',
    '上期未到场，暂排在后面',
  ]);
  expect(bookingRow(row(), now).canMarkAbsent).toBe(true);
  expect(bookingRow(row({ wish: 'listen' }), now).canMarkAbsent).toBe(false);
  expect(bookingRow(row({ status: 'waitlisted', position: 2 }), now).status).toBe('候补第 2 位');
});

test('what WeChat does not let the college do stands on the desk of the office, and above the deliveries with what to do', () => {
  const trouble = { id: 'messages', what: '微信提醒暂停发送', todo: '请……', since: now - HOUR, at: now };
  const totals = { sent: 0, waiting: 3, failed: 0, unwanted: 2 };
  const view = deliveriesView({ deliveries: [], next: null, totals }, now, {
    troubles: [trouble],
    lacking: [{ id: 'domain', what: '未设置学校域名', todo: '请系统管理员……' }],
    withoutTemplate: ['results', 'minutes'],
  });
  expect(view.lacking).toEqual([{ id: 'domain', what: '未设置学校域名', todo: '请系统管理员……' }]);
  expect(view.withoutTemplate).toBe('结果通报、对话纪要发布');
  expect(view.troubles).toMatchObject([{ what: trouble.what, todo: trouble.todo }]);
  expect(view.choices.map(({ label }) => label)).toContain('未订阅 2');
  const { alarms } = deskView(
    { sessions: [], failedDeliveries: 0, openings: [], notOpened: [], cards: [] },
    now,
    false,
    [trouble],
  );
  expect(alarms).toEqual([{ text: trouble.what, url: '/packages/office/deliveries/deliveries' }]);
});

test('only a failed reminder can be sent again', () => {
  const delivery = { id: 'd', kind: 'preview' as const, title: '预告', reason: '', tries: 1, at: now };
  const totals = { sent: 1, waiting: 0, failed: 1, unwanted: 0 };
  const deliveries = [
    { ...delivery, state: 'failed' },
    { ...delivery, state: 'sent' },
  ];
  const view = deliveriesView({ deliveries, next: null, totals }, now);
  expect(view.rows.map(({ canRetry }) => canRetry)).toEqual([true, false]);
});
