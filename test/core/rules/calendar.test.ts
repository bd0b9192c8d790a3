import fc from 'fast-check';
import {
  closedBecause,
  dayOf,
  instantOf,
  isByRule,
  isSchoolDay,
  nextSessionDay,
  sessionDayOf,
} from '../../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';
import {
  addWorkingTime,
  advance,
  workingDaysBefore,
  workingTimeBetween,
} from '../../../cloudfunctions/core/rules/working-time';

const rules = FIRST_RULE_BOOK.rules.calendar;
const { breaks } = rules;
const HOUR = 3_600_000;
const at = (day: string, hour = 0) => instantOf(day, hour);

describe('school days', () => {
  test.each([
    ['an ordinary Thursday', '2026-12-03', null],
    ['a Saturday', '2026-12-05', '周末'],
    ['a Sunday worked for the National Day (调休)', '2026-09-20', null],
    ['a Saturday worked for the National Day (调休)', '2026-10-10', null],
    ['the last day of the National Day', '2026-10-07', '国庆节放假'],
    ['the first day after it', '2026-10-08', null],
    ['New Year, a Thursday', '2026-01-01', '元旦放假'],
    ['the eve of 2024, which the notice of that year left out', '2024-02-09', null],
    ['the last school day before the winter break', '2026-01-16', null],
    ['the first day of the winter break', '2026-01-17', '寒假'],
    ['the last day of the summer break', '2026-08-30', '暑假'],
    ['the day after the summer break', '2026-08-31', null],
  ])('%s', (_label, day, reason) => {
    expect(closedBecause(day, breaks)).toBe(reason);
  });

  test.each([
    ['National Day', '2031-10-02', '国庆节放假'],
    ['Labour Day', '2031-05-01', '劳动节放假'],
    ['Spring Festival 2031, by the moon', '2031-01-23', '春节放假'],
    ['its eve', '2031-01-22', '春节放假'],
    ['Dragon Boat Festival 2031', '2031-06-24', '端午放假'],
    ['Mid-Autumn Festival 2031', '2031-10-01', '国庆节放假'],
    ['Mid-Autumn Festival 2030', '2030-09-12', '中秋放假'],
    ['Qingming 2031', '2031-04-05', '清明放假'],
    ['New Year', '2031-01-01', '元旦放假'],
    ['the second day of the year', '2031-01-02', null],
    ['the first of another month', '2031-08-01', null],
    ['the fifth of another month than April', '2031-03-05', null],
    ['another day of April', '2031-04-08', null],
    ['the second day of Labour Day', '2031-05-02', '劳动节放假'],
    ['the first school day after it', '2031-05-05', null],
    ['the third day of the National Day', '2031-10-03', '国庆节放假'],
    ['the first school day after that', '2031-10-06', null],
    ['a Saturday', '2031-10-11', '周末'],
    ['an ordinary Thursday', '2031-10-09', null],
  ])('in a year whose notice is not out, the law alone is followed: %s', (_label, day, reason) => {
    expect(closedBecause(day, [])).toBe(reason);
  });
});

describe('the day of the session', () => {
  test.each([
    ['December 2026: the first Thursday', '2026-12', '2026-12-03', []],
    ['January 2026: New Year is skipped', '2026-01', '2026-01-08', ['2026-01-01']],
    ['October 2026: National Day is skipped', '2026-10', '2026-10-08', ['2026-10-01']],
    [
      'February 2026: the winter break leads into March',
      '2026-02',
      '2026-03-05',
      ['2026-02-05', '2026-02-12', '2026-02-19', '2026-02-26'],
    ],
    ['July 2026: before the summer break', '2026-07', '2026-07-02', []],
  ])('%s', (_label, month, date, skipped) => {
    const day = sessionDayOf(month, rules);
    expect(day.date).toBe(date);
    expect(day.skipped.map((each) => each.date)).toEqual(skipped);
    expect(new Date(day.startsAt).toISOString()).toBe(`${date}T08:00:00.000Z`);
    expect(isByRule(day.startsAt, rules)).toBe(true);
  });

  test('is always a Thursday at 16:00 in Shanghai on which there is school', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2024, max: 2040 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const { date, startsAt } = sessionDayOf(`${year}-${String(month).padStart(2, '0')}`, rules);
        expect(new Date(startsAt).getUTCDay()).toBe(4);
        expect(startsAt - at(date)).toBe(16 * HOUR);
        expect(isSchoolDay(date, breaks)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('the next one is in a month without one, and August is not held twice', () => {
    const after = at('2026-07-02', 17);
    expect(nextSessionDay(after, new Set(), rules).date).toBe('2026-09-03');
    expect(nextSessionDay(after, new Set(['2026-09']), rules).date).toBe('2026-10-08');
    expect(nextSessionDay(at('2026-12-03', 15), new Set(), rules).date).toBe('2026-12-03');
    expect(nextSessionDay(at('2026-12-03', 16), new Set(), rules).date).toBe('2027-01-07');
  });
});

describe('working time', () => {
  test.each([
    ['three working days over a weekend', at('2026-12-04', 10), { workingDays: 3 }, at('2026-12-09', 10)],
    ['asked on a Saturday it begins on Monday', at('2026-12-05', 10), { workingDays: 1 }, at('2026-12-08')],
    ['the worked Saturday counts', at('2026-10-09', 10), { workingDays: 1 }, at('2026-10-10', 10)],
    ['the National Day does not', at('2026-09-30', 10), { workingDays: 1 }, at('2026-10-08', 10)],
    [
      'hours run through the night and the weekend',
      at('2026-12-04', 20),
      { hours: 24 },
      at('2026-12-05', 20),
    ],
    ['the winter break stands still', at('2026-01-16', 12), { workingDays: 1 }, at('2026-03-02', 12)],
  ])('%s', (_label, from, span, expected) => {
    expect(addWorkingTime(from, span, breaks)).toBe(expected);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    '%p is no length of time, and is not walked to',
    (length) => {
      expect(() => advance(at('2026-12-04'), length, breaks)).toThrow(RangeError);
      expect(() => addWorkingTime(at('2026-12-04'), { workingDays: length }, breaks)).toThrow(RangeError);
      expect(() => workingDaysBefore(at('2026-12-04'), length, breaks)).toThrow(RangeError);
    },
  );

  test('a reminder one working day before a Monday deadline is on Friday', () => {
    expect(workingDaysBefore(at('2026-12-07', 10), 1, breaks)).toBe(at('2026-12-04', 10));
    // Of a deadline at the end of Monday it is the beginning of Monday, not the end of Friday.
    expect(workingDaysBefore(at('2026-12-08'), 1, breaks)).toBe(at('2026-12-07'));
  });

  test('between asking and the deadline lies exactly the time that was given', () => {
    const start = at('2026-01-01');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 * 24 }),
        fc.integer({ min: 1, max: 20 }),
        (hours, workingDays) => {
          const asked = start + hours * HOUR;
          const due = addWorkingTime(asked, { workingDays }, breaks);
          expect(workingTimeBetween(asked, due, breaks)).toBe(workingDays * 24 * HOUR);
          const back = workingDaysBefore(due, workingDays, breaks);
          expect(workingTimeBetween(back, due, breaks)).toBe(workingDays * 24 * HOUR);
          expect(isSchoolDay(dayOf(due - 1), breaks)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});
