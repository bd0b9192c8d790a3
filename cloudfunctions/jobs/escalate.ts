import { applyCommandAs } from '../case/apply-command';
import { rulesNow } from '../case/numbering';
import type { Case } from '../core/case/case';
import { SYSTEM_ACTOR } from '../core/case/command';
import { derived } from '../core/case/derived';
import { HOUR_MS } from '../core/rules/calendar';
import type { RulesNow } from '../core/rules/case-rules';
import { logFailure } from '../platform/call/log';
import { inParallel } from '../platform/call/parallel';
import { cases, rulebooks } from '../platform/database/collections';
import { _, find, update } from '../platform/database/store';
import { dueOn, type TimerStep } from './timer-step';

const PAGE = 100;
const WIDTH = 10;

/** How long after a change of the rule book open cases are looked through each minute; later, every hour. */
const RULES_NEW_MS = 2 * HOUR_MS;
const toWakeAt = (now: number) => ({ wakeAt: _.gt(0).and(_.lte(now)) }) as const;

/**
 * What time does to cases: reminders, the four rungs, ends of pauses, progress notes, closing by silence, promises and
 * orders past their day. Each happens once, because each is one change of one version. What is not done within the time
 * of this run follows in the next.
 */
export const escalate: TimerStep = {
  name: 'escalate',
  dueWhen: (now) => [
    dueOn(rulebooks, { effectiveAt: _.gt(now - RULES_NEW_MS).and(_.lte(now)) }),
    dueOn(cases, toWakeAt(now)),
  ],
  run: escalateAll,
};

async function escalateAll(now: number, until: number): Promise<number> {
  const rules = await rulesNow(now);
  await recompute(rules, until);
  let woken = 0;
  while (Date.now() < until) {
    const due = await find(cases, toWakeAt(now), { order: [['wakeAt', 'asc']], limit: PAGE });
    let done = 0;
    await inParallel(due, WIDTH, async (entity) => {
      if (await wake(entity, rules, now)) done++;
    });
    woken += done;
    // A page that nothing could be done with would come again at once.
    if (due.length < PAGE || done === 0) break;
  }
  return woken;
}

async function wake(entity: Case, rules: RulesNow, now: number): Promise<boolean> {
  try {
    const requestId = `wake-${entity.version}`;
    const after = await applyCommandAs(SYSTEM_ACTOR, entity, { do: 'wake' }, { rules, now, requestId });
    return after.wakeAt === null || after.wakeAt > now;
  } catch (error) {
    // One case that cannot be woken must not keep the others asleep.
    logFailure(`wake-${now}`, 'escalate', error);
    return false;
  }
}

/**
 * After a change of the rule book: when open cases are looked at next. Deadlines that were promised stay; rungs that
 * have been climbed are not climbed again.
 */
async function recompute(rules: RulesNow, until: number): Promise<void> {
  while (Date.now() < until) {
    const old = await find(cases, { isOpen: true, rulesVersion: _.lt(rules.version) }, { limit: PAGE });
    await inParallel(old, WIDTH, async (entity) => {
      const { wakeAt } = derived(entity, rules);
      await update(
        cases,
        { _id: entity._id, version: entity.version },
        { wakeAt, rulesVersion: rules.version },
      );
    });
    if (old.length < PAGE) break;
  }
}
