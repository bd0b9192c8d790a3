import { SYSTEM } from '../core/change';
import { DomainError } from '../core/domain-error';
import { previewAmong, WINDOW_MS } from '../core/session/article';
import { attachArticle, type Session } from '../core/session/session';
import { logNotice } from '../platform/call/log';
import { articles, sessions } from '../platform/database/collections';
import { acquire } from '../platform/database/lock';
import { _, find, put, remove } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import {
  hasOfficialAccount,
  type PublishedArticle,
  publishedSince,
} from '../platform/weixin/official-account';
import { lockIsFree, type TimerStep } from './timer-step';

const LOCK = 'mirror_articles';
/** Every ten minutes, and not a minute later because of the second that the run itself takes. */
const LOCK_MS = 10 * 60_000 - 1000;

/**
 * Every ten minutes: reads what the official account has published and attaches to each coming session the article
 * that the rule finds (S2). What the office has chosen or removed stays as it is.
 */
export const mirrorArticles: TimerStep = {
  name: 'mirror_articles',
  dueWhen: (now) => (hasOfficialAccount() ? [lockIsFree(LOCK, LOCK_MS, now)] : []),
  run: mirror,
};

async function mirror(now: number): Promise<void> {
  if (!hasOfficialAccount()) return;
  const coming = await find(
    sessions,
    { startsAt: _.gt(now), status: _.in(['planned', 'previewed']) },
    { limit: 20 },
  );
  // Kept for the whole ten minutes, so that the run itself marks when the next one is due.
  if (coming.length === 0 || !(await acquire(LOCK, LOCK_MS, now))) return;
  let published: PublishedArticle[];
  try {
    published = await publishedSince(now - WINDOW_MS, now);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    logNotice('articles_not_read', { code: error.fields?.account ?? error.code });
    return;
  }
  await keep(published);
  for (const session of coming) await attach(session, published, now);
}

/** The list that the office looks at and corrects from. */
async function keep(published: readonly PublishedArticle[]): Promise<void> {
  const known = await find(articles, { _id: _.in(published.map(({ _id }) => _id)) }, { limit: 1000 });
  const titles = new Map(known.map((article) => [article._id, `${article.title}\n${article.url}`]));
  for (const { isDeleted, ...article } of published) {
    if (isDeleted) await remove(articles, { _id: article._id });
    else if (titles.get(article._id) !== `${article.title}\n${article.url}`) await put(articles, article);
  }
}

async function attach(session: Session, published: readonly PublishedArticle[], now: number): Promise<void> {
  if (session.isArticleRefused || session.article?.foundBy === 'office') return;
  const found = previewAmong(
    published.filter((article) => !article.isDeleted),
    session,
  );
  if (!found || found.url === session.article?.url) return;
  const act = { actor: SYSTEM, now, requestId: `article-${found._id}` };
  const article = { url: found.url, title: found.title, foundBy: 'rule' } as const;
  // Stale: the office was at it at this moment. The next run looks again.
  await write(sessions, session, attachArticle(session, article, act).entity);
}
