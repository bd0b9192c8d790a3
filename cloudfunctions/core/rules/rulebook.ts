import { WORK_ENDS_MINUTE } from '../../../miniprogram/shared/time';
import type { CalendarRules } from './calendar';
import { type CaseRules, FIRST_CASE_RULES, type RulesNow } from './case-rules';
import { FIRST_RETENTION, type RetentionRules } from './retention';

/** Numbers of docs/rules.md, Booking. Stamped on a session when its preview goes out. */
export interface BookingRules {
  /** Proposed number of speaking slots of a session. */
  speakingSlots: number;
  /** Proposed number of seats that can be booked. */
  seats: number;
  /** How long an offered place waits for an answer. */
  offerHours: number;
  /** An offer is never shorter than this. */
  offerMinHours: number;
  /** In the last hours before the session an offer is confirmed at once. */
  confirmAtOnceHours: number;
  /** Booking and cancelling close this long before the session. */
  cutOffHours: number;
  /** A no-show waits behind everybody until this long before the next session. */
  noShowHoldHours: number;
  /** What somebody who waited in vain wrote is emptied so long after the session, if they say nothing. */
  unreachedDays: number;
  /** Speaking slots are drawn by lot so long before the session; 0: in order of booking. */
  lotteryHours: number;
  /** 1: in a draw, who has not spoken in a session before comes first. */
  firstTimeFirst: number;
}

/**
 * Every number the product decides by (docs/rules.md, Rule book). Persisted in `rulebooks`; changing the shape needs
 * a migration.
 */
export interface Rules {
  calendar: CalendarRules;
  booking: BookingRules;
  questions: {
    /** "Solved on the spot" counts when the asker has not objected for this long. */
    objectionDays: number;
    /** Questions that one person may send from the seat in a session. */
    seatQuestions: number;
    /** So many co-askers who object count like the asker. */
    coObjections: number;
  };
  cases: CaseRules;
  survey: {
    /** k: below this many ratings no rate is shown. */
    smallestShown: number;
    /** Ratings are opened by two of three observers (docs/closing-key.md). Absent from earlier versions: not. */
    areOpenedByObservers: boolean;
  };
  cards: {
    /** Red when dissatisfied × denominator > ratings × numerator. */
    red: { numerator: number; denominator: number };
    yellow: { numerator: number; denominator: number };
    /** Below this many ratings no card is given. */
    fewestRatings: number;
    reviewWorkingDays: number;
    /** Within so long the office decides an appeal. */
    decisionWorkingDays: number;
    /** Points that performance assessment takes off for a final card, and for a plan that came late or is missing. */
    yellowPoints: number;
    redPoints: number;
    latePlanPoints: number;
  };
  /** Absent from versions that were stored before there were periods: `inForce` fills it in. */
  retention: RetentionRules;
}

/** One version of the rule book. Never changed once in force: a change is the next version, with its reason. */
export interface RuleBook {
  _id: string;
  version: number;
  /** From when sessions that are planned or not yet previewed follow it. */
  effectiveAt: number;
  reason: string;
  rules: Rules;
}

/** What the college starts with. */
export const FIRST_RULE_BOOK: RuleBook = {
  _id: 'rulebook-1',
  version: 1,
  effectiveAt: 0,
  reason: '四点对话制度的初始规则',
  rules: {
    calendar: {
      weekday: 4,
      hour: 16,
      previewLeadHours: 7 * 24,
      workEndsMinute: WORK_ENDS_MINUTE,
      breaks: [
        { name: '暑假', from: '2025-07-12', to: '2025-08-31' },
        { name: '寒假', from: '2026-01-17', to: '2026-03-01' },
        { name: '暑假', from: '2026-07-11', to: '2026-08-30' },
        { name: '寒假', from: '2027-01-16', to: '2027-02-28' },
        { name: '暑假', from: '2027-07-10', to: '2027-08-29' },
      ],
    },
    booking: {
      speakingSlots: 20,
      seats: 300,
      offerHours: 48,
      offerMinHours: 2,
      confirmAtOnceHours: 24,
      cutOffHours: 2,
      noShowHoldHours: 72,
      unreachedDays: 14,
      lotteryHours: 0,
      firstTimeFirst: 1,
    },
    questions: { objectionDays: 3, seatQuestions: 3, coObjections: 3 },
    cases: FIRST_CASE_RULES,
    survey: { smallestShown: 5, areOpenedByObservers: false },
    cards: {
      red: { numerator: 1, denominator: 2 },
      yellow: { numerator: 3, denominator: 10 },
      fewestRatings: 10,
      reviewWorkingDays: 5,
      decisionWorkingDays: 5,
      yellowPoints: 1,
      redPoints: 3,
      latePlanPoints: 1,
    },
    retention: FIRST_RETENTION,
  },
};

/** The version in force: the newest that has taken effect, or the first. */
export function inForce(versions: readonly RuleBook[], now: number): RuleBook {
  const book = versions
    .filter(({ effectiveAt }) => effectiveAt <= now)
    .reduce((newest, book) => (book.version > newest.version ? book : newest), FIRST_RULE_BOOK);
  return { ...book, rules: { ...book.rules, retention: { ...FIRST_RETENTION, ...book.rules.retention } } };
}

/** What a version of the rule book says of cases. */
export const caseRulesOf = ({ version, rules }: Pick<RuleBook, 'version' | 'rules'>): RulesNow => ({
  version,
  cases: rules.cases,
  breaks: rules.calendar.breaks,
  workEndsMinute: rules.calendar.workEndsMinute,
});
