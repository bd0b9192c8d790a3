import type { sessionContract } from '../contract/session';
import { ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import { isArticleUrl } from '../core/session/article';
import { attachArticle, detachArticle } from '../core/session/session';
import type { Handler } from '../platform/call/dispatch';
import { articles } from '../platform/database/collections';
import { find } from '../platform/database/store';
import { actOf, changeSession } from './change-session';
import { answered } from './with-pools';

/** The office's choice, which the rule leaves alone. @throws DomainError article_link_invalid, not_found, conflict */
export const attachSessionArticle: Handler<(typeof sessionContract)['session.attachArticle']> = {
  may: OFFICE,
  async run({ sessionId, url, title }, context) {
    ensure(isArticleUrl(url), 'article_link_invalid', { url: 'article_link_invalid' });
    const by = await actOf(context);
    const [known] = title === '' ? await find(articles, { url }, { limit: 1 }) : [];
    const article = { url, title: title || known?.title || '活动预告', foundBy: 'office' } as const;
    const attached = await changeSession(sessionId, by, (session) => attachArticle(session, article, by));
    return answered(attached, by.now);
  },
};

/** Takes the article off; the rule keeps away from then on. @throws DomainError not_found, conflict */
export const detachSessionArticle: Handler<(typeof sessionContract)['session.detachArticle']> = {
  may: OFFICE,
  async run({ sessionId }, context) {
    const by = await actOf(context);
    return answered(await changeSession(sessionId, by, (session) => detachArticle(session, by)), by.now);
  },
};
