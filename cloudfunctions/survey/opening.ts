import type { observerContract } from '../contract/observer';
import { type Act, hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { OBSERVER } from '../core/people/role-sets';
import { announce } from '../core/survey/announcement-of-results';
import {
  AGREEING,
  areCountsOf,
  type Closing,
  confirmed,
  countsDigest,
  isNothingKnown,
  lostCounts,
  type SlotCounts,
} from '../core/survey/closing-key';
import { opened, type SealedBox } from '../core/survey/sealed-box';
import { boxOf, partsOf } from '../core/survey/sealed-part';
import { changedSurvey, type Survey, tellingSurvey } from '../core/survey/survey';
import type { Handler } from '../platform/call/dispatch';
import { inParallel } from '../platform/call/parallel';
import { auditEnd } from '../platform/database/audit-end';
import { results, sealedBoxes, surveys } from '../platform/database/collections';
import { get, put } from '../platform/database/store';
import { commit } from '../platform/database/versioned';
import { departmentNames } from './department-names';
import { inTurn, partsOfBox } from './results';
import { actOf } from './rounds';
import { countedNotices } from './seal';

/**
 * A holder says what came out of the sealed ratings on the own machine, or that the own key is lost. When two say the same
 * the counts become the box's, and from there on everything goes as where the college counts itself. Only counts come in
 * here: no key, no share, no rating.
 *
 * @throws DomainError results_not_ready before the seal, wrong_stage after the opening, not_allowed for an observer without
 *   a key to this survey, counts_do_not_fit, conflict
 */
export const confirmOpening: Handler<(typeof observerContract)['survey.confirmOpening']> = {
  may: OBSERVER,
  async run({ survey: id, counts }, context) {
    const act = await actOf(context);
    const survey = await get(surveys, id);
    ensure(survey !== null, 'not_found');
    if (hasHappened(survey, act.requestId)) return { state: stateOf(survey, act.actor) };
    const { closing } = survey;
    ensure(survey.state === 'sealed' && closing !== undefined, 'results_not_ready');
    ensure(closing.opened === null, 'wrong_stage');
    ensure(
      closing.holders.some(({ personId }) => personId === act.actor),
      'not_allowed',
    );
    const told = await inTurn(survey, act, async () => {
      const box = boxOf(await partsOfBox(survey, 0));
      ensure(box !== null, 'results_not_ready');
      const given = counts ?? lostCounts(box);
      ensure(areCountsOf(box, given), 'counts_do_not_fit');
      const digest = countsDigest(box, given);
      const word = confirmed(closing, { personId: act.actor, digest, at: act.now });
      const next =
        word.agreeing.length < AGREEING
          ? changedSurvey(survey, act, 'opening_confirmed', { closing: word.closing }, digest)
          : await openedSurvey(survey, box, given, word, act);
      return commit(surveys, survey, next);
    });
    return { state: stateOf(told, act.actor) };
  },
};

/** Box and results with the counts in them, and the survey that points at them. Written again by a repeat. */
async function openedSurvey(
  survey: Survey,
  box: SealedBox,
  counts: readonly SlotCounts[],
  { closing, agreeing }: { closing: Closing; agreeing: string[] },
  act: Act,
): Promise<Survey> {
  const counted = opened(box, counts);
  await inParallel(partsOf(counted), 5, (part) => put(sealedBoxes, part));
  await put(results, announce(survey, counted, await departmentNames(), act.now, await auditEnd()));
  const isVoid = isNothingKnown(counts);
  const invalid = counts.reduce((sum, count) => sum + count.invalid, 0);
  const next = changedSurvey(survey, act, 'opened_by_observers', {
    closing: { ...closing, opened: { by: agreeing, invalid, isVoid } },
    resultVersion: counted.version,
    boxDigest: counted.digest,
    openingReminderAt: null,
  });
  return tellingSurvey(next, await countedNotices(survey, counted, act));
}

/** How it stands for whoever has just said something. */
function stateOf({ closing }: Survey, personId: string): 'waiting' | 'differs' | 'opened' {
  if (!closing || closing.opened) return 'opened';
  const own = closing.confirmations.find((word) => word.personId === personId);
  const differs = closing.confirmations.some(({ digest }) => digest !== own?.digest);
  return differs ? 'differs' : 'waiting';
}
