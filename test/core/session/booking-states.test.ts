import {
  type Booking,
  book,
  bookAgain,
  cancel,
  confirm,
  expire,
  HOLDING,
  holdUntil,
  isLive,
  markAbsent,
  offer,
  release,
  remind,
} from '../../../cloudfunctions/core/session/booking';
import { BOOKING_STATUSES, type BookingStatus } from '../../../miniprogram/shared/labels';
import { by, HOUR, previewed, refusalOf, STARTS, somebody } from './december';

// Each transition of a booking, tried from every status and on both sides of every hour.

const CUT_OFF = STARTS - 2 * HOUR;
const session = previewed();
const form = {
  wish: 'speak' as const,
  phone: '13800000000',
  category: 'teaching' as const,
  departmentId: null,
  title: '图书馆',
  detail: '晚一点关门',
  isUnnamed: true,
};
const EMPTIED = { form: null, claim: '', offerExpiresAt: null, rank: null };
const NOW = STARTS - 200 * HOUR;
const facts = {
  sessionId: 'session-16',
  sessionNumber: 16,
  startsAt: STARTS,
  venue: '报告厅',
  wish: 'speak',
};

const WITH = { code: 'ABC234', voice: 'voice' };
const placed = book(session, somebody, form, { place: 'claim' }, WITH, by(NOW)).entity;
const waiting = book(session, somebody, form, { ticket: 5, hold: 0 }, WITH, by(NOW)).entity;
const held = book(session, somebody, form, { ticket: 5, hold: 1 }, WITH, by(NOW)).entity;
const offered = offer(waiting, session, 'claim-2', by(NOW)).entity;
const expiresAt = Number(offered.offerExpiresAt);
const codeOf = (work: () => unknown) => refusalOf(work).code;
const inStatus = (status: BookingStatus): Booking => ({ ...offered, status });
const STATUSES = Object.keys(BOOKING_STATUSES) as BookingStatus[];

describe('a booking as it is first written', () => {
  test('with a place it is confirmed, and says so', () => {
    expect(placed).toEqual({
      _id: 'session-16:p-lin',
      sessionId: 'session-16',
      sessionNumber: 16,
      personId: 'p-lin',
      voice: 'voice',
      name: '林小满',
      unit: '信息工程系',
      kind: 'student',
      wish: 'speak',
      poolId: 'session-16:speak:any',
      status: 'confirmed',
      hold: 0,
      rank: null,
      form,
      requestId: `request-${NOW}`,
      claim: 'claim',
      offerExpiresAt: null,
      code: 'ABC234',
      bookedAt: NOW,
      remindedFor: 0,
      version: 1,
      history: [{ at: NOW, actor: 'p-wu', what: 'booked', detail: '', requestId: `request-${NOW}` }],
      notices: [
        {
          kind: 'booking_confirmed',
          to: 'p-lin',
          subject: 'session-16:p-lin.1',
          at: NOW,
          facts: { ...facts, deadline: undefined, reason: undefined },
        },
      ],
      hasNotice: true,
    });
  });

  test('with a ticket it waits, and there is nothing to tell yet', () => {
    expect(waiting).toMatchObject({ status: 'waitlisted', hold: 0, rank: 5, claim: '' });
    expect(waiting).toMatchObject({ notices: [], hasNotice: false });
    expect(waiting.history.map(({ what }) => what)).toEqual(['waitlisted']);
    expect(held).toMatchObject({ status: 'waitlisted', hold: 1, rank: 1_000_000_005 });
  });

  test('the hold of a no-show ends 72 hours before the start', () => {
    expect(holdUntil(session)).toBe(STARTS - 72 * HOUR);
  });
});

describe('a booking made again', () => {
  const dead = cancel(placed, session, by(NOW + 1)).entity;

  test('goes on with history and version, and tells again what it tells', () => {
    const again = bookAgain(dead, placed);
    expect(again.version).toBe(3);
    expect(again.history.map(({ what }) => what)).toEqual(['booked', 'cancelled', 'booked']);
    expect(again.notices.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['booking_confirmed', 'session-16:p-lin.1'],
      ['booking_confirmed', 'session-16:p-lin.3'],
    ]);
    expect(again.notices[1]).toMatchObject({ to: 'p-lin', at: NOW, facts });
    expect(again).toMatchObject({ status: 'confirmed', form, hasNotice: true });
  });

  test.each([
    ['neither', false, false, false],
    ['only the old one', true, false, true],
    ['only the new one', false, true, true],
  ])('has something to tell when %s had', (_label, old, fresh, has) => {
    const again = bookAgain({ ...dead, hasNotice: old }, { ...waiting, hasNotice: fresh });
    expect(again.hasNotice).toBe(has);
  });
});

describe('an offer', () => {
  test('keeps the place under its claim until the deadline, and tells it', () => {
    expect(offered).toMatchObject({
      status: 'offered',
      hold: 0,
      rank: null,
      claim: 'claim-2',
      offerExpiresAt: NOW + 48 * HOUR,
      version: 2,
      hasNotice: true,
    });
    expect(offered.history.map(({ what }) => what)).toEqual(['waitlisted', 'offered']);
    expect(offered.notices).toEqual([
      {
        kind: 'booking_offered',
        to: 'p-lin',
        subject: 'session-16:p-lin.2',
        at: NOW,
        facts: { ...facts, deadline: NOW + 48 * HOUR, reason: undefined },
      },
    ]);
  });

  test('in the last day is confirmed at once, and tells that', () => {
    const now = STARTS - 24 * HOUR;
    const { entity } = offer(waiting, session, 'claim-2', by(now));
    expect(entity).toMatchObject({ status: 'confirmed', claim: 'claim-2', rank: null, offerExpiresAt: null });
    expect(entity.history[1]?.what).toBe('confirmed');
    expect(entity.notices).toEqual([
      expect.objectContaining({
        kind: 'booking_confirmed',
        facts: { ...facts, deadline: undefined, reason: undefined },
      }),
    ]);
  });

  test.each(STATUSES)('to somebody who is %s', (status) => {
    const code = codeOf(() => offer(inStatus(status), session, 'c', by(NOW)));
    expect(code).toBe(status === 'waitlisted' ? 'allowed' : 'conflict');
  });

  test.each(STATUSES)('is confirmed by somebody who is %s', (status) => {
    const code = codeOf(() => confirm(inStatus(status), session, by(NOW)));
    expect(code).toBe(status === 'offered' ? 'allowed' : 'no_offer');
  });

  test.each([
    ['a millisecond before its deadline', expiresAt - 1, 'allowed', 'conflict'],
    ['at its deadline', expiresAt, 'offer_expired', 'allowed'],
    ['after its deadline', expiresAt + 1, 'offer_expired', 'allowed'],
  ])('%s', (_label, now, confirming, expiring) => {
    expect(codeOf(() => confirm(offered, session, by(now)))).toBe(confirming);
    expect(codeOf(() => expire(offered, session, by(now)))).toBe(expiring);
  });

  test('confirmed, it holds the place for good', () => {
    const { entity, event } = confirm(offered, session, by(NOW + 1));
    expect(entity).toMatchObject({ status: 'confirmed', offerExpiresAt: null, claim: 'claim-2', form });
    expect(event).toMatchObject({ what: 'confirmed', at: NOW + 1 });
  });

  test('that nobody answered is over: the words are gone and the person is told why', () => {
    const { entity, event } = expire(offered, session, by(expiresAt));
    expect(entity).toMatchObject({ status: 'expired', ...EMPTIED, version: 3 });
    expect(event.what).toBe('expired');
    expect(entity.notices.map(({ kind }) => kind)).toEqual(['booking_offered', 'booking_cancelled']);
    expect(entity.notices[1]).toMatchObject({
      to: 'p-lin',
      subject: 'session-16:p-lin.3',
      facts: { ...facts, reason: '没有在期限内确认，名额已让给下一位' },
    });
  });

  test.each(STATUSES)('of somebody who is %s runs out', (status) => {
    const code = codeOf(() => expire(inStatus(status), session, by(expiresAt)));
    expect(code).toBe(status === 'offered' ? 'allowed' : 'conflict');
  });

  test('without a deadline never runs out', () => {
    expect(codeOf(() => expire({ ...offered, offerExpiresAt: null }, session, by(expiresAt)))).toBe(
      'conflict',
    );
  });
});

describe('cancelling', () => {
  test.each(STATUSES)('by somebody who is %s', (status) => {
    const isOpen = ['confirmed', 'waitlisted', 'offered'].includes(status);
    expect(codeOf(() => cancel(inStatus(status), session, by(NOW)))).toBe(isOpen ? 'allowed' : 'not_found');
  });

  test.each([
    ['a millisecond before the cut-off', CUT_OFF - 1, 'allowed'],
    ['at the cut-off', CUT_OFF, 'cancel_closed'],
    ['between the cut-off and the start', STARTS - HOUR, 'cancel_closed'],
    ['a millisecond before the start', STARTS - 1, 'cancel_closed'],
    ['after the start', STARTS + 1, 'cancel_closed'],
  ])('%s', (_label, now, code) => {
    expect(codeOf(() => cancel(placed, session, by(now)))).toBe(code);
  });

  test.each(['planned', 'live', 'closed'] as const)('is over while the session is %s', (status) => {
    expect(codeOf(() => cancel(placed, { ...session, status }, by(NOW)))).toBe('cancel_closed');
  });

  test('deletes what the form said, and tells nobody', () => {
    const { entity, event } = cancel(offered, session, by(NOW));
    expect(entity).toMatchObject({ status: 'cancelled', ...EMPTIED, version: 3 });
    expect(event.what).toBe('cancelled');
    expect(entity.notices).toEqual(offered.notices);
  });
});

describe('the hold of a no-show', () => {
  test('is lifted with a ticket of today', () => {
    const { entity, event } = release(held, 9, by(NOW));
    expect(entity).toMatchObject({ status: 'waitlisted', hold: 0, rank: 9 });
    expect(event.what).toBe('released');
  });

  test.each([
    ['waits without a hold', waiting],
    ['has a hold but does not wait', { ...held, status: 'cancelled' as const }],
    ['has neither', placed],
  ])('is not lifted from somebody who %s', (_label, booking) => {
    expect(codeOf(() => release(booking, 9, by(NOW)))).toBe('conflict');
  });
});

describe('who did not come', () => {
  test.each([
    ['a millisecond before the start', STARTS - 1, 'wrong_stage'],
    ['at the start', STARTS, 'allowed'],
    ['afterwards', STARTS + 1, 'allowed'],
  ])('is marked %s', (_label, now, code) => {
    expect(codeOf(() => markAbsent(placed, session, '没有到场', by(now)))).toBe(code);
  });

  test.each(STATUSES)('with a booking that is %s', (status) => {
    const code = codeOf(() => markAbsent(inStatus(status), session, '没有到场', by(STARTS)));
    expect(code).toBe(status === 'confirmed' ? 'allowed' : 'not_found');
  });

  test('keeps the reason', () => {
    const { entity, event } = markAbsent(placed, session, '没有到场', by(STARTS));
    expect(entity).toMatchObject({ status: 'absent', form, claim: 'claim' });
    expect(event).toMatchObject({ what: 'absent', detail: '没有到场' });
  });
});

describe('the reminder of the day before', () => {
  test('is told once for each start of the session', () => {
    const { entity, event } = remind(placed, session, by(NOW));
    expect(entity).toMatchObject({ remindedFor: STARTS, version: 2, status: 'confirmed' });
    expect(event.what).toBe('reminded');
    expect(entity.notices.map(({ kind }) => kind)).toEqual(['booking_confirmed', 'session_reminder']);
    expect(codeOf(() => remind(entity, session, by(NOW + 1)))).toBe('conflict');
    expect(codeOf(() => remind(entity, { ...session, startsAt: STARTS + HOUR }, by(NOW + 1)))).toBe(
      'allowed',
    );
  });

  test.each(STATUSES)('of somebody who is %s', (status) => {
    const code = codeOf(() => remind(inStatus(status), session, by(NOW)));
    expect(code).toBe(status === 'confirmed' ? 'allowed' : 'conflict');
  });
});

test.each(STATUSES)('what a booking that is %s keeps from others', (status) => {
  expect(isLive(inStatus(status))).toBe(!['cancelled', 'expired'].includes(status));
  expect(HOLDING.includes(status)).toBe(['confirmed', 'offered', 'attended', 'absent'].includes(status));
});
