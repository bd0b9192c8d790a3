import { SYSTEM } from '../core/change';
import { markLate } from '../core/session/session';
import { logNotice } from '../platform/call/log';
import { sessions } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { write } from '../platform/database/versioned';

/** A session whose preview is due and not out is flagged for good, when it happens and not only when it is published. */
export async function flagLatePreviews(now: number): Promise<number> {
  const coming = await find(sessions, { status: 'planned', startsAt: _.gt(now), isPreviewLate: false });
  let flagged = 0;
  for (const session of coming) {
    const marked = markLate(session, { actor: SYSTEM, now, requestId: `late-${session._id}` });
    if (!marked) continue;
    if ((await write(sessions, session, marked.entity)) === 'written') flagged++;
  }
  if (flagged > 0) logNotice('preview_late', { flagged });
  return flagged;
}
