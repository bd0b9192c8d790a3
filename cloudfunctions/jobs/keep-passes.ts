import { monthsWithKeys, oldestSpendable } from '../core/case/pass';
import { monthOf } from '../core/rules/calendar';
import { closePassMonth, endPassMonth, makePassMonth, passMonths } from '../platform/ballots/pass-keys';
import { passBase } from '../platform/call/pass-way';
import { currentRuleBook } from '../platform/database/rulebook';
import { _, find } from '../platform/database/store';
import { type DueCondition, dueOn, type TimerStep } from './timer-step';

const OVER = (now: number) => ({ _id: _.lt(monthOf(now)), state: 'open' }) as const;
const PAST = (now: number) => ({ _id: _.lt(oldestSpendable(now)), state: _.neq('emptied') }) as const;

/**
 * The months of passes: the key of each is made some days before it begins, destroyed when it is over, and a month later,
 * when its passes may not be spent any more, what was issued and spent is counted and removed.
 */
export const keepPasses: TimerStep = {
  name: 'keep_passes',
  dueWhen: (now) => [
    ...wantedMonths(now).map(
      (month): DueCondition => ({ ...dueOn(passMonths, { _id: month }), isDueWithout: true }),
    ),
    dueOn(passMonths, OVER(now)),
    dueOn(passMonths, PAST(now)),
  ],
  run: keepMonths,
};

/** None where the college has no domain: there nothing can be spent. */
const wantedMonths = (now: number): string[] => (passBase() === '' ? [] : monthsWithKeys(now));

async function keepMonths(now: number): Promise<void> {
  const wanted = wantedMonths(now);
  if (wanted.length > 0) {
    const { rules } = await currentRuleBook(now);
    for (const month of wanted) await makePassMonth(month, rules.cases.passesPerMonth);
  }
  for (const { _id } of await find(passMonths, OVER(now), { limit: 12 })) await endPassMonth(_id);
  for (const month of await find(passMonths, PAST(now), { limit: 12 })) await closePassMonth(month);
}
