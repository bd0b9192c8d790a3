import { addDays, DAY_MS, dayOf, HOUR_MS, instantOf, isSchoolDay, type SchoolBreak } from './calendar';

/** A length of time as the rule book gives it: hours run on through the night, working days only while there is school. */
export type Span = { hours: number } | { workingDays: number };

// Working time passes from midnight to midnight of a school day and stands still on every other day. So three working
// days from Friday 10:00 end on Wednesday 10:00, and a pause can be added to a deadline to the millisecond.

/** The instant that lies this much (working) time after another. */
export function addWorkingTime(at: number, span: Span, breaks: readonly SchoolBreak[]): number {
  if ('hours' in span) return at + span.hours * HOUR_MS;
  return advance(at, span.workingDays * DAY_MS, breaks);
}

/** Time is walked day by day: a length that is no number would be walked for ever. */
function finite(length: number): number {
  if (!Number.isFinite(length)) throw new RangeError('no length of time');
  return length;
}

/** The instant with exactly `length` milliseconds of working time between. Throws RangeError where that is no number. */
export function advance(at: number, length: number, breaks: readonly SchoolBreak[]): number {
  let day = dayOf(at);
  let from = at;
  let left = finite(length);
  for (;;) {
    const midnight = instantOf(addDays(day, 1));
    if (isSchoolDay(day, breaks)) {
      const here = midnight - from;
      if (left <= here) return from + left;
      left -= here;
    }
    day = addDays(day, 1);
    from = midnight;
  }
}

/** Milliseconds of working time from one instant to a later one; 0 when it is not later. */
export function workingTimeBetween(from: number, to: number, breaks: readonly SchoolBreak[]): number {
  let total = 0;
  for (let day = dayOf(from); instantOf(day) < to; day = addDays(day, 1)) {
    if (!isSchoolDay(day, breaks)) continue;
    total += Math.min(to, instantOf(addDays(day, 1))) - Math.max(from, instantOf(day));
  }
  return total;
}

/** The instant with `days` working days between it and a later one: when a reminder is due. */
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
