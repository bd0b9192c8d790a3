import type { Act } from '../core/change';
import { advance } from '../core/session/course';
import type { Survey } from '../core/survey/survey';
import { sessions } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { write } from '../platform/database/versioned';

/** The session follows its first survey; a call that died before this is caught up with by the next step. */
export async function moveOn(survey: Survey, act: Act): Promise<void> {
  if (survey.round !== 1) return;
  const session = await get(sessions, survey.sessionId);
  if (session?.status === 'minuted')
    await write(sessions, session, advance(session, 'surveying', act).entity);
}
