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
    ['three working days from Monday', 'ordinary', '2026-11-23 10:00', '2026-11-26 10:00'],
    [
      'three working days from Friday leave out the weekend',
      'ordinary',
      '2026-11-27 10:00',
      '2026-12-02 10:00',
    ],
    ['asked on Sunday, it begins on Monday', 'ordinary', '2026-11-29 15:00', '2026-12-03 00:00'],
    ['fifteen working days', 'complex', '2026-11-23 10:00', '2026-12-14 10:00'],
    ['the school’s own break stands still', 'ordinary', '2027-01-15 10:00', '2027-03-03 10:00'],
  ])('%s', (_label, urgency, from, due) => {
    expect(deadlineOf(clock(urgency, from), RULES)).toBe(at(due));
  });

  test('a pause over the weekend gives back the working time it took, and no more', () => {
    const pauses = [{ at: at('2026-11-27 12:00'), until: at('2026-11-30 12:00') }];
    // Friday noon to Monday noon holds one working day.
    expect(deadlineOf(clock('ordinary', '2026-11-27 10:00', { pauses }), RULES)).toBe(at('2026-12-03 10:00'));
    expect(deadlineOf(clock('utilities', '2026-11-27 10:00', { pauses }), RULES)).toBe(
      at('2026-11-28 10:00') + 72 * HOUR,
    );
  });

  test('extensions are working days on top', () => {
    expect(deadlineOf(clock('ordinary', '2026-11-23 10:00', { extraDays: 2 }), RULES)).toBe(
      at('2026-11-30 10:00'),
    );
  });

  test('a day named in the hall stands instead of the class', () => {
    const baseDueAt = at('2026-12-10 18:00');
    expect(deadlineOf(clock('ordinary', '2026-11-23 10:00', { baseDueAt }), RULES)).toBe(baseDueAt);
  });
});

test('reminder and rungs: one working day before, then at once, one, two and five working days after', () => {
  const due = at('2026-11-30 10:00');
  expect(reminderAt(due, 'ordinary', RULES)).toBe(at('2026-11-27 10:00'));
  expect([1, 2, 3, 4].map((rung) => rungAt(rung, due, 'ordinary', RULES))).toEqual([
    due,
    at('2026-12-01 10:00'),
    at('2026-12-02 10:00'),
    at('2026-12-07 10:00'),
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
