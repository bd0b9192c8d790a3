import { HOUR_MS } from '../core/rules/calendar';
import { logFailure } from '../platform/call/log';
import { add, aggregate, collection } from '../platform/database/store';
import { type Look, looksAt, type StepName } from './looks';

/**
 * The document that the one read hangs on; it holds nothing. It stands in `locks`, which every instance knows.
 */
const agenda = collection<{ _id: string; until: number }>('locks');
const ID = 'agenda';

/**
 * Which steps have anything to do: all collections are asked in one round trip, each for at most one document. What a
 * look finds is only a hint; the step looks again by itself. Undefined when it cannot be told, and then all are due.
 */
export async function dueNow(now: number): Promise<ReadonlySet<StepName> | undefined> {
  // Once an hour nothing is trusted: what no look announces is found then, at the latest.
  if (now % HOUR_MS < 60_000) return undefined;
  const looks = looksAt(now);
  try {
    const [found] = await aggregate(agenda, [
      { match: { _id: ID } },
      ...looks.map((look, index) => ({ lookup: lookup(look, `look${index}`) })),
    ]).list<Readonly<Record<string, unknown>>>();
    if (!found) {
      await add(agenda, { _id: ID, until: 0 });
      return undefined;
    }
    const due = looks.filter((look, index) => hasAny(found[`look${index}`]) !== (look.isDueWithout === true));
    return new Set(due.map(({ step }) => step));
  } catch (error) {
    // Slower, but nothing is left undone: a database that cannot join must not stop the clock.
    logFailure(`jobs-${now}`, 'agenda', error);
    return undefined;
  }
}

const lookup = ({ from, stages = [], match }: Look, as: string) => ({
  from: from.name,
  pipeline: [...stages, { $match: match }, { $limit: 1 }, { $project: { _id: 1 } }],
  as,
});

const hasAny = (found: unknown): boolean => Array.isArray(found) && found.length > 0;
