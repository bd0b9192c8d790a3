import type { Act } from '../core/change';
import { MINUTE_MS } from '../core/rules/calendar';
import type { Session } from '../core/session/session';
import { reschedule } from '../core/survey/survey';
import { closesFor, lastBefore } from '../core/survey/survey-times';
import { surveys } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { write } from '../platform/database/versioned';

/**
 * Surveys that were planned beyond the new hour of a session close before it: phones, pages and the reminder name the
 * hour that counts. One that began after this session's hour is left alone. May be repeated; what a call that died has
 * left is closed in time by `jobs` all the same. One round trip, and one for each survey.
 */
export async function makeRoom({ _id, startsAt }: Session, act: Act): Promise<void> {
  const tooLong = await find(
    surveys,
    {
      state: _.in(['scheduled', 'open']),
      heldWith: _.neq(_id),
      opensAt: _.lt(lastBefore(startsAt)),
      closesAt: _.gt(lastBefore(startsAt)),
    },
    { limit: 100 },
  );
  for (const survey of tooLong) {
    const { opensAt } = survey;
    const closesAt = Math.max(
      closesFor(startsAt, opensAt, act.now),
      act.now + MINUTE_MS,
      opensAt + MINUTE_MS,
    );
    const own = { ...act, requestId: `${act.requestId}-${survey._id}` };
    await write(surveys, survey, reschedule(survey, closesAt, null, '下一期活动提前', own));
  }
}
