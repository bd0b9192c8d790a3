import fc from 'fast-check';
import type { SessionPlan } from '../../../cloudfunctions/contract/session';
import { DomainError } from '../../../cloudfunctions/core/domain-error';
import type { Person } from '../../../cloudfunctions/core/people/person';
import { instantOf } from '../../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';
import {
  type Booking,
  book,
  bookAgain,
  cancel,
  confirm,
  expire,
  HOLDING,
  isHeldBack,
  isLive,
  offer,
  offerDeadline,
  release,
} from '../../../cloudfunctions/core/session/booking';
import {
  capacities,
  figuresOf,
  holderKey,
  newPools,
  personOf,
  poolFor,
} from '../../../cloudfunctions/core/session/pool';
import { createSession, publishPreview } from '../../../cloudfunctions/core/session/session';

const WITH = { code: 'ABC234', voice: 'voice' };
const HOUR = 3_600_000;
const STARTS = instantOf('2026-12-03', 16);
const START = STARTS - 13 * 24 * HOUR;
const rules = FIRST_RULE_BOOK.rules.booking;
const plan: SessionPlan = {
  venue: '报告厅',
  chair: { name: '郑国栋', title: '党委书记' },
  attendees: [{ name: '钱志远', title: '教务处处长' }],
  topics: [],
  notes: '',
  speakingSlots: 20,
  quota: { student: 14, staff: 6 },
  seats: 300,
};
const by = (now: number, requestId = `request-${now}`) => ({ actor: 'p-lin', now, requestId });
const session = publishPreview(
  createSession({ number: 16, startsAt: STARTS, reason: '', skipped: [], plan }, FIRST_RULE_BOOK, by(START))
    .entity,
  FIRST_RULE_BOOK,
  by(START),
).entity;
const person: Person = {
  _id: 'p.lin',
  openid: 'o',
  number: '1',
  name: '林小满',
  kind: 'student',
  unit: '信息工程系',
  roles: [],
  hasLeft: false,
  absentFrom: null,
};
const form = {
  wish: 'speak' as const,
  phone: '13800000000',
  category: 'teaching' as const,
  departmentId: null,
  title: '图书馆',
  detail: '晚一点关门',
  isUnnamed: true,
};

describe('until when an offer can be confirmed', () => {
  test.each([
    ['two weeks before: 48 hours', STARTS - 14 * 24 * HOUR, STARTS - 12 * 24 * HOUR],
    ['72 hours before: 48 hours, just up to the last day', STARTS - 72 * HOUR, STARTS - 24 * HOUR],
    ['71 hours before: up to the last day', STARTS - 71 * HOUR, STARTS - 24 * HOUR],
    ['26 hours before: two hours', STARTS - 26 * HOUR, STARTS - 24 * HOUR],
    ['25 hours before: two hours all the same', STARTS - 25 * HOUR, STARTS - 23 * HOUR],
    ['a millisecond before the last day: two hours', STARTS - 24 * HOUR - 1, STARTS - 22 * HOUR - 1],
    ['in the last 24 hours: confirmed at once', STARTS - 24 * HOUR, null],
  ])('%s', (_label, now, deadline) => {
    expect(offerDeadline(STARTS, rules, now)).toBe(deadline);
  });
});

describe('who did not come', () => {
  test.each([
    ['to the last session, four days before', 15, STARTS - 96 * HOUR, true],
    ['to the last session, a millisecond before the hold ends', 15, STARTS - 72 * HOUR - 1, true],
    ['to the last session, when the hold has ended', 15, STARTS - 72 * HOUR, false],
    ['to the one before', 14, STARTS - 96 * HOUR, false],
    ['to none', null, STARTS - 96 * HOUR, false],
  ])('%s', (_label, absentFrom, now, isBehind) => {
    expect(isHeldBack({ ...person, absentFrom }, session, now)).toBe(isBehind);
  });

  test('ranks behind every ticket, and with a ticket of its own when released', () => {
    const held = book(session, person, form, { ticket: 1, hold: 1 }, WITH, by(START)).entity;
    const later = book(session, person, form, { ticket: 9000, hold: 0 }, WITH, by(START)).entity;
    expect(Number(held.rank)).toBeGreaterThan(Number(later.rank));
    expect(release(held, 9001, by(START)).entity).toMatchObject({ hold: 0, rank: 9001 });
  });
});

describe('pools', () => {
  test('quotas make two pools for speaking, and everybody listens in one', () => {
    expect(poolFor(session, 'speak', 'student')).toBe('session-16:speak:student');
    expect(poolFor(session, 'listen', 'staff')).toBe('session-16:listen:any');
    expect(poolFor({ ...session, plan: { ...plan, quota: null } }, 'speak', 'staff')).toBe(
      'session-16:speak:any',
    );
    expect(capacities('s', plan).map(({ capacity }) => capacity)).toEqual([14, 6, 300]);
    expect(figuresOf(newPools('s', plan), 'speak')).toEqual({
      left: 20,
      waiting: 0,
      offered: 0,
      confirmed: 0,
    });
  });

  test('an id with a dot is no path in the map of holders', () => {
    expect(holderKey('p.lin')).not.toContain('.');
    expect(personOf(holderKey('p.lin'))).toBe('p.lin');
  });
});

type Move = (booking: Booking, now: number, n: number) => Booking;
const MOVES: Record<string, Move> = {
  offer: (booking, now, n) => offer(booking, session, `claim-${n}`, by(now, `offer-${n}`)).entity,
  confirm: (booking, now, n) => confirm(booking, session, by(now, `confirm-${n}`)).entity,
  expire: (booking, now, n) => expire(booking, session, by(now, `expire-${n}`)).entity,
  cancel: (booking, now, n) => cancel(booking, session, by(now, `cancel-${n}`)).entity,
  release: (booking, now, n) => release(booking, n, by(now, `release-${n}`)).entity,
  again: (booking, now, n) => {
    if (isLive(booking)) throw new DomainError('already_booked');
    return bookAgain(
      booking,
      book(session, person, form, { ticket: n, hold: 0 }, WITH, by(now, `again-${n}`)).entity,
    );
  },
};

test('after any moves a booking says one thing only: place, turn and form agree with its state', () => {
  const move = fc.record({
    name: fc.constantFrom(...Object.keys(MOVES)),
    hours: fc.integer({ min: 0, max: 60 }),
  });
  const first = fc.constantFrom(
    { place: 'claim-0' },
    { ticket: 1, hold: 0 as const },
    { ticket: 1, hold: 1 as const },
  );
  fc.assert(
    fc.property(first, fc.array(move, { maxLength: 25 }), (seating, moves) => {
      let booking = book(session, person, form, seating, WITH, by(START)).entity;
      let now = START;
      for (const [n, { name, hours }] of moves.entries()) {
        now += hours * HOUR;
        const before = booking;
        try {
          booking = MOVES[name]?.(before, now, n + 2) ?? before;
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          continue;
        }
        expect(booking.version).toBe(before.version + 1);
        expect(booking.history).toHaveLength(before.history.length + 1);
        expect(booking.form === null).toBe(!isLive(booking));
        expect(booking.rank !== null).toBe(booking.status === 'waitlisted');
        expect(booking.claim !== '').toBe(HOLDING.includes(booking.status));
        expect(booking.offerExpiresAt !== null).toBe(booking.status === 'offered');
        if (!isLive(booking)) expect(JSON.stringify(booking)).not.toContain(form.detail);
        const ids = booking.notices.map(({ kind, subject }) => `${kind} ${subject}`);
        expect(new Set(ids).size).toBe(ids.length);
      }
    }),
    { numRuns: 300 },
  );
});
