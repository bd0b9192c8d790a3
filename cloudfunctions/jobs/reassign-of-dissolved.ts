import { applyCommandAs } from '../case/apply-command';
import { rulesNow } from '../case/numbering';
import { SYSTEM_ACTOR } from '../core/case/command';
import { type Department, successorOf } from '../core/people/department';
import { inParallel } from '../platform/call/parallel';
import { cases, departments } from '../platform/database/collections';
import { _, find, update } from '../platform/database/store';
import { dueOn, type TimerStep } from './timer-step';

const PAGE = 100;
const WIDTH = 10;
const DISSOLVED = { isDissolved: true } as const;

/**
 * A department that was dissolved gives its cases away: to its successor, or back to the office. Every minute until none
 * is left, and every hour after that, so that a case that is reopened later does not fall between.
 */
export const reassignOfDissolved: TimerStep = {
  name: 'reassign_of_dissolved',
  // The hour is the full hour of the timer, when conditions are not asked.
  dueWhen: () => [dueOn(departments, { ...DISSOLVED, isHandedOver: _.neq(true) })],
  run: reassignAll,
};

async function reassignAll(now: number, until: number): Promise<number> {
  const ended = await find(departments, DISSOLVED, { limit: 1000 });
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
      await update(departments, { _id: departmentId, ...DISSOLVED }, { isHandedOver: true });
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
