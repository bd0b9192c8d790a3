import {
  addDays,
  type CalendarRules,
  DAY_MS,
  dayOf,
  HOUR_MS,
  instantOf,
  isSchoolDay,
  MINUTE_MS,
  type SchoolBreak,
} from './calendar';

/** A length of time as the rule book gives it: hours run on through the night, working days only while there is school. */
export type Span = { hours: number } | { workingDays: number };

/** What a limit in working days is reckoned by: the days without school, and when the work of a day ends. */
export type SchoolTime = Pick<CalendarRules, 'breaks' | 'workEndsMinute'>;

// A limit in days leaves out the day it begins on and ends with the work of its last day (民法典 第二百零一条, 第二百零三条;
// docs/rules.md, Cases). So three working days from Friday, at whatever hour, end on Wednesday at the end of the work.

/**
 * The end of a limit that begins at an instant: to the millisecond for hours, the end of the work of the last day for
 * working days. No day at all ends where it begins. Throws RangeError where the days are no number.
 */
export function addWorkingTime(at: number, span: Span, school: SchoolTime): number {
  if ('hours' in span) return at + span.hours * HOUR_MS;
  let day = dayOf(at);
  let left = finite(span.workingDays);
  if (left <= 0) return at;
  while (left > 0) {
    day = addDays(day, 1);
    if (isSchoolDay(day, school.breaks)) left -= 1;
  }
  return workEnd(day, school);
}

/** When the work of a day ends: 2026-12-03 → 17:30 in Shanghai. */
export const workEnd = (day: string, { workEndsMinute }: Pick<SchoolTime, 'workEndsMinute'>): number =>
  instantOf(day) + workEndsMinute * MINUTE_MS;

/**
 * The end of a limit in days of the calendar that begins at an instant: the midnight after its last day, the day of the
 * beginning left out; 2026-11-23 10:00 and 3 → 2026-11-27 00:00, read as 26 November 24:00. Who may act within it acts
 * on the phone, where no office shuts (民法典 第二百零三条): the limit is over from that instant on.
 */
export const daysEnd = (at: number, days: number): number => instantOf(addDays(dayOf(at), days + 1));

/**
 * What somebody who named a day means by it: the end of its work by the rules in force, whatever hour of the day a
 * phone has sent.
 */
export const pickedDayEnd = (at: number, school: Pick<SchoolTime, 'workEndsMinute'>): number =>
  workEnd(dayOf(at), school);

/** Time is walked day by day: a length that is no number would be walked for ever. */
function finite(length: number): number {
  if (!Number.isFinite(length)) throw new RangeError('no length of time');
  return length;
}

/** Working days from one instant to a later one, the day of the first left out; 0 when it is not later. */
export function workingDaysBetween(from: number, to: number, breaks: readonly SchoolBreak[]): number {
  const last = dayOf(to);
  let total = 0;
  for (let day = addDays(dayOf(from), 1); day <= last; day = addDays(day, 1))
    if (isSchoolDay(day, breaks)) total += 1;
  return total;
}

/**
 * The instant with `days` working days between it and a later one, at the same hour: when a reminder is due. Throws
 * RangeError where the days are no number.
 */
export function workingDaysBefore(at: number, days: number, breaks: readonly SchoolBreak[]): number {
  let day = dayOf(at);
  let to = at;
  let left = finite(days * DAY_MS);
  for (;;) {
    const midnight = instantOf(day);
    if (isSchoolDay(day, breaks)) {
      const here = to - midnight;
      if (left <= here) return to - left;
      left -= here;
    }
    to = midnight;
    day = addDays(day, -1);
  }
}
