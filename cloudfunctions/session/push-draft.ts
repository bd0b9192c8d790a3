import type { sessionContract } from '../contract/session';
import { hasHappened } from '../core/change';
import { OFFICE } from '../core/people/role-sets';
import { previewDraft } from '../core/session/article';
import { draftPushed } from '../core/session/session';
import { sessionKeys } from '../platform/ballots/session-keys';
import type { Handler } from '../platform/call/dispatch';
import { get } from '../platform/database/store';
import { addDraft } from '../platform/weixin/official-account';
import { actOf, changeSession, readSession } from './change-session';

/**
 * Puts the preview among the official account's drafts, where a person looks at it and publishes it.
 *
 * @throws DomainError not_found, conflict, official_account_unavailable
 */
export const pushDraft: Handler<(typeof sessionContract)['session.pushDraft']> = {
  may: OFFICE,
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
