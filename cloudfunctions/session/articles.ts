import type { sessionContract } from '../contract/session';
import { OFFICE } from '../core/people/role-sets';
import { ARTICLE_RULE, DRAFT_LIMITS, isPreviewOf } from '../core/session/article';
import type { Handler } from '../platform/call/dispatch';
import { articles } from '../platform/database/collections';
import { find } from '../platform/database/store';
import { hasOfficialAccount } from '../platform/weixin/official-account';
import { readSession } from './change-session';
import { type DraftKind, draftOf } from './drafts';

const KINDS: readonly DraftKind[] = ['preview', 'minutes', 'results'];

/**
 * What the official account has published of late and which of it the rule takes for the preview; and what can be pushed
 * as a draft, with what would not fit.
 */
export const sessionArticles: Handler<(typeof sessionContract)['session.articles']> = {
  may: OFFICE,
  async run({ sessionId }, context) {
    const [session, published] = await Promise.all([
      readSession(sessionId),
      find(articles, {}, { order: [['publishedAt', 'desc']], limit: 50 }),
    ]);
    const drafts = await Promise.all(
      KINDS.map(async (what) => {
        const draft = await draftOf(what, session, context);
        const characters = (draft?.linkedContent || draft?.content || '').length;
        return { what, isReady: draft !== null, characters, left: draft?.left ?? 0 };
      }),
    );
    return {
      hasAccount: hasOfficialAccount(),
      drafts,
      charactersMax: DRAFT_LIMITS.content,
      rule: ARTICLE_RULE,
      articles: published.map((article) => ({
        url: article.url,
        title: article.title,
        publishedAt: article.publishedAt,
        isMatch: isPreviewOf(article, session),
      })),
    };
  },
};
