import { promote } from '../booking/promote';
import type { sessionContract } from '../contract/session';
import { type Act, hasHappened } from '../core/change';
import { DomainError, ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import { capacities, type Pool } from '../core/session/pool';
import { type Session, savePlan } from '../core/session/session';
import { ensureLookedThrough, ensureTellsNobody } from '../hall/gate';
import type { Handler } from '../platform/call/dispatch';
import { bookingPools, sessions } from '../platform/database/collections';
import { _, get } from '../platform/database/store';
import { type Transaction, transact } from '../platform/database/transaction';
import { patchOf } from '../platform/database/versioned';
import { actOf } from './change-session';
import { planWords } from './plan-words';
import { answered } from './with-pools';

/**
 * Saves the plan. After the preview the number of places goes with it, in one transaction, never below what is taken;
 * places that were added go to the waitlist.
 *
 * @throws DomainError not_found, conflict, wrong_stage, quota_mismatch, preview_incomplete, capacity_below_taken,
 *   reason_needed, redaction_open
 */
export const saveSession: Handler<(typeof sessionContract)['session.save']> = {
  may: OFFICE,
  async run({ sessionId, version, plan, reason, kept }, context) {
    const [by] = await Promise.all([
      actOf(context),
      ensureLookedThrough(planWords(plan), kept),
      ensureTellsNobody(reason),
    ]);
    const current = await get(sessions, sessionId);
    ensure(current !== null, 'not_found');
    const saved = hasHappened(current, by.requestId)
      ? current
      : await transact((transaction) =>
          saveIn(
            transaction,
            sessionId,
            by,
            (session) => savePlan(session, plan, version, by, reason).entity,
          ),
        );
    if (saved.status === 'previewed') {
      for (const { _id } of capacities(sessionId, saved.plan)) await promote(saved, _id, by.now);
    }
    return answered(saved, by.now);
  },
};

async function saveIn(
  transaction: Transaction,
  sessionId: string,
  by: Act,
  decide: (session: Session) => Session,
): Promise<Session> {
  const session = await transaction.get(sessions, sessionId);
  if (!session) throw new DomainError('not_found');
  if (hasHappened(session, by.requestId)) return session;
  const next = decide(session);
  if (session.status === 'previewed') {
    for (const { _id, wish, capacity } of capacities(sessionId, next.plan)) {
      const pool = await transaction.get(bookingPools, _id);
      if (pool && pool.capacity !== capacity) await resize(transaction, pool, wish, capacity);
    }
  }
  await transaction.update(sessions, sessionId, patchOf(session, next));
  return next;
}

async function resize(
  transaction: Transaction,
  pool: Pool,
  wish: Pool['wish'],
  capacity: number,
): Promise<void> {
  const more = capacity - pool.capacity;
  const field = wish === 'listen' ? 'seats' : pool.quota === 'any' ? 'speakingSlots' : 'quota';
  ensure(pool.left + more >= 0, 'capacity_below_taken', { [field]: 'capacity_below_taken' });
  await transaction.update(bookingPools, pool._id, { capacity, left: _.inc(more) });
}
