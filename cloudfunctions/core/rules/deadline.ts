import type { Urgency } from '../../../miniprogram/shared/case';
import { HOUR_MS } from './calendar';
import type { RulesNow } from './case-rules';
import { addWorkingTime, workingDaysBefore, workingDaysBetween } from './working-time';

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
  addWorkingTime(clockStart, rules.cases.deadlines[urgency], rules);

/**
 * The deadline: class + extensions + pauses. Hourly classes run through the night, and a pause moves them by its length;
 * the others are counted in working days, and so are their pauses.
 */
export function deadlineOf({ urgency, baseDueAt, pauses, extraDays }: Clock, rules: RulesNow): number {
  const extended = (at: number) => addWorkingTime(at, { workingDays: extraDays }, rules);
  if (isHourly(urgency, rules))
    return extended(pauses.reduce((due, { at, until }) => due + until - at, baseDueAt));
  return pauses.reduce((due, pause) => afterPause(due, pause, rules), extended(baseDueAt));
}

/** A day that was waited for is given back; whoever was late before the pause is late after it. */
function afterPause(dueAt: number, { at, until }: Pause, rules: RulesNow): number {
  const workingDays = workingDaysBetween(at, until, rules.breaks);
  const moved = addWorkingTime(dueAt, { workingDays }, rules);
  if (at <= dueAt || moved <= until) return moved;
  return addWorkingTime(dueAt, { workingDays: workingDays - 1 }, rules);
}

const isHourly = (urgency: Urgency, rules: RulesNow): boolean => 'hours' in rules.cases.deadlines[urgency];

/**
 * The deadline after a pause or an extension has been added: never nearer than what was promised, even when the school
 * calendar has lost a break meanwhile.
 */
export const movedDeadline = (entity: Clock & { dueAt: number }, rules: RulesNow): number =>
  Math.max(entity.dueAt, deadlineOf(entity, rules));

/** Where the clock stands: now, or since when it has been paused. Whoever was late before the pause stays late. */
export const clockAt = (entity: { pause: { at: number } | null }, now: number): number =>
  entity.pause?.at ?? now;

/** One working day before; for hourly classes the last quarter of the time given. */
export function reminderAt(dueAt: number, urgency: Urgency, rules: RulesNow): number {
  const span = rules.cases.deadlines[urgency];
  if ('hours' in span) return dueAt - span.hours * HOUR_MS * rules.cases.reminderShare;
  return workingDaysBefore(dueAt, rules.cases.reminderWorkingDays, rules.breaks);
}

/** When rung 1–4 is due: handler, department head, leader in charge, public list. */
export function rungAt(rung: number, dueAt: number, urgency: Urgency, rules: RulesNow): number {
  const hourly = isHourly(urgency, rules);
  const steps = hourly ? rules.cases.rungs.hours : rules.cases.rungs.workingDays;
  const step = steps[rung - 1];
  if (step === undefined) throw new RangeError(`no rung ${rung}`);
  return hourly ? dueAt + step * HOUR_MS : addWorkingTime(dueAt, { workingDays: step }, rules);
}

/** The end of so many working days. */
export const workingDaysLater = (at: number, workingDays: number, rules: RulesNow): number =>
  addWorkingTime(at, { workingDays }, rules);
