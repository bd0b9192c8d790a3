import { nameWithOffice } from '../../../miniprogram/shared/name-with-office';
import { monthNumber, spokenTime } from '../date-words';

/** One article that the official account has published. Persisted in `articles`. */
export interface Article {
  /** `${article_id}.${place in the issue}` */
  _id: string;
  title: string;
  url: string;
  publishedAt: number;
}

/** What the rule and the draft need to know of a session. */
export interface TellableSession {
  number: number;
  startsAt: number;
}

/** How long before the session its preview may have been published. */
const WINDOW_DAYS = 35;
export const WINDOW_MS = WINDOW_DAYS * 86_400_000;

/** The rule in words, as the office reads it beside the list of articles. */
export const ARTICLE_RULE = `标题含“四点对话”（引号、间隔号、空格和括号不计），并含本期期号（第N期）或活动月份（如“12月”），在活动前 ${WINDOW_DAYS} 天内发布；有多篇时，写明期号的优先，再取最新的一篇。标题只含其他期号，或只讲“纪要”“通报”“回顾”而没有预告的除外。`;

const CHINESE_DIGITS = '零一二三四五六七八九';

/** 1–999 in Chinese numerals, as titles write them: 十六, 二十, 一百零三. */
export function chineseNumber(n: number): string {
  const digit = (value: number) => CHINESE_DIGITS.charAt(value);
  if (n < 10) return digit(n);
  if (n < 20) return `十${n % 10 ? digit(n % 10) : ''}`;
  if (n < 100) return `${digit(Math.floor(n / 10))}十${n % 10 ? digit(n % 10) : ''}`;
  const rest = n % 100;
  const tail =
    rest === 0 ? '' : rest < 10 ? `零${digit(rest)}` : `${rest < 20 ? '一' : ''}${chineseNumber(rest)}`;
  return `${digit(Math.floor(n / 100))}百${tail}`;
}

const EDITION = /第([0-9]+|[零一二三四五六七八九十百]+)期/gu;
const AFTERWARDS = /纪要|通报|回顾|结果|侧记|综述|实录|举行|召开/u;
/** Says that something is to come, whatever else the title reports. */
const AHEAD = /预告|预约|报名|征集|邀请|邀你|来了|请你|等你|即将/u;
/** Quotation marks of every kind, middle dots, brackets and blanks: colleges set them as they like. */
const MARKS =
  /[\s"'`\u2018-\u201f\u300c-\u300f\u3008-\u300b\u3010\u3011()[\]{}<>\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65]/gu;

/** Width folded, marks dropped, the hour as a word: what is left of a title to compare. */
const foldedTitle = (title: string): string =>
  title
    .normalize('NFKC')
    .replace(MARKS, '')
    .replace(/4点(?=对话)/gu, '四点');

/** How well an article fits: 2 names the edition, 1 names the month, 0 is not the preview of this session. */
function closeness(article: Article, session: TellableSession): 0 | 1 | 2 {
  const title = foldedTitle(article.title);
  if (!title.includes('四点对话')) return 0;
  if (AFTERWARDS.test(title) && !AHEAD.test(title)) return 0;
  if (article.publishedAt >= session.startsAt) return 0;
  if (article.publishedAt < session.startsAt - WINDOW_MS) return 0;
  const editions = Array.from(title.matchAll(EDITION), ([, edition]) => edition);
  if (editions.length > 0) {
    const own = [String(session.number), chineseNumber(session.number)];
    return editions.some((edition) => edition !== undefined && own.includes(edition)) ? 2 : 0;
  }
  const month = monthNumber(session.startsAt);
  const months = [`${month}月`, `${chineseNumber(month)}月`];
  return months.some((name) => hasWord(title, name)) ? 1 : 0;
}

/** "2月" must not be found in "12月", nor "二月" in "十二月". */
function hasWord(title: string, month: string): boolean {
  const at = title.indexOf(month);
  return at >= 0 && !/[0-9十]/u.test(title.charAt(at - 1));
}

/** Does the rule take this article for the preview of the session? */
export const isPreviewOf = (article: Article, session: TellableSession): boolean =>
  closeness(article, session) > 0;

/** The article that the rule attaches to the session, or null (ARTICLE_RULE). */
export function previewAmong(articles: readonly Article[], session: TellableSession): Article | null {
  const [best] = articles
    .map((article) => ({ article, rank: closeness(article, session) }))
    .filter((ranked) => ranked.rank > 0)
    .sort((a, b) => b.rank - a.rank || b.article.publishedAt - a.article.publishedAt);
  return best?.article ?? null;
}

/** A draft as `draft/add` takes it. Limits of docs/platform.md, Official account, in characters. */
export interface Draft {
  title: string;
  author: string;
  digest: string;
  content: string;
  /** The same with a link into the mini program before it; empty where there is none. */
  linkedContent: string;
  /** Where the link leads, for a code as a picture where the account may have no link; null where there is none. */
  code: CodeInto | null;
  /** What 阅读原文 opens; empty for nothing. */
  sourceUrl: string;
  /** Paragraphs or items that the account's limit leaves no room for: told before it is pushed. */
  left: number;
}

/** How a reader gets from the article to the session: into the mini program, and to the portal. Empty where not. */
export interface WayIn {
  appId: string;
  sessionId: string;
  url: string;
  /** The page of the mini program, which takes the session as `id`, and what one does there. */
  page: string;
  words: string;
}

/** A page of the mini program that a code opens, and the text of the article that leaves room for it. */
export interface CodeInto {
  page: string;
  /** At most 32 characters, which the page takes for the session (docs/platform.md, Codes). */
  scene: string;
  words: string;
  text: string;
}

const NO_WAY: WayIn = { appId: '', sessionId: '', url: '', page: '', words: '' };

export const DRAFT_LIMITS = { title: 32, author: 16, digest: 128, content: 20_000 } as const;

export interface TellablePlan {
  venue: string;
  chair: { name: string; title: string };
  attendees: ReadonlyArray<{ name: string; title: string }>;
  topics: readonly string[];
  notes: string;
  speakingSlots: number;
}

/**
 * The preview of a session as an article: the same facts as in the mini program, told once (S2). `keySet` is the
 * fingerprint of the session's credential keys, empty while there are none: printed where the server cannot change it
 * afterwards, it makes sure that everybody is signed for with the same keys (docs/anonymity.md).
 */
export function previewDraft(
  session: TellableSession,
  plan: TellablePlan,
  author = '活动办公室',
  keySet = '',
  way: WayIn = NO_WAY,
): Draft {
  const when = spokenTime(session.startsAt);
  const paragraphs = [
    `${when}，${plan.venue || '地点待定'}。`,
    plan.chair.name && `主持：${nameWithOffice(plan.chair)}`,
    plan.topics.length > 0 && `本期话题：${plan.topics.join('、')}`,
    plan.attendees.length > 0 &&
      `到场回答：${plan.attendees.map(({ name, title }) => `${title} ${name}`).join('、')}`,
    plan.notes,
    `发言名额 ${plan.speakingSlots} 个，在“四点对话”小程序预约；不预约也欢迎直接来。`,
    keySet && `本期评价印章号码（供核对）：${keySet}`,
  ];
  const content = paragraphs
    .filter((paragraph): paragraph is string => typeof paragraph === 'string' && paragraph !== '')
    .flatMap((paragraph) => paragraph.split('\n'))
    .map((paragraph) => `<p>${escaped(paragraph)}</p>`);
  const link = linkInto(way);
  const plain = whole(content, DRAFT_LIMITS.content);
  const linked = whole(content, DRAFT_LIMITS.content - link.length);
  return {
    title: cut(`第${session.number}期四点对话预告：${when}`, DRAFT_LIMITS.title),
    author: cut(author, DRAFT_LIMITS.author),
    digest: cut(
      `${when}，${plan.venue || '地点待定'}。校领导和各部门负责人当面回答师生的问题。`,
      DRAFT_LIMITS.digest,
    ),
    content: plain.content,
    linkedContent: link && `${link}${linked.content}`,
    code: codeInto(way, linked.content),
    sourceUrl: way.url,
    left: linked.left,
  };
}

/** Opens a page of the mini program, as the editor of articles writes a link in words; empty without a mini program. */
export const linkInto = ({ appId, sessionId, page, words }: WayIn): string =>
  appId &&
  `<p><a data-miniprogram-appid="${appId}" data-miniprogram-path="${page}?id=${encodeURIComponent(sessionId)}" href="">打开“四点对话”小程序，${words}</a></p>`;

/** What a code would open; null without a mini program. */
export const codeInto = ({ appId, sessionId, page, words }: WayIn, text: string): CodeInto | null =>
  appId === '' ? null : { page, scene: sessionId, words, text };

/**
 * The article with the code as a picture before its text; null where both together are longer than the account takes.
 *
 * @param picture the address that the account gave it (media/uploadimg)
 */
export function withCode({ words, text }: CodeInto, picture: string): string | null {
  const content = `<p><img src="${escaped(picture)}" alt="小程序码"></p><p>微信扫码或长按识别，打开“四点对话”小程序，${words}</p>${text}`;
  return content.length < DRAFT_LIMITS.content ? content : null;
}

export const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

export function cut(text: string, max: number): string {
  const characters = Array.from(text);
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}

/** As many whole paragraphs as fit, and how many do not: a tag is never cut. */
export function whole(paragraphs: readonly string[], max: number): { content: string; left: number } {
  let content = '';
  for (const [at, paragraph] of paragraphs.entries()) {
    if (content.length + paragraph.length >= max) return { content, left: paragraphs.length - at };
    content += paragraph;
  }
  return { content, left: 0 };
}

/** Is this the address of an official-account article (not a temporary one, docs/platform.md, Official account)? */
export function isArticleUrl(url: string): boolean {
  return /^https:\/\/mp\.weixin\.qq\.com\/s(\/[A-Za-z0-9_-]+|\?[^\s#]*__biz=[^\s#]+)(#[^\s]*)?$/.test(url);
}
