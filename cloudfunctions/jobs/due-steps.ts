import { HOUR_MS } from '../core/rules/calendar';
import { logFailure } from '../platform/call/log';
import { locks } from '../platform/database/collections';
import { add, aggregate, lookupPipeline } from '../platform/database/store';
import type { DueCondition, TimerStep } from './timer-step';

/** The document that the one read hangs on; it holds nothing. It stands among the locks, which every instance knows. */
const HOOK = 'due-steps';

/**
 * Which of the steps have anything to do: all conditions are asked in one round trip, each for at most one document.
 * What is found is only a hint; the step looks again by itself. Undefined when it cannot be told: then all are due.
 */
export async function dueSteps(
  steps: readonly TimerStep[],
  now: number,
): Promise<ReadonlySet<TimerStep> | undefined> {
  // Once an hour nothing is trusted: what no condition takes in is found then, at the latest.
  if (now % HOUR_MS < 60_000) return undefined;
  const asked = steps.flatMap((step) => step.dueWhen(now).map((condition) => ({ step, condition })));
  try {
    const [found] = await aggregate(locks, [
      { match: { _id: HOOK } },
      ...asked.map(({ condition }, index) => ({ lookup: lookup(condition, `found${index}`) })),
    ]).list<Readonly<Record<string, unknown>>>();
    if (!found) {
      await add(locks, { _id: HOOK, until: 0 });
      return undefined;
    }
    const due = asked.filter(
      ({ condition }, index) => hasAny(found[`found${index}`]) !== (condition.isDueWithout === true),
    );
    return new Set(due.map(({ step }) => step));
  } catch (error) {
    // Slower, but nothing is left undone: a database that cannot join must not stop the clock.
    logFailure(`jobs-${now}`, 'due_steps', error);
    return undefined;
  }
}

const lookup = ({ from, after = [], where }: DueCondition, as: string) => ({
  from: from.name,
  pipeline: lookupPipeline([...after, { match: where }, { limit: 1 }, { project: { _id: 1 } }]),
  as,
});

const hasAny = (found: unknown): boolean => Array.isArray(found) && found.length > 0;
