import type { SessionPlan } from '../../../cloudfunctions/contract/session';
import { DomainError } from '../../../cloudfunctions/core/domain-error';
import { instantOf } from '../../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';
import {
  createSession,
  ensureBookable,
  markLate,
  publishPreview,
  reschedule,
  type Session,
  savePlan,
  stepOf,
} from '../../../cloudfunctions/core/session/session';

const HOUR = 3_600_000;
const STARTS = instantOf('2026-12-03', 16);
const DUE = STARTS - 7 * 24 * HOUR;
const plan: SessionPlan = {
  venue: '报告厅',
  chair: { name: '郑国栋', title: '党委书记' },
  attendees: [{ name: '钱志远', title: '教务处处长' }],
  topics: [],
  notes: '',
  speakingSlots: 20,
  quota: null,
  seats: 300,
};
const by = (now: number) => ({ actor: 'p-wu', now, requestId: `request-${now}` });

const planned = (changes: Partial<SessionPlan> = {}): Session =>
  createSession(
    { number: 16, startsAt: STARTS, reason: '', skipped: [], plan: { ...plan, ...changes } },
    FIRST_RULE_BOOK,
    by(DUE - HOUR),
  ).entity;
const previewed = (now = DUE): Session => publishPreview(planned(), FIRST_RULE_BOOK, by(now)).entity;

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'allowed';
}

describe('planning a session', () => {
  test.each([
    ['on the day of the rule', STARTS, '', 'allowed'],
    ['an hour later without a reason', STARTS + HOUR, '', 'reason_needed'],
    ['an hour later with a reason', STARTS + HOUR, '党委会延后', 'allowed'],
    ['in the past', DUE - 2 * HOUR, '补开', 'date_in_past'],
  ])('%s', (_label, startsAt, reason, code) => {
    const input = { number: 16, startsAt, reason, skipped: [], plan };
    expect(codeOf(() => createSession(input, FIRST_RULE_BOOK, by(DUE - HOUR)))).toBe(code);
  });

  test.each([
    ['add up', { student: 14, staff: 6 }, 'allowed'],
    ['leave one over', { student: 14, staff: 5 }, 'quota_mismatch'],
    ['are one too many', { student: 15, staff: 6 }, 'quota_mismatch'],
  ])('quotas that %s', (_label, quota, code) => {
    expect(codeOf(() => planned({ quota }))).toBe(code);
  });

  test('a day that the rule has moved says why', () => {
    const startsAt = instantOf('2026-10-08', 16);
    const skipped = [{ date: '2026-10-01', reason: '国庆节放假' }];
    const { entity } = createSession(
      { number: 9, startsAt, reason: '', skipped, plan },
      FIRST_RULE_BOOK,
      by(0),
    );
    expect(entity.dateReason).toBe('原定 2026-10-01，因国庆节放假顺延');
  });
});

describe('publishing the preview', () => {
  test.each([
    ['exactly seven days before is in time', DUE, false],
    ['a millisecond later is late, for good', DUE + 1, true],
  ])('%s', (_label, now, isLate) => {
    expect(previewed(now)).toMatchObject({ status: 'previewed', isPreviewLate: isLate, previewAt: now });
  });

  test('is late as soon as it is due and not out', () => {
    expect(markLate(planned(), by(DUE))).toBeNull();
    expect(markLate(planned(), by(DUE + 1))?.entity.isPreviewLate).toBe(true);
    expect(markLate(previewed(), by(DUE + HOUR))).toBeNull();
  });

  test('tells everybody, once', () => {
    expect(previewed().notices).toEqual([expect.objectContaining({ kind: 'preview', to: 'everyone' })]);
    expect(codeOf(() => publishPreview(previewed(), FIRST_RULE_BOOK, by(DUE)))).toBe('wrong_stage');
  });

  test.each([
    ['without a venue', { venue: '' }],
    ['without a chair', { chair: { name: '', title: '' } }],
    ['without anybody to answer', { attendees: [] }],
  ])('%s is refused', (_label, changes) => {
    const incomplete = planned(changes);
    expect(codeOf(() => publishPreview(incomplete, FIRST_RULE_BOOK, by(DUE)))).toBe('preview_incomplete');
  });

  test('fixes the rules: a later rule book does not touch this session', () => {
    const book = structuredClone(FIRST_RULE_BOOK);
    book.version = 2;
    book.rules.booking.cutOffHours = 5;
    const { entity } = publishPreview(planned(), book, by(DUE));
    expect(entity).toMatchObject({ rulesVersion: 2, rules: { booking: { cutOffHours: 5 } } });
  });
});

describe('changing a session', () => {
  test('of two who looked at the same version the second is told of the conflict', () => {
    const first = savePlan(planned(), { ...plan, venue: '图书馆' }, 1, by(DUE)).entity;
    expect(codeOf(() => savePlan(first, plan, 1, by(DUE)))).toBe('conflict');
  });

  test('queues cannot be split or joined once people stand in them', () => {
    const split = { ...plan, quota: { student: 10, staff: 10 } };
    expect(codeOf(() => savePlan(previewed(), split, 2, by(DUE)))).toBe('wrong_stage');
    expect(codeOf(() => savePlan(previewed(), { ...plan, speakingSlots: 25 }, 2, by(DUE)))).toBe('allowed');
  });

  test('moving it tells whoever has booked, with the reason', () => {
    const { entity } = reschedule(previewed(), STARTS + 24 * HOUR, '礼堂检修', by(DUE + HOUR));
    expect(entity).toMatchObject({ date: '2026-12-04', dateReason: '礼堂检修', isPreviewLate: false });
    expect(entity.notices[1]).toMatchObject({
      kind: 'session_changed',
      to: 'bookers',
      facts: { reason: '礼堂检修' },
    });
  });

  test('moving it nearer than the notice allows leaves the mark of a late preview', () => {
    const { entity } = reschedule(previewed(), STARTS - HOUR, '书记出差', by(DUE + HOUR));
    expect(entity.isPreviewLate).toBe(true);
  });

  test('a plan that nobody has seen moves without a word', () => {
    const { entity } = reschedule(planned(), STARTS + 24 * HOUR, '礼堂检修', by(DUE - HOUR));
    expect(entity.hasNotice).toBe(false);
  });
});

describe('booking is open', () => {
  const cutOff = STARTS - 2 * HOUR;
  test.each([
    ['not before the preview', planned(), DUE, 'booking_not_open'],
    ['from the preview on', previewed(), DUE, 'allowed'],
    ['a millisecond before the cut-off', previewed(), cutOff - 1, 'allowed'],
    ['not at the cut-off', previewed(), cutOff, 'booking_closed'],
    ['not while it takes place', { ...previewed(), status: 'live' as const }, STARTS, 'booking_closed'],
  ])('%s', (_label, session, now, code) => {
    expect(codeOf(() => ensureBookable(session, now))).toBe(code);
  });

  test.each([
    ['planned', planned(), DUE, 0],
    ['previewed', previewed(), DUE, 1],
    ['after the cut-off', previewed(), cutOff, 2],
    ['closed', { ...previewed(), status: 'closed' as const }, STARTS, 3],
    ['announced', { ...previewed(), status: 'announced' as const }, STARTS, 4],
  ])('dots filled when %s', (_label, session, now, dots) => {
    expect(stepOf(session, now)).toBe(dots);
  });
});
