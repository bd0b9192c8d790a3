import type { Urgency } from '../../miniprogram/shared/case';
import { HOUR_MS } from './calendar';
import { addWorkingTime, advance, workingDaysBefore, workingTimeBetween } from './calendar-working-time';
import type { RulesNow } from './case-rules';

/** One stretch in which the clock stood still. */
export interface Pause {
  at: number;
  until: number;
}

/** What a deadline is computed from, and from nothing else. Milliseconds since the epoch. */
export interface Clock {
  urgency: Urgency;
  /** When the person asked, or said "not solved". */
  clockStart: number;
  /** Ended pauses since then. */
  pauses: readonly Pause[];
  /** Working days of granted extensions since then. */
  extraDays: number;
  /** The day the office named in the hall for a transferred question, instead of the class's span. */
  givenDueAt: number | null;
}

/**
 * The deadline: class + pauses + extensions, counted from the moment the person asked (product.md §4 Cases). Hourly
 * classes run through the night; the others count working time of the school calendar, and so do their pauses.
 */
export function deadlineOf(
  { urgency, clockStart, pauses, extraDays, givenDueAt }: Clock,
  rules: RulesNow,
): number {
  const span = rules.cases.deadlines[urgency];
  const base = givenDueAt ?? addWorkingTime(clockStart, span, rules.breaks);
  const paused = pauses.reduce((sum, { at, until }) => sum + lengthOf(at, until, urgency, rules), 0);
  const resumed = 'hours' in span ? base + paused : advance(base, paused, rules.breaks);
  return extraDays === 0 ? resumed : addWorkingTime(resumed, { workingDays: extraDays }, rules.breaks);
}

/** How much of the class's own time lies between two instants. */
function lengthOf(from: number, to: number, urgency: Urgency, rules: RulesNow): number {
  return 'hours' in rules.cases.deadlines[urgency] ? to - from : workingTimeBetween(from, to, rules.breaks);
}

/** One working day before; for hourly classes the last quarter of the time given. */
export function reminderAt(dueAt: number, urgency: Urgency, rules: RulesNow): number {
  const span = rules.cases.deadlines[urgency];
  if ('hours' in span) return dueAt - span.hours * HOUR_MS * rules.cases.reminderShare;
  return workingDaysBefore(dueAt, rules.cases.reminderWorkingDays, rules.breaks);
}

/** When rung 1–4 is due: handler, department head, leader in charge, public list. */
export function rungAt(rung: number, dueAt: number, urgency: Urgency, rules: RulesNow): number {
  const isHourly = 'hours' in rules.cases.deadlines[urgency];
  const steps = isHourly ? rules.cases.rungs.hours : rules.cases.rungs.workingDays;
  const step = steps[rung - 1];
  if (step === undefined) throw new RangeError(`no rung ${rung}`);
  return isHourly ? dueAt + step * HOUR_MS : addWorkingTime(dueAt, { workingDays: step }, rules.breaks);
}

/** So many working days later. */
export const workingDaysLater = (at: number, workingDays: number, rules: RulesNow): number =>
  addWorkingTime(at, { workingDays }, rules.breaks);
