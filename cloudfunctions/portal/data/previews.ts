import type { PublicPreview } from '../../contract/portal';
import { chairOf } from '../../core/session/chair';
import { isPlanPublic } from '../../core/session/session';
import { sessionKeys } from '../../platform/ballots/session-keys';
import { sessions } from '../../platform/database/collections';
import { _, find } from '../../platform/database/store';
import { withoutPlan } from '../../session/view';

const SHOWN = 20;

/** Previews that have gone out, newest first. Two round trips. */
export async function publicPreviews(): Promise<PublicPreview[]> {
  const found = await find(
    sessions,
    // One that was called off before its preview was never announced.
    { status: _.neq('planned'), previewAt: _.neq(null) },
    { order: [['startsAt', 'desc']], limit: SHOWN },
  );
  const ids = found.map(({ _id }) => _id);
  const keys = await find(sessionKeys, { _id: _.in(ids) }, { limit: SHOWN, fields: ['keySet'] });
  return found
    .map((session) => (isPlanPublic(session) ? session : withoutPlan(session)))
    .map((session) => {
      const { _id, number, startsAt, previewAt, plan, isPreviewLate, dateReason, article } = session;
      return {
        session: _id,
        number,
        startsAt: new Date(startsAt).toISOString(),
        previewAt: new Date(previewAt ?? startsAt).toISOString(),
        updatedAt: new Date(
          Math.max(
            previewAt ?? startsAt,
            session.calledOff?.at ?? 0,
            ...(session.changes ?? []).map(({ at }) => at),
          ),
        ).toISOString(),
        venue: plan.venue,
        chair: chairOf(plan),
        attendees: plan.attendees.map(({ name, title }) => `${title} ${name}`.trim()),
        topics: plan.topics,
        isPreviewLate,
        dateReason,
        article: article?.url ?? null,
        keySet: keys.find((known) => known._id === _id)?.keySet ?? null,
        isCalledOff: session.status === 'cancelled',
        calledOffReason: session.calledOff?.reason ?? '',
        changes: (session.changes ?? []).map(({ at, ...change }) => ({
          at: new Date(at).toISOString(),
          ...change,
        })),
      };
    });
}
