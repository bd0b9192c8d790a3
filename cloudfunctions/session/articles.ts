import type { sessionContract } from '../contract/session';
import { OFFICE } from '../core/people/role-sets';
import { ARTICLE_RULE, isPreviewOf } from '../core/session/article';
import type { Handler } from '../platform/call/dispatch';
import { articles } from '../platform/database/collections';
import { find } from '../platform/database/store';
import { readSession } from './change-session';

/** What the official account has published of late, and which of it the rule takes for the preview. */
export const sessionArticles: Handler<(typeof sessionContract)['session.articles']> = {
  may: OFFICE,
  async run({ sessionId }) {
    const [session, published] = await Promise.all([
      readSession(sessionId),
      find(articles, {}, { order: [['publishedAt', 'desc']], limit: 50 }),
    ]);
    return {
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
