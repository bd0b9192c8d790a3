import { ensure } from '../core/domain-error';
import type { Session } from '../core/session/session';
import { surveyId } from '../core/survey/survey';
import { sessions, surveys } from '../platform/database/collections';
import { find, get } from '../platform/database/store';

/**
 * The session, as long as somebody may still be entered as there: until the survey's roll is frozen. Two reads, at once.
 *
 * @throws DomainError not_found, check_in_closed
 */
export async function sessionWithOpenRoll(sessionId: string): Promise<Session> {
  const [session, [survey]] = await Promise.all([
    get(sessions, sessionId),
    find(surveys, { _id: surveyId(sessionId, 1) }, { limit: 1, fields: ['isRollFrozen'] }),
  ]);
  ensure(session !== null, 'not_found');
  ensure(!survey?.isRollFrozen, 'check_in_closed');
  return session;
}
