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
  drafts: { what: string; label: string; words: string; isReady: boolean; isCut: boolean }[];
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
    drafts: candidates ? draftRows(candidates) : [],
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

const DRAFTS = { preview: '预告', minutes: '纪要', results: '满意度结果通报' } as const;
const NOT_YET = { preview: '', minutes: '纪要还没有发布', results: '结果还没有通报' } as const;

/** What each draft would be, and what of it the account takes: told before it is pushed. */
function draftRows({ drafts, hasAccount, charactersMax }: Candidates): ArticleView['drafts'] {
  const max = charactersMax.toLocaleString('en-US');
  return drafts.map(({ what, isReady, characters, left }) => ({
    what,
    label: DRAFTS[what],
    words: !hasAccount
      ? '学校没有设置公众号，不能推送'
      : !isReady
        ? NOT_YET[what]
        : left > 0
          ? `公众号单篇限 ${max} 字符，末尾 ${left} 项放不下，将略去`
          : `${characters.toLocaleString('en-US')} 字符，公众号单篇限 ${max} 字符`,
    isReady: isReady && hasAccount,
    isCut: left > 0,
  }));
}
