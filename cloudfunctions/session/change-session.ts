import { type Act, hasHappened } from '../core/change';
import { DomainError } from '../core/domain-error';
import type { Session, Transition } from '../core/session/session';
import type { Context } from '../platform/call/dispatch';
import { sessions } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { commit } from '../platform/database/versioned';

/** @throws DomainError not_found */
export async function readSession(sessionId: string): Promise<Session> {
  const session = await get(sessions, sessionId);
  if (!session) throw new DomainError('not_found');
  return session;
}

/** Who does it, for the history. */
export async function actOf({ caller, now, requestId }: Context): Promise<Act> {
  return { actor: (await caller.boundPerson())._id, now, requestId };
}

/**
 * One command on a session: read, decide, written as the version that was read. A repeat changes nothing.
 *
 * @throws DomainError not_found, conflict, and what the transition refuses
 */
export async function changeSession(
  sessionId: string,
  by: Act,
  transition: (session: Session) => Transition,
): Promise<Session> {
  const before = await readSession(sessionId);
  if (hasHappened(before, by.requestId)) return before;
  return commit(sessions, before, transition(before).entity);
}
