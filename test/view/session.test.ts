import { homeView, nextAction } from '../../miniprogram/pages/home/view';
import { publicView } from '../../miniprogram/pages/public/view';
import { sessionPageView } from '../../miniprogram/pages/session/view';
import { placesWords, sessionHead, skippedWords } from '../../miniprogram/view/session';
import { HOUR, home, myBooking, now, sessionCard, sessionDetail } from './facts';

test.each([
  ['nothing is booked', home(), 'book', '我要预约'],
  [
    'the slots are gone',
    home({
      next: { ...sessionCard(), attendeeCount: 12, speakingLeft: 0, waiting: 2, bookingUntil: now + HOUR },
    }),
    'book',
    '去候补',
  ],
  ['a slot is held', home({ booking: myBooking() }), 'booking', '查看我的预约'],
  [
    'one waits',
    home({ booking: myBooking({ status: 'waitlisted', position: 3 }) }),
    'booking',
    '查看我的预约',
  ],
  [
    'a slot is offered',
    home({ booking: myBooking({ status: 'offered', offerExpiresAt: now + HOUR }) }),
    'bookings',
    '去确认名额',
  ],
  ['one has cancelled', home({ booking: myBooking({ status: 'cancelled' }) }), 'book', '我要预约'],
  ['no session is planned', home({ next: null }), 'remind', '预告发布时提醒我'],
])('when %s, the one button of the home page follows', (_label, answer, kind, label) => {
  expect(nextAction(answer, now)).toMatchObject({ kind, label });
});

test('at the cut-off the button stops offering a booking and says that one may come all the same', () => {
  const { next } = home();
  if (!next) throw new Error('the example has a next session');
  expect(nextAction(home(), next.bookingUntil - 1).kind).toBe('book');
  expect(nextAction(home(), next.bookingUntil)).toMatchObject({
    kind: 'session',
    hint: expect.stringContaining('直接到现场'),
  });
});

test('the bell says its count to a screen reader', () => {
  expect(homeView(home({ unread: 2 }), now).bellLabel).toBe('消息，2 条未读');
});

test('a date off the rule and a late preview are said wherever the session is shown', () => {
  const remarks = sessionHead(sessionCard({ dateReason: '国庆假期', isPreviewLate: true }), now).remarks;
  expect(remarks).toHaveLength(2);
});

test.each([
  ['places are left', { speakingLeft: 6 }, '发言名额剩 6 个 · 距预约截止 2 天'],
  ['none is left', { speakingLeft: 0 }, '发言名额已约满，候补 0 人 · 距预约截止 2 天'],
  ['others wait already', { speakingLeft: 0, waiting: 4 }, '发言名额已约满，候补 4 人 · 距预约截止 2 天'],
])('when %s, the line under the button says so', (_label, places, words) => {
  expect(placesWords({ ...places, bookingUntil: now + 48 * HOUR }, now)).toBe(words);
});

test.each([
  ['is planned only', sessionDetail({ status: 'planned' }), null],
  ['takes bookings', sessionDetail(), 'book'],
  ['is past the cut-off', sessionDetail({ bookingUntil: now }), null],
  ['is over', sessionDetail({ status: 'announced' }), null],
])('a session that %s offers one action or none', (_label, session, kind) => {
  expect(sessionPageView({ session, booking: null }, now).action?.kind ?? null).toBe(kind);
});

test('sessions still to come stand apart from the past, and plans are nobody’s business yet', () => {
  const sessions = [
    sessionCard({ id: 'a', status: 'planned' }),
    sessionCard({ id: 'b' }),
    sessionCard({ id: 'c', status: 'announced' }),
  ];
  const view = publicView({ sessions, next: null }, now);
  expect(view.coming.map(({ id }) => id)).toEqual(['b']);
  expect(view.past.map(({ id }) => id)).toEqual(['c']);
});

test.each([
  ['before the announcement', null, ''],
  ['without a card', { yellow: 0, red: 0 }, '没有亮牌'],
  ['with one colour', { yellow: 2, red: 0 }, '黄牌 2 张'],
  ['with both, the worse one first', { yellow: 2, red: 1 }, '红牌 1 张，黄牌 2 张'],
])('home tells the cards of the last session %s', (_label, lastCards, words) => {
  const last = sessionCard({ status: 'announced' });
  expect(homeView(home({ last, lastCards }), now).last?.cards).toBe(words);
});

test.each([
  [0, ''],
  [3, '3 项承诺 7 天内到期'],
])('home tells of %d commitments that fall due', (commitmentsDue, words) => {
  expect(homeView(home({ commitmentsDue }), now).commitments).toBe(words);
});

test('days that the rule passes over are a line for each reason', () => {
  const day = (date: string, reason: string) => ({ date, reason });
  expect(skippedWords([])).toEqual([]);
  expect(skippedWords([day('2026-10-01', '国庆节')])).toEqual(['10月1日 国庆节，顺延']);
  expect(
    skippedWords([day('2027-02-04', '寒假'), day('2027-02-11', '寒假'), day('2027-03-04', '妇女节')]),
  ).toEqual(['2月4日至2月11日 寒假，顺延', '3月4日 妇女节，顺延']);
});
