import { sessions } from '../platform/collections';
import { _, find } from '../platform/store';

/** A coming or past session as the campus portal shows it: only what its preview says in public. */
export interface PublicPreview {
  number: number;
  /** ISO 8601 in UTC, for readers that are not ours. */
  startsAt: string;
  venue: string;
  chair: string;
  attendees: string[];
  topics: string[];
  isPreviewLate: boolean;
  dateReason: string;
  article: string | null;
}

const SHOWN = 20;

/** Previews that have gone out, newest first. One round trip. */
export async function publicPreviews(): Promise<PublicPreview[]> {
  const found = await find(
    sessions,
    { status: _.neq('planned') },
    { order: [['startsAt', 'desc']], limit: SHOWN },
  );
  return found.map(({ number, startsAt, plan, isPreviewLate, dateReason, article }) => ({
    number,
    startsAt: new Date(startsAt).toISOString(),
    venue: plan.venue,
    chair: `${plan.chair.title} ${plan.chair.name}`.trim(),
    attendees: plan.attendees.map(({ name, title }) => `${title} ${name}`.trim()),
    topics: plan.topics,
    isPreviewLate,
    dateReason,
    article: article?.url ?? null,
  }));
}
