import type { sessionContract } from '../contract/session';
import { hasHappened } from '../core/change';
import { OFFICE } from '../core/people/role-sets';
import { previewDraft } from '../core/session/article';
import { draftPushed } from '../core/session/session';
import { sessionKeys } from '../platform/ballots/session-keys';
import type { Handler } from '../platform/call/dispatch';
import { passBase } from '../platform/call/pass-way';
import { get } from '../platform/database/store';
import { miniProgram } from '../platform/weixin/account';
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
    // Where there is a base for passes there is a portal.
    const base = passBase();
    const way = {
      appId: miniProgram().appId,
      sessionId,
      url: base && `${base}/portal/sessions/${session.number}`,
    };
    const draft = previewDraft(session, session.plan, undefined, keys?.keySet, way);
    const mediaId = await addDraft(draft, by.now);
    await changeSession(sessionId, by, (current) => draftPushed(current, mediaId, by));
    return { mediaId };
  },
};

const pushedAs = (history: ReadonlyArray<{ requestId: string; detail: string }>, requestId: string) =>
  history.find((change) => change.requestId === requestId)?.detail ?? '';
