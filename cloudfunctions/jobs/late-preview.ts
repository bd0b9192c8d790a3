import { SYSTEM } from '../core/change';
import { DAY_MS } from '../core/rules/calendar';
import { markLate } from '../core/session/session';
import { logNotice } from '../platform/call/log';
import { sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { dueOn, type TimerStep } from './timer-step';

/** No rule book asks for a preview earlier than this. */
const LEAD_AT_MOST_MS = 31 * DAY_MS;
const comingAt = (now: number) =>
  ({
    status: 'planned',
    isPreviewLate: false,
    startsAt: _.gt(now).and(_.lte(now + LEAD_AT_MOST_MS)),
  }) as const;

/** A session whose preview is due and not out is flagged for good, when it happens and not only when it is published. */
export const flagLatePreviews: TimerStep = {
  name: 'flag_late_previews',
  dueWhen: (now) => [dueOn(sessions, comingAt(now))],
  run: flagLate,
};

async function flagLate(now: number): Promise<number> {
  const coming = await find(sessions, comingAt(now));
  let flagged = 0;
  for (const session of coming) {
    const marked = markLate(session, { actor: SYSTEM, now, requestId: `late-${session._id}` });
    if (!marked) continue;
    if ((await write(sessions, session, marked.entity)) === 'written') flagged++;
  }
  if (flagged > 0) logNotice('preview_late', { flagged });
  return flagged;
}
