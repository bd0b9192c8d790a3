import type { Output } from '../../miniprogram/api/dto';
import {
  arrivalView,
  cameraProblem,
  checkInView,
  credentialNote,
} from '../../miniprogram/packages/dialogue/checkin/view';
import { surveyBlock } from '../../miniprogram/pages/home/own-surveys';
import { needsSurveys, nextAction } from '../../miniprogram/pages/home/view';
import { sessionPageView } from '../../miniprogram/pages/session/view';
import { DAY, HOUR, home, myBooking, now, sessionCard, sessionDetail } from './facts';

type Attended = Output<'survey.mine'>['attended'][number];

const session = sessionDetail();
const doors = session.startsAt - HOUR;

const attended = (part: Partial<Attended> = {}): Attended => ({
  sessionId: session.id,
  number: session.number,
  startsAt: session.startsAt,
  firstAt: session.startsAt - 8 * 60_000,
  method: 'scan',
  hasIssued: true,
  canFetch: false,
  rounds: [],
  ...part,
});

test.each([
  ['a minute before the doors open', session, doors - 60_000, false],
  ['when the doors open', session, doors, true],
  ['while the session goes on', sessionDetail({ status: 'live' }), session.startsAt + HOUR, true],
  ['when the office has closed it', sessionDetail({ status: 'closed' }), session.startsAt + HOUR, false],
  ['before its preview', sessionDetail({ status: 'planned' }), session.startsAt, false],
])('%s, one can scan or not', (_label, shown, at, canScan) => {
  expect(checkInView({ session: shown, booking: null }, null, 'none', at).canScan).toBe(canScan);
});

test('who is in already scans no more and sees since when', () => {
  const view = checkInView(
    { session, booking: null },
    attended({ method: 'desk' }),
    'held',
    session.startsAt,
  );
  expect(view.canScan).toBe(false);
  expect(view.arrival).toMatchObject({ heading: '你已签到', line: '今天 15:52 · 签到台登记' });
});

test('a second scan says when the first was', () => {
  const answer = {
    sessionId: session.id,
    name: '林小满',
    firstAt: session.startsAt - 8 * 60_000,
    isFirst: true,
    method: 'scan' as const,
    wish: 'speak' as const,
    issue: null,
    hasIssued: true,
  };
  expect(arrivalView(answer, null, session.startsAt)).toEqual({
    heading: '签到成功',
    name: '林小满',
    order: '',
    line: '预约发言 · 15:52 扫码签到',
    repeat: '',
  });
  expect(arrivalView({ ...answer, isFirst: false, wish: null }, null, session.startsAt)).toMatchObject({
    line: '直接参加 · 15:52 扫码签到',
    repeat: '你在今天 15:52 已经签到过，不用再签。',
  });
});

test.each([
  ['a speaker with a slot', myBooking({ position: 3 }), '目前排第 3 位发言'],
  ['a speaker whose place nobody has counted', myBooking({ position: null }), ''],
  ['a listener', myBooking({ wish: 'listen', position: null }), ''],
  ['who waits for a slot', myBooking({ status: 'waitlisted', position: 3 }), ''],
  ['a walk-in', null, ''],
] as const)('%s reads the order of speaking, or none', (_, booking, order) => {
  const view = checkInView({ session, booking }, attended(), 'held', session.startsAt);
  expect(view.arrival?.order).toBe(order);
});

test.each([
  ['are on this phone', 'held', true, false, '', true],
  ['went to another phone', 'none', true, false, '', false],
  ['went elsewhere while this phone asked', 'elsewhere', true, true, '', false],
  ['can be fetched after the desk', 'none', false, true, '领取评价凭证', false],
  ['were asked for and never answered', 'asked', true, true, '领取评价凭证', false],
  ['did not pass the check', 'refused', false, true, '再领一次', false],
  ['cannot be made on this device', 'unable', false, true, '', false],
  ['were given to a phone, not to this computer', 'unable', true, false, '', false],
  ['could not be kept, so that none were asked for', 'full', false, true, '领取评价凭证', false],
  ['could not be kept here, and went to another phone', 'full', true, true, '', false],
  ['are no longer given', 'none', false, false, '', false],
] as const)(
  'credentials that %s are told with what can be done',
  (_label, holding, hasIssued, canFetch, action, isGood) => {
    expect(credentialNote(holding, hasIssued, canFetch)).toMatchObject({ action, isGood });
  },
);

const open = (part: Partial<Attended['rounds'][number]> = {}) => ({
  survey: 'session-15.1',
  round: 1,
  state: 'open' as const,
  closesAt: now + DAY,
  questions: 15,
  ...part,
});
const own = (part: Partial<Attended>, casting = {}) => ({
  attended: [attended({ sessionId: 'session-15', number: 15, ...part })],
  held: ['session-15'],
  casting,
});
const IN = { left: 0, counted: 15 };

test('at the door the one button is the camera, whatever was booked', () => {
  expect(nextAction(home(), doors - 1).kind).not.toBe('checkin');
  expect(nextAction(home(), doors)).toMatchObject({ kind: 'checkin', label: '扫码签到' });
  const inside = { attended: [attended()], held: [], casting: {} };
  expect(nextAction(home(), doors, inside)).toMatchObject({ kind: 'checkin', label: '你已签到' });
  expect(sessionPageView({ session, booking: null }, doors).action?.kind).toBe('checkin');
});

test('between two sessions the one button is the rating, then the results', () => {
  const asked = own({ rounds: [open()] });
  expect(nextAction(home({ next: null }), now, asked).kind).toBe('rate');
  const done = own({ rounds: [open()] }, { 'session-15.1': IN });
  expect(nextAction(home({ next: null }), now, done).kind).toBe('remind');
  const last = sessionCard({ id: 'session-15', number: 15, status: 'announced' });
  expect(nextAction(home({ next: null, last }), now, null)).toMatchObject({
    kind: 'results',
    label: '看第 15 期的结果',
  });
});

const again = open({ survey: 'session-15.2', round: 2, questions: 2 });
const sealed = open({ state: 'sealed', closesAt: now - 30 * DAY });
const later = {
  ...own({ rounds: [again, sealed] }, { 'session-16.1': IN, 'session-15.1': IN }),
  held: ['session-16', 'session-15'],
};
const both = {
  ...later,
  attended: [
    attended({ sessionId: 'session-16', number: 16, rounds: [open({ survey: 'session-16.1' })] }),
    ...later.attended,
  ],
};

test.each([
  ['is open and nothing is rated', own({ rounds: [open()] }), '评价第 15 期的 15 个问题'],
  [
    'has ballots on their way',
    own({ rounds: [open()] }, { 'session-15.1': { left: 3, counted: 12 } }),
    '第 15 期评价票正在送出',
  ],
  ['has all ballots in', own({ rounds: [open()] }, { 'session-15.1': IN }), '第 15 期你已评完'],
  ['has just closed', own({ rounds: [open({ closesAt: now })] }), null],
  [
    'is yet to come, after the desk let one in',
    { ...own({ canFetch: true, hasIssued: false }), held: [] },
    '领取第 15 期的评价凭证',
  ],
  ['is sealed', own({ rounds: [sealed] }), null],
  ['has nothing that came due', own({ rounds: [open({ round: 2, questions: 0 })] }), null],
  ['is open, but the credentials are elsewhere', { ...own({ rounds: [open()] }), held: [] }, null],
  ['asks again, when the ballots of round one were not looked up yet', later, '复评第 15 期的 2 个问题'],
  ['asks again beside a new one that is rated', both, '复评第 15 期的 2 个问题'],
])('a survey that %s is told on the home page or not', (_label, surveys, title) => {
  expect(surveyBlock(surveys, now)?.title ?? null).toBe(title);
});

test.each([
  ['previewed', ['话题征集']],
  ['closed', ['参会情况']],
  ['minuted', ['对话纪要', '参会情况']],
  ['announced', ['对话纪要', '满意度结果', '参会情况']],
] as const)('a session that is %s leads to what has come of it', (status, titles) => {
  const { links } = sessionPageView({ session: sessionDetail({ status }), booking: null }, now);
  expect(links.map(({ title }) => title)).toEqual(titles);
});

test('a camera that was closed says nothing, one that is not allowed says what to do', () => {
  expect(cameraProblem({ errMsg: 'scanCode:fail cancel' })).toBe('');
  expect(cameraProblem({ errMsg: 'scanCode:fail auth deny' })).toContain('签到台');
});

test.each([
  [
    'between two sessions, when all is announced',
    home({ last: sessionCard({ status: 'announced' }) }),
    now,
    false,
    false,
  ],
  [
    'when this phone has ballots to look for',
    home({ last: sessionCard({ status: 'announced' }) }),
    now,
    true,
    true,
  ],
  ['from the close of the hall on', home({ last: sessionCard({ status: 'closed' }) }), now, false, true],
  ['while a survey is open', home({ last: sessionCard({ status: 'surveying' }) }), now, false, true],
  ['a minute before the doors open', home(), doors - 60_000, false, false],
  ['at the door', home(), doors, false, true],
  ['for somebody who is not bound', home({ isBound: false }), doors, true, false],
])('%s the home page asks for one’s surveys or does not', (_label, answer, at, hasRounds, asks) => {
  expect(needsSurveys(answer, at, hasRounds)).toBe(asks);
});
