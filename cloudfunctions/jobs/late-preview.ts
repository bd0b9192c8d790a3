import { SYSTEM } from '../core/change';
import { DAY_MS } from '../core/rules/calendar';
import { markLate, remindOfPreview } from '../core/session/session';
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

/**
 * The office is reminded of a preview before it is due; one that is due and not out is flagged for good, when it happens
 * and not only when it is published.
 */
export const flagLatePreviews: TimerStep = {
  name: 'flag_late_previews',
  dueWhen: (now) => [dueOn(sessions, comingAt(now))],
  run: flagLate,
};

async function flagLate(now: number): Promise<number> {
  const coming = await find(sessions, comingAt(now));
  let flagged = 0;
  for (const session of coming) {
    const act = { actor: SYSTEM, now };
    const marked = markLate(session, { ...act, requestId: `late-${session._id}` });
    const changed = marked ?? remindOfPreview(session, { ...act, requestId: `remind-${session._id}` });
    if (!changed) continue;
    if ((await write(sessions, session, changed.entity)) === 'written' && marked) flagged++;
  }
  if (flagged > 0) logNotice('preview_late', { flagged });
  return flagged;
}
