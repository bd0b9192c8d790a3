import type { Casting } from '../../miniprogram/api/ballots';
import type { SurveyItem, SurveyView } from '../../miniprogram/api/dto';
import {
  nextUnrated,
  type OwnPhone,
  rateView,
  reviewView,
  sentView,
} from '../../miniprogram/packages/dialogue/rate/view';
import { receiptView } from '../../miniprogram/packages/dialogue/verify/view';
import { RATINGS } from '../../miniprogram/shared/rating';
import { DAY, now } from './facts';

const item = (slot: number, part: Partial<SurveyItem> = {}): SurveyItem => ({
  survey: 's.1',
  slot,
  walletSessionId: 's',
  kind: 'first',
  questionId: `q${slot}`,
  title: `问题 ${slot}`,
  asked: '考试周能不能开到晚上十一点？',
  answered: '从下周起开到十一点。',
  answeredBy: '徐立峰',
  departmentName: '图书馆',
  coDepartmentNames: ['后勤保障处'],
  category: 'logistics',
  outcome: 'on_spot',
  progress: '',
  caseId: null,
  promisedFor: null,
  ...part,
});

const survey = (part: Partial<SurveyView> = {}): SurveyView => ({
  survey: 's.1',
  sessionId: 's',
  number: 15,
  round: 1,
  state: 'open',
  opensAt: now - DAY,
  closesAt: now + 2 * DAY,
  eligible: 320,
  rollFingerprint: '',
  openingDigest: '',
  keySet: 'ab',
  envelopeKey: '',
  receiptKey: '',
  items: [item(0), item(1), item(4)],
  later: [],
  withoutSlot: 0,
  turnout: 120,
  ballotUrl: 'https://college.example/ballot',
  isSeparateDomain: true,
  countedUrl: 'https://college.example/portal/counted/s.1',
  remarkUrl: '',
  skipsReminder: false,
  ...part,
});
const phone: OwnPhone = {
  holding: 'held',
  isKeySetRight: true,
  sessionId: 's',
  casting: null,
  opening: 'agrees',
};
const view = rateView(survey(), phone, now);

test('an open survey is shown with its cards, its promise and how many take part', () => {
  expect(view).toMatchObject({
    title: '评价第 15 期的 3 个问题',
    closes: '距评价截止 2 天',
    turnout: '已有约 120 人参加',
    weaker: null,
    blocked: null,
  });
  expect(view.cards[0]).toMatchObject({ number: 1, department: '图书馆、后勤保障处', kind: '' });
});

test('without an address of the college’s own the weaker promise is said before anything is rated', () => {
  const weak = rateView(survey({ isSeparateDomain: false, ballotUrl: '' }), phone, now);
  expect(weak.weaker?.title).toBe('目前匿名保护有限');
});

test.each([
  ['there is none yet', null, phone, '还没有开始'],
  ['it is planned', survey({ state: 'scheduled' }), phone, '还没有开始'],
  ['the last minute has passed', survey({ closesAt: now }), phone, '已经截止'],
  ['it is sealed', survey({ state: 'sealed' }), phone, '已经截止'],
  ['it is announced', survey({ state: 'announced' }), phone, '结果已经通报'],
  [
    'the credentials are not on this phone',
    survey(),
    { ...phone, holding: 'none' as const },
    '这部手机上没有评价凭证',
  ],
  ['this device cannot have credentials', survey(), { ...phone, holding: 'unable' as const }, '请用手机评价'],
  [
    'the opening record was not to be had',
    survey(),
    { ...phone, opening: 'unread' as const },
    '先核对，再评价',
  ],
  [
    'the questions are not the public ones',
    survey(),
    { ...phone, opening: 'questions' as const },
    '请暂不评价',
  ],
  [
    'the record is another one than this phone has compared before',
    survey(),
    { ...phone, opening: 'changed' as const },
    '请暂不评价',
  ],
  ['no address is given any more', survey(), { ...phone, opening: 'weaker' as const }, '请暂不评价'],
  ['the keys are not the public ones', survey(), { ...phone, isKeySetRight: false }, '请暂不评价'],
  ['every promise is still to come', survey({ items: [] }), phone, '这次没有要评的'],
])('when %s, the page says so and nothing can be rated', (_label, shown, held, heading) => {
  const blocked = rateView(shown, held, now);
  expect(blocked.blocked?.heading).toBe(heading);
  expect(blocked.cards).toEqual([]);
});

test('the last moment before the close still counts', () => {
  expect(rateView(survey({ closesAt: now + 1 }), phone, now).blocked).toBeNull();
});

test('after a rating the next card without one comes, then what was passed over, then the last page', () => {
  expect(nextUnrated(view.cards, {}, -1)).toBe(0);
  expect(nextUnrated(view.cards, { 0: 'satisfied' }, 0)).toBe(1);
  expect(nextUnrated(view.cards, { 1: 'satisfied', 4: 'satisfied' }, 2)).toBe(0);
  expect(nextUnrated(view.cards, { 0: 'satisfied', 1: 'satisfied', 4: 'satisfied' }, 2)).toBe(-1);
});

test('the last page shows everything; what was left out may stay so', () => {
  expect(reviewView(view.cards, {})).toMatchObject({ canSend: false, button: '还没有评' });
  const some = reviewView(view.cards, { 0: 'cannot_judge', 4: 'very_dissatisfied' });
  expect(some).toMatchObject({
    canSend: true,
    button: '送出 2 张评价票',
    summary: '评了 2 个，还有 1 个没评',
  });
  expect(some.rows.map(({ label }) => label)).toEqual(['不了解', '还没评', '非常不满意']);
});

test('while ballots are on their way the line tells how many, never which or how', () => {
  const sending = sentView({ left: 9, counted: 6, refused: [] });
  expect(sending).toMatchObject({ heading: '还有 9 张正在送出', percent: 40, isDone: false });
  const done = sentView({ left: 0, counted: 15, refused: [] });
  expect(done).toMatchObject({ heading: '15 张评价票都进了票箱', percent: 100, isDone: true });
  for (const label of Object.values(RATINGS)) expect(JSON.stringify([sending, done])).not.toContain(label);
});

test('ballots that came too late are told as such, once', () => {
  const refused: Casting['refused'] = [
    { number: 2, answer: 'survey_closed' },
    { number: 3, answer: 'again' },
    { number: 7, answer: 'survey_closed' },
  ];
  const told = [
    '第 2、7 题：本次调查已经截止，这一票没有计入。截止前送到的票都已计入。',
    '第 3 题：截止前未收到票箱确认。封箱后将自动核对是否计入。',
  ];
  expect(sentView({ left: 0, counted: 1, refused }).refused).toEqual(told);
  const casting = { left: 0, counted: 12, refused };
  const { blocked } = rateView(survey({ state: 'sealed' }), { ...phone, casting }, now);
  for (const words of ['送到 12 张', ...told]) expect(blocked?.text).toContain(words);
});

const inTime = { late: [], lateChanges: [] };
const round = {
  survey: 's.1',
  sessionId: 's',
  number: 15,
  ballotUrl: '',
  countedUrl: '',
  closesAt: now,
  slots: [0, 4],
  receipt: null,
};

test.each([
  ['the box is still open', null, false, '票箱还没有封'],
  ['there is no network', null, true, '现在查不到名单'],
  ['all are in', { cast: 15, counted: 15, ...inTime }, false, '你的 15 张评价票都在票箱里'],
  ['one is missing', { cast: 15, counted: 14, ...inTime }, false, '送出 15 张，名单里找到 14 张'],
  ['one came too late', { cast: 1, counted: 1, late: [4], lateChanges: [] }, false, '1 张计入了，1 张来晚了'],
  ['none was ever sent', { cast: 0, counted: 0, ...inTime }, false, '没有评价记录'],
])('when %s, the receipt says it', (_label, receipt, isCut, heading) => {
  expect(receiptView({ ...round, receipt }, null, isCut).heading).toBe(heading);
});

test('which ballots came too late is said by the number of the question, and never how', () => {
  const late = receiptView(
    { ...round, receipt: { cast: 1, counted: 1, late: [4], lateChanges: [] } },
    null,
    false,
  );
  expect(late.text).toContain('第 2 题的票截止前没有送到，没有计入。');
  const changed = { cast: 2, counted: 2, late: [], lateChanges: [0] };
  expect(receiptView({ ...round, receipt: changed }, null, false).text).toContain(
    '第 1 题最后一次改动可能来晚了',
  );
});

test('keys that differ from the public ones are said plainly', () => {
  expect(receiptView(round, true, false).keys).toContain('一致，');
  expect(receiptView(round, false, false).keys).toContain('不一致');
  expect(receiptView(round, null, false).keys).toBe('');
});
