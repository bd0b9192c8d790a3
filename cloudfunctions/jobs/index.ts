import { isFromPhone } from '../platform/call/caller';
import { logFailure, logNotice } from '../platform/call/log';
import { climbCards, endReviews } from './card-window';
import { relayCaseNotices } from './case-notices';
import { askAboutPictures, pictureEvent, settlePicture } from './case-pictures';
import { finishCases, keepCaseDays, keepCaseIndex, keepRecurring } from './case-upkeep';
import { chainAudit } from './chain-audit';
import { chaseObservers } from './chase-observers';
import { deliver } from './deliver';
import { fanOut } from './deliver-to';
import { drawLotsWhenDue } from './draw-lots';
import { dueSteps } from './due-steps';
import { escalate } from './escalate';
import { expireOffers } from './expire-offers';
import { forgetCodes } from './forget-codes';
import { forgetPieces } from './forget-pieces';
import { forgetRequests } from './forget-requests';
import { forgetTries } from './forget-tries';
import { forgetWaits } from './forget-waits';
import { hallCourse } from './hall-course';
import { joinEntries } from './join-unmatched';
import { keepFigures } from './keep-figures';
import { keepPasses } from './keep-passes';
import { keepPeriods } from './keep-periods';
import { flagLatePreviews } from './late-preview';
import { makeKeys } from './make-keys';
import { mirrorArticles } from './mirror-articles';
import { noteComplete } from './note-complete';
import { openLetters } from './open-letters';
import { publishResults } from './publish-results';
import { reassignOfDissolved } from './reassign-of-dissolved';
import { reconcilePools } from './reconcile-pools';
import { relayNotices } from './relay-notices';
import { remindBookers } from './remind-bookers';
import { confirmSent, sentEvent } from './sent-event';
import { settleMoved } from './settle-moved';
import { forgetVoters, settleSeatQuestions } from './settle-seats';
import { settleSessions } from './settle-sessions';
import { settleUnreached } from './settle-unreached';
import { countSilence } from './solved-on-spot';
import { handOnReviews } from './stand-ins';
import { surveyCourse } from './survey-course';
import { sweepPictures } from './sweep-pictures';
import type { TimerStep } from './timer-step';

/**
 * Places first, then what is to be told about them, then the telling: so one run carries a change all the way. Before
 * each group the conditions are asked again if anything has been done.
 */
export const GROUPS: ReadonlyArray<readonly TimerStep[]> = [
  [
    flagLatePreviews,
    settleMoved,
    settleSessions,
    expireOffers,
    drawLotsWhenDue,
    reconcilePools,
    remindBookers,
    hallCourse,
    joinEntries,
    settleSeatQuestions,
    settleUnreached,
    countSilence,
    keepFigures,
    surveyCourse,
    chaseObservers,
    publishResults,
    endReviews,
    climbCards,
    mirrorArticles,
    keepCaseDays,
    finishCases,
    openLetters,
    reassignOfDissolved,
    handOnReviews,
    escalate,
  ],
  [askAboutPictures, relayCaseNotices, relayNotices],
  [fanOut],
  [
    deliver,
    keepCaseIndex,
    keepRecurring,
    chainAudit,
    forgetVoters,
    keepPeriods,
    forgetTries,
    forgetWaits,
    forgetCodes,
    forgetRequests,
    forgetPieces,
    sweepPictures,
    makeKeys,
    keepPasses,
    noteComplete,
  ],
];

/** The function may take 60 s; what is not done by then is left to the next run. */
const BUDGET_MS = 45_000;

/**
 * The one-minute timer, and the events that WeChat sends to this function. A step that fails is logged and does not
 * keep the others from running; the next minute tries it again.
 */
export async function main(event: unknown): Promise<{ failed: string[] }> {
  const sent = sentEvent.safeParse(event);
  if (isFromPhone()) {
    // What WeChat says of its own events is not documented: should they come as a phone's do, the log tells it.
    if (sent.success || pictureEvent.safeParse(event).success) logNotice('event_from_phone_refused', {});
    return { failed: ['not_for_phones'] };
  }
  if (sent.success) {
    await confirmSent(sent.data);
    return { failed: [] };
  }
  const picture = pictureEvent.safeParse(event);
  if (picture.success) {
    await settlePicture(picture.data);
    return { failed: [] };
  }
  const now = Date.now();
  const failed: string[] = [];
  const steps = GROUPS.flat();
  let due = await dueSteps(steps, now);
  let hasRun = false;
  for (const group of GROUPS) {
    if (hasRun && due !== undefined) due = await dueSteps(steps, now);
    hasRun = false;
    for (const step of group) {
      if (due !== undefined && !due.has(step)) continue;
      if (step === noteComplete && failed.length > 0) continue;
      hasRun = true;
      try {
        await step.run(now, now + BUDGET_MS);
      } catch (error) {
        logFailure(`jobs-${now}`, step.name, error);
        failed.push(step.name);
      }
    }
  }
  if (failed.length > 0) logNotice('jobs_failed', { steps: failed.join(' ') });
  return { failed };
}
