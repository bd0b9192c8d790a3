import type { Urgency } from '../../../miniprogram/shared/case';
import { HOUR_MS } from './calendar';
import type { RulesNow } from './case-rules';
import { addWorkingTime, advance, workingDaysBefore, workingTimeBetween } from './working-time';

/** One stretch in which the clock stood still. */
export interface Pause {
  at: number;
  until: number;
}

/** What a deadline is computed from, and from nothing else. Milliseconds since the epoch. */
export interface Clock {
  urgency: Urgency;
  /** What was promised at first: the end of the class's span, or the day that was named in the hall. */
  baseDueAt: number;
  /** Ended pauses since the clock started. */
  pauses: readonly Pause[];
  /** Working days of granted extensions since then. */
  extraDays: number;
}

/**
 * Where a class puts the deadline, counted from the moment the person asked (docs/rules.md, Cases). Asked once and
 * then kept: a changed rule book or school calendar is for what is asked later.
 */
export const classDueAt = (clockStart: number, urgency: Urgency, rules: RulesNow): number =>
  addWorkingTime(clockStart, rules.cases.deadlines[urgency], rules.breaks);

/**
 * The deadline: class + pauses + extensions. Hourly classes run through the night; the others count working time of the
 * school calendar, and so do their pauses.
 */
export function deadlineOf({ urgency, baseDueAt, pauses, extraDays }: Clock, rules: RulesNow): number {
  const paused = pauses.reduce((sum, { at, until }) => sum + lengthOf(at, until, urgency, rules), 0);
  const isHourly = 'hours' in rules.cases.deadlines[urgency];
  const resumed = isHourly ? baseDueAt + paused : advance(baseDueAt, paused, rules.breaks);
  return extraDays === 0 ? resumed : addWorkingTime(resumed, { workingDays: extraDays }, rules.breaks);
}

/**
 * The deadline after a pause or an extension has been added: never nearer than what was promised, even when the school
 * calendar has lost a break meanwhile.
 */
export const movedDeadline = (entity: Clock & { dueAt: number }, rules: RulesNow): number =>
  Math.max(entity.dueAt, deadlineOf(entity, rules));

/** Where the clock stands: now, or since when it has been paused. Whoever was late before the pause stays late. */
export const clockAt = (entity: { pause: { at: number } | null }, now: number): number =>
  entity.pause?.at ?? now;

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
