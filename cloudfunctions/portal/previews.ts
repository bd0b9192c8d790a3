import type { PublicPreview } from '../contract/portal';
import { sessionKeys } from '../platform/ballots/session-keys';
import { sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';

const SHOWN = 20;

/** Previews that have gone out, newest first. Two round trips. */
export async function publicPreviews(): Promise<PublicPreview[]> {
  const found = await find(
    sessions,
    { status: _.neq('planned') },
    { order: [['startsAt', 'desc']], limit: SHOWN },
  );
  const ids = found.map(({ _id }) => _id);
  const keys = await find(sessionKeys, { _id: _.in(ids) }, { limit: SHOWN, fields: ['keySet'] });
  return found.map(({ _id, number, startsAt, plan, isPreviewLate, dateReason, article }) => ({
    number,
    startsAt: new Date(startsAt).toISOString(),
    venue: plan.venue,
    chair: `${plan.chair.title} ${plan.chair.name}`.trim(),
    attendees: plan.attendees.map(({ name, title }) => `${title} ${name}`.trim()),
    topics: plan.topics,
    isPreviewLate,
    dateReason,
    article: article?.url ?? null,
    keySet: keys.find((known) => known._id === _id)?.keySet ?? null,
  }));
}
