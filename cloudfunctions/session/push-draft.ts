import type { sessionContract } from '../contract/session';
import { hasHappened } from '../core/change';
import { ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import { draftPushed } from '../core/session/session';
import type { Handler } from '../platform/call/dispatch';
import { addDraft } from '../platform/weixin/official-account';
import { actOf, changeSession, readSession } from './change-session';
import { draftOf } from './drafts';

/**
 * Puts preview, minutes or results among the official account's drafts, where a person looks at them and publishes.
 *
 * @throws DomainError not_found, conflict, wrong_stage (minutes or results that are not out), official_account_unavailable
 */
export const pushDraft: Handler<(typeof sessionContract)['session.pushDraft']> = {
  may: OFFICE,
  async run({ sessionId, what }, context) {
    const by = await actOf(context);
    const session = await readSession(sessionId);
    if (hasHappened(session, by.requestId)) return { mediaId: pushedAs(session.history, by.requestId) };
    const draft = await draftOf(what, session, context);
    ensure(draft !== null, 'wrong_stage');
    const mediaId = await addDraft(draft, by.now);
    await changeSession(sessionId, by, (current) => draftPushed(current, mediaId, by));
    return { mediaId };
  },
};

const pushedAs = (history: ReadonlyArray<{ requestId: string; detail: string }>, requestId: string) =>
  history.find((change) => change.requestId === requestId)?.detail ?? '';
