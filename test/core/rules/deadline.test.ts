import { openCase } from '../../../cloudfunctions/core/case/opening';
import { FIRST_CASE_RULES } from '../../../cloudfunctions/core/rules/case-rules';
import {
  type Clock,
  classDueAt,
  deadlineOf,
  reminderAt,
  rungAt,
} from '../../../cloudfunctions/core/rules/deadline';
import type { Urgency } from '../../../miniprogram/shared/case';
import { ASKER, opening } from '../case/samples';

const HOUR = 3_600_000;
const RULES = {
  version: 1,
  cases: FIRST_CASE_RULES,
  breaks: [{ name: '寒假', from: '2027-01-16', to: '2027-02-28' }],
  workEndsMinute: 17 * 60 + 30,
};
/** 2026-11-27 10:00 in Shanghai. */
const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
const clock = (urgency: Urgency, from: string, changed: Partial<Clock> = {}): Clock => ({
  urgency,
  baseDueAt: classDueAt(at(from), urgency, RULES),
  pauses: [],
  extraDays: 0,
  ...changed,
});

describe('the deadline of a class, from the moment the person asks', () => {
  test.each<[string, Urgency, string, string]>([
    ['an emergency has two hours, at night too', 'emergency', '2026-11-27 23:30', '2026-11-28 01:30'],
    [
      'water and power have 24 hours, over the weekend too',
      'utilities',
      '2026-11-28 09:00',
      '2026-11-29 09:00',
    ],
    ['three working days from Monday', 'ordinary', '2026-11-23 10:00', '2026-11-26 17:30'],
    [
      'three working days from Friday leave out the weekend',
      'ordinary',
      '2026-11-27 10:00',
      '2026-12-02 17:30',
    ],
    ['asked on Sunday, Monday is its first day', 'ordinary', '2026-11-29 15:00', '2026-12-02 17:30'],
    ['fifteen working days', 'complex', '2026-11-23 10:00', '2026-12-14 17:30'],
    ['the school’s own break stands still', 'ordinary', '2027-01-15 10:00', '2027-03-03 17:30'],
  ])('%s', (_label, urgency, from, due) => {
    expect(deadlineOf(clock(urgency, from), RULES)).toBe(at(due));
  });

  test.each([
    ['within one day gives none back', '2026-11-27 11:00', '2026-11-27 16:00', '2026-12-02 17:30'],
    ['until the next working day gives back one', '2026-11-27 12:00', '2026-11-30 09:00', '2026-12-03 17:30'],
    ['over the weekend alone gives none back', '2026-11-28 12:00', '2026-11-29 12:00', '2026-12-02 17:30'],
    ['of two working days gives back two', '2026-11-27 12:00', '2026-12-01 09:00', '2026-12-04 17:30'],
    [
      'that begins as the time ends gives it back',
      '2026-12-02 17:30',
      '2026-12-03 09:00',
      '2026-12-03 17:30',
    ],
    [
      'that begins when it is late makes nobody punctual',
      '2026-12-02 17:31',
      '2026-12-03 09:00',
      '2026-12-02 17:30',
    ],
    ['that begins late gives back what it may', '2026-12-02 17:31', '2026-12-04 09:00', '2026-12-03 17:30'],
    ['that ends after the work of a day, too', '2026-12-02 17:31', '2026-12-03 18:00', '2026-12-03 17:30'],
  ])('a pause %s', (_label, from, until, due) => {
    const pauses = [{ at: at(from), until: at(until) }];
    expect(deadlineOf(clock('ordinary', '2026-11-27 10:00', { pauses }), RULES)).toBe(at(due));
  });

  test('a pause moves a deadline in hours by its length', () => {
    const pauses = [{ at: at('2026-11-27 12:00'), until: at('2026-11-30 12:00') }];
    expect(deadlineOf(clock('utilities', '2026-11-27 10:00', { pauses }), RULES)).toBe(
      at('2026-11-28 10:00') + 72 * HOUR,
    );
  });

  test('extensions are working days on top', () => {
    expect(deadlineOf(clock('ordinary', '2026-11-23 10:00', { extraDays: 2 }), RULES)).toBe(
      at('2026-11-30 17:30'),
    );
    expect(deadlineOf(clock('emergency', '2026-11-23 10:00', { extraDays: 1 }), RULES)).toBe(
      at('2026-11-24 17:30'),
    );
  });

  test('a day named in the hall stands instead of the class', () => {
    const baseDueAt = at('2026-12-10 18:00');
    expect(deadlineOf(clock('ordinary', '2026-11-23 10:00', { baseDueAt }), RULES)).toBe(baseDueAt);
  });
});

test('reminder and rungs: one working day before, then at once, one, two and five working days after', () => {
  const due = at('2026-11-30 17:30');
  expect(reminderAt(due, 'ordinary', RULES)).toBe(at('2026-11-27 17:30'));
  expect([1, 2, 3, 4].map((rung) => rungAt(rung, due, 'ordinary', RULES))).toEqual([
    due,
    at('2026-12-01 17:30'),
    at('2026-12-02 17:30'),
    at('2026-12-07 17:30'),
  ]);
});

test('for an emergency the reminder comes half an hour before and the rungs follow within a day', () => {
  const due = at('2026-11-28 01:30');
  expect(reminderAt(due, 'emergency', RULES)).toBe(at('2026-11-28 01:00'));
  expect(rungAt(4, due, 'emergency', RULES)).toBe(due + 24 * HOUR);
  for (const rung of [0, 5]) expect(() => rungAt(rung, due, 'emergency', RULES)).toThrow(`no rung ${rung}`);
});

test('an anonymous item keeps its time by ten minutes only', () => {
  const entity = openCase(
    opening({ identity: 'anonymous', askerId: 'p-x', phone: '123' }),
    ASKER,
    at('2026-11-23 10:07'),
    RULES,
  );
  expect([entity.submittedAt, entity.history[0]?.at]).toEqual([
    at('2026-11-23 10:00'),
    at('2026-11-23 10:00'),
  ]);
  expect([entity.askerId, entity.phone]).toEqual([null, '']);
});
