import type { caseContract } from '../contract/case';
import { hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { type Minutes, passagesIn, privacyCorrected } from '../core/hall/minutes';
import { OFFICE } from '../core/people/role-sets';
import { followUp } from '../hall/follow-up';
import { ensureTellsNobody } from '../hall/gate';
import type { Context, Handler } from '../platform/call/dispatch';
import { cases, minutes } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { writeBlackedOut } from '../platform/database/versioned';
import { actOf } from '../session/change-session';
import { blackOutTold } from './black-out-cases';
import { noteBlackOut } from './search-index';
import { applyStaffCommand } from './staff-command';

type Input = { caseId: string; passages: string[]; reason: string };

/**
 * 隐私更正 of a case: passages are blacked out in its public words, of now or of before it was closed to the public, and
 * in what was made of them. The words that the asker wrote stay with whoever handles the case. Stopped half way, the
 * same request completes it.
 *
 * @throws DomainError not_found, passage_unknown, redaction_open for a reason that tells who
 */
export const correctPrivacy: Handler<(typeof caseContract)['case.correctPrivacy']> = {
  may: OFFICE,
  async run(input, context) {
    const { caseId, passages, reason } = input;
    await ensureTellsNobody(reason, 'reason', passages);
    const view = await applyStaffCommand(caseId, { do: 'correctPrivacy', passages, reason }, context);
    const entity = await get(cases, caseId);
    ensure(entity !== null, 'not_found');
    await blackOutTold(entity, passages);
    const written = entity.sessionId === null ? null : await get(minutes, entity.sessionId);
    if (written) await correctMinutes(written, input, context);
    await noteBlackOut(context.now);
    return view;
  },
};

/** A question that was transferred stands in the minutes too, and from there in survey, results and cards. */
async function correctMinutes(
  written: Minutes,
  { passages, reason }: Input,
  context: Context,
): Promise<void> {
  const act = await actOf(context);
  let corrected = written;
  const known = passagesIn(written, passages);
  if (known.length > 0 && !hasHappened(written, act.requestId)) {
    corrected = privacyCorrected(written, known, reason, act);
    ensure((await writeBlackedOut(minutes, written, corrected)) === 'written', 'conflict');
  }
  await followUp(corrected, act.now);
}
