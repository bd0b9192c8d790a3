import { applyCommandAs } from '../case/apply-command';
import { standInFor } from '../case/head-of';
import { rulesNow } from '../case/numbering';
import { SYSTEM_ACTOR } from '../core/case/command';
import { cases } from '../platform/database/collections';
import { find } from '../platform/database/store';
import type { TimerStep } from './timer-step';

const PAGE = 500;

/**
 * A draft that waits for a head whom the department has no more (the role was taken, a deputy's time is over, the
 * account unbound) goes to the office and the leader in charge. Looked for at every full hour; where a head has left
 * the college it is done at once (leaver-roles).
 */
export const handOnReviews: TimerStep = {
  name: 'hand_on_reviews',
  dueWhen: () => [],
  async run(now) {
    const waiting = await find(cases, { deskBox: 'review' }, { limit: PAGE, fields: ['responsibleId'] });
    await findStandIns([...new Set(waiting.flatMap(({ responsibleId }) => responsibleId ?? []))], now);
  },
};

/** Hands on what waits for review in those of the departments that have no head. */
export async function findStandIns(departmentIds: readonly string[], now: number): Promise<void> {
  for (const departmentId of departmentIds) {
    const standIn = await standInFor(departmentId, now);
    if (standIn === null) continue;
    const waiting = await find(cases, { deskId: departmentId, deskBox: 'review' }, { limit: PAGE });
    if (waiting.length === 0) continue;
    const rules = await rulesNow(now);
    for (const entity of waiting.filter(({ draft }) => !draft?.standIn)) {
      const act = { rules, now, requestId: `review-${entity._id}-${entity.version}` };
      await applyCommandAs(SYSTEM_ACTOR, entity, { do: 'standIn', ...standIn }, act);
    }
  }
}
