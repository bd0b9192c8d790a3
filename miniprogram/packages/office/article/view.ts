import type { Output, SessionDetail } from '../../../api/dto';
import { exactWords } from '../../../shared/time';

type Candidates = Output<'session.articles'>;

export interface ArticleAnswer {
  session: SessionDetail;
  /** Null where the account has no right or does not answer: a link can still be pasted. */
  candidates: Candidates | null;
}

export interface ArticleView {
  session: string;
  attached: { title: string; url: string; how: string } | null;
  rule: string;
  hasAccount: boolean;
  articles: { url: string; title: string; when: string; isMatch: boolean }[];
}

export function articleView({ session, candidates }: ArticleAnswer): ArticleView {
  const { article } = session;
  return {
    session: `第 ${session.number} 期`,
    attached: article
      ? {
          title: article.title || article.url,
          url: article.url,
          how: article.foundBy === 'rule' ? '按规则自动找到' : '活动办公室关联',
        }
      : null,
    rule: candidates?.rule ?? '',
    hasAccount: candidates !== null,
    articles: (candidates?.articles ?? [])
      .filter(({ url }) => url !== article?.url)
      .map(({ url, title, publishedAt, isMatch }) => ({
        url,
        title,
        when: exactWords(publishedAt),
        isMatch,
      })),
  };
}
