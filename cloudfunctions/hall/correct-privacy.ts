import type { hallContract } from '../contract/hall';
import { hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { passagesIn, privacyCorrected } from '../core/hall/minutes';
import { OFFICE } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { minutes } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { writeBlackedOut } from '../platform/database/versioned';
import { actOf, readSession } from '../session/change-session';
import { passagesInCopies } from './black-out-copies';
import { followUp } from './follow-up';
import { ensureTellsNobody } from './gate';
import { shownDraft } from './minutes-view';
import { questionsOf } from './view';

/**
 * 隐私更正: passages are blacked out in every revision, and in whatever else is public of the session, wherever they
 * stand. Whatever of it is cut off is finished by `jobs`.
 *
 * @throws DomainError not_found, conflict, wrong_stage, passage_unknown, redaction_open for a reason that tells who
 */
export const correctPrivacy: Handler<(typeof hallContract)['hall.correctPrivacy']> = {
  may: OFFICE,
  async run({ sessionId, version, passages, reason }, context) {
    const [act, session, asked, existing] = await Promise.all([
      actOf(context),
      readSession(sessionId),
      questionsOf(sessionId),
      get(minutes, sessionId),
      ensureTellsNobody(reason, 'reason', passages),
    ]);
    ensure(existing !== null, 'not_found');
    if (!hasHappened(existing, act.requestId)) {
      ensure(existing.version === version, 'conflict');
      const known = passagesIn(existing, passages);
      const beside = passages.filter((passage) => !known.includes(passage));
      const elsewhere = await passagesInCopies(sessionId, beside);
      const next = privacyCorrected(existing, passages, reason, act, elsewhere);
      ensure((await writeBlackedOut(minutes, existing, next)) === 'written', 'conflict');
    }
    const corrected = await get(minutes, sessionId);
    ensure(corrected !== null, 'not_found');
    await followUp(corrected, act.now);
    return shownDraft(corrected, session, asked, act.now);
  },
};
