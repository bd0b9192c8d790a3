import { applyCommandAs } from '../case/apply-command';
import { keepDays, rulesNow } from '../case/numbering';
import { findRecurring } from '../case/recurring';
import { rebuildIndex } from '../case/search-index';
import { SYSTEM_ACTOR } from '../core/case/command';
import { type Department, successorOf } from '../core/people/department';
import { HOUR_MS } from '../core/rules/calendar';
import { inParallel } from '../platform/call/parallel';
import { cases, departments } from '../platform/database/collections';
import { acquire } from '../platform/database/lock';
import { _, find, update } from '../platform/database/store';

const PAGE = 100;
const WIDTH = 10;
export const DAYS_EVERY_MS = 5 * 60_000;
export const RECURRING_EVERY_MS = 20 * HOUR_MS;

/** Counters of today and tomorrow, every few minutes. */
export async function keepCaseDays(now: number): Promise<void> {
  if (await acquire('case-days', DAYS_EVERY_MS - 1000, now)) await keepDays(now);
}

/** The search index, when something published has changed. */
export const keepCaseIndex = (): Promise<number> => rebuildIndex();

/** Recurring matters, once a day. */
export async function keepRecurring(now: number): Promise<void> {
  if (await acquire('case-recurring', RECURRING_EVERY_MS, now)) await findRecurring(now);
}

/**
 * A department that was dissolved gives its cases away: to its successor, or back to the office. Every minute until none
 * is left, and every hour after that, so that a case that is reopened later does not fall between.
 */
export async function reassignOfDissolved(now: number, until: number): Promise<number> {
  const ended = await find(departments, { isDissolved: true }, { limit: 1000 });
  let moved = 0;
  for (const department of ended) if (Date.now() < until) moved += await reassign(department, ended, now);
  return moved;
}

async function reassign(department: Department, ended: readonly Department[], now: number): Promise<number> {
  const { _id: departmentId } = department;
  const [onDesk, responsible, promised, ordered, helping] = await Promise.all([
    find(cases, { deskId: departmentId, isOpen: true }, { limit: PAGE }),
    find(cases, { responsibleId: departmentId, isOpen: true }, { limit: PAGE }),
    find(cases, { 'commitment.state': _.in(['open', 'late']), responsibleId: departmentId }, { limit: PAGE }),
    find(cases, { hasOpenSupervision: true, responsibleId: departmentId }, { limit: PAGE }),
    find(cases, { coIds: departmentId, isOpen: true }, { limit: PAGE }),
  ]);
  const affected = new Map(
    [...onDesk, ...responsible, ...promised, ...ordered, ...helping].map((entity) => [entity._id, entity]),
  );
  if (affected.size === 0) {
    if (!department.isHandedOver)
      await update(departments, { _id: departmentId, isDissolved: true }, { isHandedOver: true });
    return 0;
  }
  const rules = await rulesNow(now);
  const successorId = successorOf(department, ended);
  await inParallel([...affected.values()], WIDTH, async (entity) => {
    const requestId = `dissolve-${departmentId}-${entity.version}`;
    const act = { rules, now, requestId };
    await applyCommandAs(SYSTEM_ACTOR, entity, { do: 'dissolve', departmentId, successorId }, act);
  });
  return affected.size;
}
