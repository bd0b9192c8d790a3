import { isFromPhone } from '../platform/call/caller';
import { logFailure, logNotice } from '../platform/call/log';
import { dueNow } from './agenda';
import { endReviews } from './card-window';
import { relayCaseNotices } from './case-notices';
import { askAboutPictures, pictureEvent, settlePicture } from './case-pictures';
import { keepCaseDays, keepCaseIndex, keepRecurring, reassignOfDissolved } from './case-upkeep';
import { deliver } from './deliver';
import { fanOut } from './deliver-to';
import { escalate } from './escalate';
import { expireOffers } from './expire-offers';
import { forgetRequests } from './forget-requests';
import { forgetTries } from './forget-tries';
import { hallCourse } from './hall-course';
import { flagLatePreviews } from './late-preview';
import type { StepName } from './looks';
import { makeKeys } from './make-keys';
import { mirrorArticles } from './mirror-articles';
import { publishResults } from './publish-results';
import { reconcilePools } from './reconcile-pools';
import { relayNotices } from './relay-notices';
import { remindBookers } from './remind-bookers';
import { confirmSent, sentEvent } from './sent-event';
import { countSilence } from './solved-on-spot';
import { surveyCourse } from './survey-course';

/** One minute has passed: what is due now? Each step is safe to repeat and to run beside itself. */
interface Step {
  name: StepName;
  run: (now: number, until: number) => Promise<unknown>;
}

/**
 * Places first, then what is to be told about them, then the telling: so one run carries a change all the way. Before
 * each group the agenda is looked at again if anything has been done.
 */
const GROUPS: ReadonlyArray<readonly Step[]> = [
  [
    { name: 'flag_late_previews', run: flagLatePreviews },
    { name: 'expire_offers', run: expireOffers },
    { name: 'reconcile_pools', run: reconcilePools },
    { name: 'remind_bookers', run: remindBookers },
    { name: 'hall_course', run: hallCourse },
    { name: 'count_silence', run: countSilence },
    { name: 'survey_course', run: surveyCourse },
    { name: 'publish_results', run: publishResults },
    { name: 'end_reviews', run: endReviews },
    { name: 'mirror_articles', run: mirrorArticles },
    { name: 'keep_case_days', run: keepCaseDays },
    { name: 'reassign_of_dissolved', run: reassignOfDissolved },
    { name: 'escalate', run: escalate },
  ],
  [
    { name: 'ask_about_pictures', run: (_now, until) => askAboutPictures(until) },
    { name: 'relay_case_notices', run: (_now, until) => relayCaseNotices(until) },
    { name: 'relay_notices', run: (_now, until) => relayNotices(until) },
  ],
  [{ name: 'fan_out', run: (_now, until) => fanOut(until) }],
  [
    { name: 'deliver', run: (_now, until) => deliver(until) },
    { name: 'keep_case_index', run: keepCaseIndex },
    { name: 'keep_recurring', run: keepRecurring },
    { name: 'forget_tries', run: forgetTries },
    { name: 'forget_requests', run: forgetRequests },
    { name: 'make_keys', run: makeKeys },
  ],
];

/** The function may take 60 s; what is not done by then is left to the next run. */
const BUDGET_MS = 45_000;

/**
 * The one-minute timer, and the events that WeChat sends to this function. A step that fails is logged and does not
 * keep the others from running; the next minute tries it again.
 */
export async function main(event: unknown): Promise<{ failed: string[] }> {
  if (isFromPhone()) return { failed: ['not_for_phones'] };
  const sent = sentEvent.safeParse(event);
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
  let due = await dueNow(now);
  let hasRun = false;
  for (const group of GROUPS) {
    if (hasRun && due !== undefined) due = await dueNow(now);
    hasRun = false;
    for (const { name, run } of group) {
      if (due !== undefined && !due.has(name)) continue;
      hasRun = true;
      try {
        await run(now, now + BUDGET_MS);
      } catch (error) {
        logFailure(`jobs-${now}`, name, error);
        failed.push(name);
      }
    }
  }
  if (failed.length > 0) logNotice('jobs_failed', { steps: failed.join(' ') });
  return { failed };
}
