import { bookedView, calendarEntry } from '../../miniprogram/pages/booked/view';
import { bookingsView, cancelQuestion } from '../../miniprogram/pages/bookings/view';
import { bookingView, stateWords } from '../../miniprogram/view/booking';
import { DAY, HOUR, myBooking, now, sessionDetail } from './facts';

test.each([
  ['a speaker who has a slot', myBooking(), '发言名额已定'],
  ['a speaker who knows the order', myBooking({ position: 3 }), '发言名额已定，目前排第 3 位'],
  ['a listener who has a seat', myBooking({ wish: 'listen' }), '座席已定'],
  ['the third of the waitlist', myBooking({ status: 'waitlisted', position: 3 }), '候补第 3 位'],
  ['somebody waiting whose place is not known yet', myBooking({ status: 'waitlisted' }), '候补中'],
  [
    'somebody who is offered a slot',
    myBooking({ status: 'offered', offerExpiresAt: now + 21 * HOUR + 1 }),
    '待你确认，距确认期限 21 小时',
  ],
  ['somebody who cancelled', myBooking({ status: 'cancelled' }), '已取消'],
  ['somebody who did not come', myBooking({ status: 'absent' }), '未到场'],
])('%s reads where the booking stands', (_label, booking, words) => {
  expect(stateWords(booking, now)).toBe(words);
});

test.each([
  ['a slot before the cut-off', myBooking(), { canConfirm: false, canCancel: true }],
  ['a slot at the cut-off', myBooking({ cancelUntil: now }), { canConfirm: false, canCancel: false }],
  [
    'an offer',
    myBooking({ status: 'offered', offerExpiresAt: now + HOUR }),
    { canConfirm: true, canCancel: true },
  ],
  [
    'an offer whose time is over',
    myBooking({ status: 'offered', offerExpiresAt: now }),
    { canConfirm: false, canCancel: true },
  ],
  ['a cancelled one', myBooking({ status: 'cancelled' }), { canConfirm: false, canCancel: false }],
])('%s offers only what can be done', (_label, booking, can) => {
  expect(bookingView(booking, now)).toMatchObject(can);
});

test('a dead booking shows no code that could be used at the door', () => {
  expect(bookingView(myBooking({ status: 'expired' }), now).code).toBe('');
});

test('what still means something stands before what is past', () => {
  const view = bookingsView(
    { bookings: [myBooking({ status: 'attended', sessionNumber: 15 }), myBooking()], next: null },
    now,
  );
  expect(view.live.map(({ session }) => session)).toEqual(['第 16 期']);
  expect(view.past.map(({ session }) => session)).toEqual(['第 15 期']);
});

test('before a place is given away the person hears what is lost', () => {
  const { title, content } = cancelQuestion(bookingView(myBooking(), now));
  expect(title).toBe('取消第 16 期的发言预约？');
  expect(content).toContain('删除');
});

test('somebody waiting is asked to be told of an offer first, somebody with a slot of the day before', () => {
  const me = { person: null, unread: 0, optOut: [], templates: {} };
  const kinds = (status: 'confirmed' | 'waitlisted') =>
    bookedView({ session: { session: sessionDetail(), booking: myBooking({ status }) }, me }, now).kinds;
  expect(kinds('waitlisted')[0]).toBe('booking_offered');
  expect(kinds('confirmed')[0]).toBe('session_reminder');
  expect(kinds('waitlisted').length).toBeLessThanOrEqual(5);
});

test('the ticket says from when one is let in, where, and what the office has written of the way', () => {
  const me = { person: null, unread: 0, optOut: [], templates: {} };
  const session = sessionDetail({ startsAt: myBooking().startsAt });
  const way = (notes: string) =>
    bookedView(
      { session: { session: { ...session, plan: { ...session.plan, notes } }, booking: myBooking() }, me },
      now,
    ).way;
  expect(way('从东门进。')).toEqual([`12月3日 周四 15:00 开始签到，地点：${session.venue}。`, '从东门进。']);
  expect(way('')).toHaveLength(1);
});

test('the calendar gets whole seconds, an end and an alarm a day before', () => {
  const { startsAt } = myBooking();
  expect(calendarEntry(myBooking())).toMatchObject({
    startTime: startsAt / 1000,
    endTime: String(startsAt / 1000 + 5400),
    alarmOffset: DAY / 1000,
  });
});
