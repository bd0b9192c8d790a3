import { randomBytes } from 'node:crypto';
import type { sessionContract } from '../contract/session';
import { hasHappened } from '../core/change';
import { DomainError } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import { newPools } from '../core/session/pool';
import { publishPreview } from '../core/session/session';
import type { Handler } from '../platform/call/dispatch';
import { bookingPools, sessions } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { transact } from '../platform/database/transaction';
import { patchOf } from '../platform/database/versioned';
import { actOf } from './change-session';
import { answered } from './with-pools';

/**
 * Publishes the preview: in one transaction the rules are fixed, the pools of places are made and everybody is going
 * to be told; booking is open from then on.
 *
 * @throws DomainError not_found, wrong_stage, date_in_past, preview_incomplete, quota_mismatch
 */
export const publishSessionPreview: Handler<(typeof sessionContract)['session.publishPreview']> = {
  may: OFFICE,
  async run({ sessionId }, context) {
    const by = await actOf(context);
    const book = await currentRuleBook(by.now);
    const seed = randomBytes(32).toString('hex');
    const published = await transact(async (transaction) => {
      const session = await transaction.get(sessions, sessionId);
      if (!session) throw new DomainError('not_found');
      if (hasHappened(session, by.requestId)) return session;
      const { entity } = publishPreview(session, book, by, seed);
      for (const pool of newPools(sessionId, entity.plan)) await transaction.put(bookingPools, pool);
      await transaction.update(sessions, sessionId, patchOf(session, entity));
      return entity;
    });
    return answered(published, by.now);
  },
};
