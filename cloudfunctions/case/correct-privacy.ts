import type { caseContract } from '../contract/case';
import { passagesWithin } from '../core/black-out';
import type { Case } from '../core/case/case';
import { hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { type Minutes, passagesIn, privacyCorrected } from '../core/hall/minutes';
import { OFFICE } from '../core/people/role-sets';
import { blackOutPlans, passagesInCopies, passagesInPlans } from '../hall/black-out-copies';
import { followUp } from '../hall/follow-up';
import { ensureTellsNobody } from '../hall/gate';
import type { Context, Handler } from '../platform/call/dispatch';
import { cases, minutes } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { writeBlackedOut } from '../platform/database/versioned';
import { actOf } from '../session/change-session';
import { blackOutMatters, blackOutTold } from './black-out-cases';
import { noteBlackOut } from './search-index';
import { applyStaffCommand } from './staff-command';

type Input = { caseId: string; passages: string[]; reason: string };

/**
 * 隐私更正 of a case: passages are blacked out in its public words, of now or of before it was closed to the public, and
 * wherever else they stand in public of it and of its session. The words that the asker wrote stay with whoever handles the case. Stopped half way, the
 * same request completes it.
 *
 * @throws DomainError not_found, passage_unknown, redaction_open for a reason that tells who
 */
export const correctPrivacy: Handler<(typeof caseContract)['case.correctPrivacy']> = {
  may: OFFICE,
  async run(input, context) {
    const { caseId, passages, reason } = input;
    const [before] = await Promise.all([get(cases, caseId), ensureTellsNobody(reason, 'reason', passages)]);
    ensure(before !== null, 'not_found');
    const elsewhere = await besideCase(before, passages);
    const command = { do: 'correctPrivacy', passages, reason, elsewhere } as const;
    const view = await applyStaffCommand(caseId, command, context);
    const entity = await get(cases, caseId);
    ensure(entity !== null, 'not_found');
    await Promise.all([
      blackOutTold(entity, passages),
      blackOutMatters(passages),
      blackOutPlans(entity.submittedAt, passages),
    ]);
    const written = entity.sessionId === null ? null : await get(minutes, entity.sessionId);
    if (written) await correctMinutes(written, input, context);
    await noteBlackOut(context.now);
    return view;
  },
};

/**
 * Those of the passages that stand in public beside the words of this case: in the minutes, in what was made of them, or
 * in the plan of a session that took its matter up. No round trip where all stand in the case.
 */
async function besideCase(
  { published, sessionId, submittedAt }: Case,
  passages: readonly string[],
): Promise<string[]> {
  const own = passagesWithin([published], passages);
  const left = passages.filter((passage) => !own.includes(passage));
  if (left.length === 0) return [];
  const found = await Promise.all([
    passagesInPlans(submittedAt, left),
    sessionId === null ? [] : passagesInCopies(sessionId, left),
    sessionId === null ? [] : passagesInMinutes(sessionId, left),
  ]);
  return [...new Set(found.flat())];
}

async function passagesInMinutes(sessionId: string, passages: readonly string[]): Promise<string[]> {
  const written = await get(minutes, sessionId);
  return written?.publishedAt ? passagesIn(written, passages) : [];
}

/** A question that was transferred stands in the minutes too, and from there in survey, results and cards. */
async function correctMinutes(
  written: Minutes,
  { passages, reason }: Input,
  context: Context,
): Promise<void> {
  const act = await actOf(context);
  let corrected = written;
  const known = passagesIn(written, passages);
  const beside = passages.filter((passage) => !known.includes(passage));
  const elsewhere = written.publishedAt === null ? [] : await passagesInCopies(written._id, beside);
  const standing = [...known, ...elsewhere];
  if (standing.length > 0 && !hasHappened(written, act.requestId)) {
    corrected = privacyCorrected(written, standing, reason, act, elsewhere);
    ensure((await writeBlackedOut(minutes, written, corrected)) === 'written', 'conflict');
  }
  await followUp(corrected, act.now);
}
