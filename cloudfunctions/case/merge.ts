import type { caseContract } from '../contract/case';
import { SYSTEM_ACTOR } from '../core/case/command';
import { caseJoinId } from '../core/case/join';
import { keyOf } from '../core/case/key';
import { DomainError, ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import { withoutAccount } from '../core/people/voice';
import type { Handler } from '../platform/call/dispatch';
import { caseJoins, cases } from '../platform/database/collections';
import { add, get } from '../platform/database/store';
import { applyCommandAs } from './apply-command';
import { rulesNow } from './numbering';
import { applyStaffCommand } from './staff-command';

/**
 * The same matter twice: this case ends, the other goes on and its asker is told with the others. Stopped half way, the
 * same request completes it.
 *
 * @throws DomainError not_found, merge_invalid
 */
export const mergeCase: Handler<(typeof caseContract)['case.merge']> = {
  may: OFFICE,
  async run({ caseId, intoId, reason }, context) {
    const [from, into] = await Promise.all([get(cases, caseId), get(cases, intoId)]);
    if (!from || !into) throw new DomainError('not_found');
    ensure(into.mergedInto === null && into.isOpen && !into.isProtected && !into.isHeld, 'merge_invalid');
    const target = { id: into._id, number: into.number };
    const view = await applyStaffCommand(caseId, { do: 'merge', into: target, reason }, context);
    const { now, requestId } = context;
    await applyCommandAs(
      SYSTEM_ACTOR,
      into,
      { do: 'absorb', number: from.number },
      {
        rules: await rulesNow(now),
        now,
        requestId,
      },
    );
    if (from.askerId !== null) {
      const _id = caseJoinId(into._id, from.askerId);
      const join = { caseId: into._id, personId: from.askerId, hasJoined: true, isFollowing: true };
      // The office joins them, not their account.
      await add(caseJoins, { _id, voice: withoutAccount(_id), ...join, key: keyOf(now, into.number) });
    }
    return view;
  },
};
