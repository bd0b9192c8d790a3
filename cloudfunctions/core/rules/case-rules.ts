import type { Urgency } from '../../../miniprogram/shared/case';
import type { SchoolTime, Span } from './working-time';

/** Numbers of docs/rules.md, Cases. Part of the rule book. */
export interface CaseRules {
  /** From the moment the person asks. */
  deadlines: Record<Urgency, Span>;
  reminderWorkingDays: number;
  /** For classes that are counted in hours: the reminder, as a share of the time given. */
  reminderShare: number;
  /** After the deadline: handler → head → leader in charge → public list. In working days, or hours for hourly classes. */
  rungs: { workingDays: Rungs; hours: Rungs };
  /** How long after being given a case a department may hand it back. */
  returnWorkingDays: number;
  extensionsMax: number;
  /** How long the clock waits for an asker who is asked for more. */
  askerWorkingDays: number;
  /** An answer that nobody objects to closes the case after this long; it does not count as solved. */
  silenceWorkingDays: number;
  /** How long after the answer "not solved" still reopens. */
  reopenDays: number;
  /** The asker hears something at least this often while the case is open. */
  progressWorkingDays: number;
  /** Similar cases within this many days make a recurring matter, from this many voices on. */
  recurringDays: number;
  recurringVoices: number;
  /** What is not urgent is pushed to phones between these hours of the day, in Shanghai; the rest waits for the morning. */
  tellFromHour: number;
  tellUntilHour: number;
  /** Anonymous items that one member of the college may file in a month. */
  passesPerMonth: number;
}
type Rungs = readonly [handler: number, head: number, leader: number, publicList: number];

export const FIRST_CASE_RULES: CaseRules = {
  deadlines: {
    emergency: { hours: 2 },
    utilities: { hours: 24 },
    ordinary: { workingDays: 3 },
    complex: { workingDays: 15 },
  },
  reminderWorkingDays: 1,
  reminderShare: 0.25,
  rungs: { workingDays: [0, 1, 2, 5], hours: [0, 2, 6, 24] },
  returnWorkingDays: 1,
  extensionsMax: 2,
  askerWorkingDays: 5,
  silenceWorkingDays: 5,
  reopenDays: 30,
  progressWorkingDays: 5,
  recurringDays: 90,
  recurringVoices: 3,
  tellFromHour: 8,
  tellUntilHour: 21,
  passesPerMonth: 4,
};

/** The rules a case is decided by at one moment: the numbers and the school's calendar. */
export interface RulesNow extends SchoolTime {
  version: number;
  cases: CaseRules;
}
