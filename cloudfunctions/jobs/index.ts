import { logFailure, logNotice } from '../platform/log';
import { deliver } from './deliver';
import { fanOut } from './deliver-to';
import { expireOffers } from './expire-offers';
import { forgetTries } from './forget-tries';
import { flagLatePreviews } from './late-preview';
import { mirrorArticles } from './mirror-articles';
import { reconcilePools } from './reconcile-pools';
import { relayNotices } from './relay-notices';
import { remindBookers } from './remind-bookers';
import { confirmSent, sentEvent } from './sent-event';

/** One minute has passed: what is due now? Each step is safe to repeat and to run beside itself. */
interface Step {
  name: string;
  run: (now: number, until: number) => Promise<unknown>;
}

// Places first, then what is to be told about them, then the telling: so one run carries a change all the way.
const STEPS: readonly Step[] = [
  { name: 'flag_late_previews', run: flagLatePreviews },
  { name: 'expire_offers', run: expireOffers },
  { name: 'reconcile_pools', run: reconcilePools },
  { name: 'remind_bookers', run: remindBookers },
  { name: 'mirror_articles', run: mirrorArticles },
  { name: 'relay_notices', run: (_now, until) => relayNotices(until) },
  { name: 'fan_out', run: (_now, until) => fanOut(until) },
  { name: 'deliver', run: (_now, until) => deliver(until) },
  { name: 'forget_tries', run: forgetTries },
];

/** The function may take 60 s; what is not done by then is left to the next run. */
const BUDGET_MS = 45_000;

/**
 * The one-minute timer, and the events that WeChat sends to this function. A step that fails is logged and does not
 * keep the others from running; the next minute tries it again.
 */
export async function main(event: unknown): Promise<{ failed: string[] }> {
  const sent = sentEvent.safeParse(event);
  if (sent.success) {
    await confirmSent(sent.data);
    return { failed: [] };
  }
  const now = Date.now();
  const failed: string[] = [];
  for (const step of STEPS) {
    try {
      await step.run(now, now + BUDGET_MS);
    } catch (error) {
      logFailure(`jobs-${now}`, step.name, error);
      failed.push(step.name);
    }
  }
  if (failed.length > 0) logNotice('jobs_failed', { steps: failed.join(' ') });
  return { failed };
}
