import type { sessionContract } from '../contract/session';
import { hasHappened } from '../core/change';
import { previewDraft } from '../core/session/article';
import { draftPushed } from '../core/session/session';
import type { Handler } from '../platform/dispatch';
import { addDraft } from '../platform/official-account';
import { sessionKeys } from '../platform/session-keys';
import { get } from '../platform/store';
import { actOf, changeSession, readSession } from './change-session';

/**
 * Puts the preview among the official account's drafts, where a person looks at it and publishes it.
 *
 * @throws DomainError not_found, conflict, official_account_unavailable
 */
export const pushDraft: Handler<(typeof sessionContract)['session.pushDraft']> = {
  may: ['office'],
  async run({ sessionId }, context) {
    const by = await actOf(context);
    const session = await readSession(sessionId);
    if (hasHappened(session, by.requestId)) return { mediaId: pushedAs(session.history, by.requestId) };
    const keys = await get(sessionKeys, sessionId);
    const mediaId = await addDraft(previewDraft(session, session.plan, undefined, keys?.keySet), by.now);
    await changeSession(sessionId, by, (current) => draftPushed(current, mediaId, by));
    return { mediaId };
  },
};

const pushedAs = (history: ReadonlyArray<{ requestId: string; detail: string }>, requestId: string) =>
  history.find((change) => change.requestId === requestId)?.detail ?? '';
