import { finishCounts, leftUncounted } from '../case/count-joins';
import { finishMerges } from '../case/merge';
import { keepDays } from '../case/numbering';
import { findRecurring } from '../case/recurring';
import { rebuildIndex, STALE_INDEX } from '../case/search-index';
import { HOUR_MS } from '../core/rules/calendar';
import { caseIndex, caseJoins } from '../platform/database/collections';
import { acquire } from '../platform/database/lock';
import { dueOn, lockIsFree, type TimerStep } from './timer-step';

const DAYS_LOCK = 'case-days';
/** Every five minutes, and not a minute later because of the second that the run itself takes. */
const DAYS_MS = 5 * 60_000 - 1000;

/** Counters of today and tomorrow, every few minutes. */
export const keepCaseDays: TimerStep = {
  name: 'keep_case_days',
  dueWhen: (now) => [lockIsFree(DAYS_LOCK, DAYS_MS, now)],
  async run(now) {
    if (await acquire(DAYS_LOCK, DAYS_MS, now)) await keepDays(now);
  },
};

const RECURRING_LOCK = 'case-recurring';
const RECURRING_MS = 20 * HOUR_MS;

/** Recurring matters, once a day. */
export const keepRecurring: TimerStep = {
  name: 'keep_recurring',
  dueWhen: (now) => [lockIsFree(RECURRING_LOCK, RECURRING_MS, now)],
  async run(now) {
    if (await acquire(RECURRING_LOCK, RECURRING_MS, now)) await findRecurring(now);
  },
};

/** The search index, when something published has changed. */
export const keepCaseIndex: TimerStep = {
  name: 'keep_case_index',
  dueWhen: () => [dueOn(caseIndex, STALE_INDEX)],
  run: rebuildIndex,
};

/** Merges and voices that calls left half done. */
export const finishCases: TimerStep = {
  name: 'finish_cases',
  dueWhen: (now) => [dueOn(caseJoins, leftUncounted(now))],
  async run(now) {
    await finishMerges(now);
    await finishCounts(now);
  },
};
