import fc from 'fast-check';
import {
  closedBecause,
  dayOf,
  instantOf,
  isByRule,
  isGuessed,
  isSchoolDay,
  nextSessionDay,
  type SchoolBreak,
  sessionDayOf,
} from '../../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';
import {
  addWorkingTime,
  daysEnd,
  pickedDayEnd,
  workEnd,
  workingDaysBefore,
  workingDaysBetween,
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
    ['the last day of its usual week', '2031-05-05', '劳动节放假（放假通知未出）'],
    ['the day after it', '2031-05-06', null],
    ['the seventh day of the Spring Festival', '2031-01-29', '春节放假（放假通知未出）'],
    ['the last day of its usual week', '2031-01-30', '春节放假（放假通知未出）'],
    ['the day after that', '2031-01-31', null],
    ['the third day of the National Day', '2031-10-03', '国庆节放假'],
    ['the last day of its usual week', '2031-10-07', '国庆节放假（放假通知未出）'],
    ['the day after it', '2031-10-08', null],
    ['a Saturday', '2031-10-11', '周末'],
    ['an ordinary Thursday', '2031-10-09', null],
  ])(
    'in a year whose notice is not out, the law and the usual weeks are followed: %s',
    (_label, day, reason) => {
      expect(closedBecause(day, [])).toBe(reason);
    },
  );
});

describe('what the college enters', () => {
  const off = { name: '校运会', from: '2026-11-27', to: '2026-11-27' };
  const worked = { name: '补课', from: '2026-11-28', to: '2026-11-28', isWorked: true } as const;
  const notice = { name: '国庆节放假', from: '2031-10-01', to: '2031-10-05' };

  test.each<[string, string, readonly SchoolBreak[], string | null]>([
    ['a day off on a school day', '2026-11-27', [off], '校运会'],
    ['a day worked on a Saturday', '2026-11-28', [worked], null],
    ['a day worked on a holiday of the notice', '2026-10-01', [{ ...worked, from: '2026-10-01' }], null],
    ['a day worked within a break', '2026-11-28', [{ ...off, to: '2026-11-30' }, worked], null],
    ['the day after a holiday that was entered for a year without a notice', '2031-10-06', [notice], null],
    ['another day off of that year, which the law fixes', '2031-05-02', [notice], '劳动节放假'],
    ['a day of that year that was only guessed', '2031-05-05', [notice], null],
  ])('stands over the published notice: %s', (_label, day, breaks, reason) => {
    expect(closedBecause(day, breaks)).toBe(reason);
  });

  test('a date is a guess until the notice of its year is published or entered', () => {
    expect(isGuessed('2026-12-31', [])).toBe(false);
    expect(isGuessed('2031-01-01', [])).toBe(true);
    expect(isGuessed('2031-01-01', [{ ...notice, from: '2031-10-02' }])).toBe(true);
    expect(isGuessed('2031-01-01', [notice])).toBe(false);
  });

  test('the session of October 2031 waits for the end of the usual week', () => {
    expect(sessionDayOf('2031-10', rules)).toMatchObject({ date: '2031-10-09' });
    expect(
      sessionDayOf('2026-12', { ...rules, breaks: [{ ...off, from: '2026-12-03', to: '2026-12-03' }] }),
    ).toMatchObject({
      date: '2026-12-10',
      skipped: [{ date: '2026-12-03', reason: '校运会' }],
    });
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

describe('a limit in working days', () => {
  const half = (day: string, hour: number) => at(day, hour + 0.5);
  test.each([
    ['the first instant of its day', at('2026-12-07'), 3, half('2026-12-10', 17)],
    ['ten in the morning', at('2026-12-07', 10), 3, half('2026-12-10', 17)],
    ['a moment before the work ends', half('2026-12-07', 17) - 1, 3, half('2026-12-10', 17)],
    ['a moment after', half('2026-12-07', 17) + 1, 3, half('2026-12-10', 17)],
    ['the last instant of its day', at('2026-12-08') - 1, 3, half('2026-12-10', 17)],
    ['the first instant of the next', at('2026-12-08'), 3, half('2026-12-11', 17)],
    ['a Friday, over the weekend', at('2026-12-04', 10), 3, half('2026-12-09', 17)],
    ['a Saturday', at('2026-12-05', 10), 1, half('2026-12-07', 17)],
    ['the last instant of a Sunday', at('2026-12-07') - 1, 1, half('2026-12-07', 17)],
    ['a Friday before a worked Saturday', at('2026-10-09', 10), 1, half('2026-10-10', 17)],
    ['the eve of the National Day', at('2026-09-30', 10), 1, half('2026-10-08', 17)],
    ['within the National Day', at('2026-10-05', 10), 1, half('2026-10-08', 17)],
    ['the last day before the winter break', at('2026-01-16', 12), 1, half('2026-03-02', 17)],
  ])('that begins at %s ends with the work of its last day', (_label, from, workingDays, expected) => {
    expect(addWorkingTime(from, { workingDays }, rules)).toBe(expected);
  });

  test('of no day ends where it begins, and hours run through the night and the weekend', () => {
    const friday = at('2026-12-04', 20);
    expect(addWorkingTime(friday, { workingDays: 0 }, rules)).toBe(friday);
    expect(addWorkingTime(friday, { hours: 24 }, rules)).toBe(at('2026-12-05', 20));
  });

  test('ends when the rule book says that the work ends', () => {
    const early = { ...rules, workEndsMinute: 16 * 60 };
    expect(addWorkingTime(at('2026-12-07', 18), { workingDays: 1 }, early)).toBe(at('2026-12-08', 16));
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    '%p is no length of time, and is not walked to',
    (length) => {
      expect(() => addWorkingTime(at('2026-12-04'), { workingDays: length }, rules)).toThrow(RangeError);
      expect(() => workingDaysBefore(at('2026-12-04'), length, breaks)).toThrow(RangeError);
    },
  );

  test('a reminder one working day before a Monday deadline is on Friday', () => {
    expect(workingDaysBefore(half('2026-12-07', 17), 1, breaks)).toBe(half('2026-12-04', 17));
    // Of a day that was named on a Sunday it is the beginning of Friday.
    expect(workingDaysBefore(at('2026-12-06', 18), 1, breaks)).toBe(at('2026-12-04'));
  });

  test('holds as many working days as were given, whenever it begins', () => {
    const start = at('2026-01-01');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 * 24 }),
        fc.integer({ min: 1, max: 20 }),
        (hours, workingDays) => {
          const asked = start + hours * HOUR;
          const due = addWorkingTime(asked, { workingDays }, rules);
          expect(workingDaysBetween(asked, due, breaks)).toBe(workingDays);
          expect(isSchoolDay(dayOf(due), breaks)).toBe(true);
          expect(due).toBe(workEnd(dayOf(due), rules));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a limit in days of the calendar ends with its last day', () => {
  const instant = (text: string) => Date.parse(`${text}+08:00`);
  test.each([
    ['from the first moment of a day', '2026-11-23T00:00:00', 3, '2026-11-27T00:00:00'],
    ['from the last second of the same day', '2026-11-23T23:59:59', 3, '2026-11-27T00:00:00'],
    ['from the first moment of the next', '2026-11-24T00:00:00', 3, '2026-11-28T00:00:00'],
    ['over a weekend, which counts', '2026-11-27T10:00:00', 1, '2026-11-29T00:00:00'],
    ['over the end of the year', '2026-12-30T17:31:00', 30, '2027-01-30T00:00:00'],
    ['in early February', '2028-02-28T08:00:00', 1, '2028-03-01T00:00:00'],
  ])('%s', (_label, from, days, end) => {
    expect(daysEnd(instant(from), days)).toBe(instant(end));
  });

  test.each([
    ['the first moment of a day', '2026-12-03T00:00:00', 1050, '2026-12-03T17:30:00'],
    ['its last second', '2026-12-03T23:59:59', 1050, '2026-12-03T17:30:00'],
    ['the day of a college that works till eight', '2026-12-03T17:30:00', 1200, '2026-12-03T20:00:00'],
  ])('%s, picked by hand, means the end of its work', (_label, at, workEndsMinute, end) => {
    expect(pickedDayEnd(instant(at), { workEndsMinute })).toBe(instant(end));
  });
});
