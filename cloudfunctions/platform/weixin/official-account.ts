import * as z from 'zod';
import { DomainError } from '../../core/domain-error';
import { NOT_CONFIGURED, outcomeOf } from '../../core/message/weixin-outcome';
import { type Article, type CodeInto, type Draft, withCode } from '../../core/session/article';
import { logNotice } from '../call/log';
import { tokens } from '../database/collections';
import { get, put } from '../database/store';
import { callAs } from './access-token';
import { isConfigured, officialAccount } from './account';
import { coverPicture } from './cover-picture';
import { miniProgramCode } from './mini-program-code';
import { noteSuccess, noteTrouble } from './trouble';
import { type WeixinBody, WeixinFailure } from './weixin-api';

/** Is there an official account at all? */
export const hasOfficialAccount = (): boolean => isConfigured(officialAccount());

/** An article as published, or as taken back by the account. */
export interface PublishedArticle extends Article {
  isDeleted: boolean;
}

const PAGE = 20;
/** Five pages hold the articles of more than a month of a busy account. */
const PAGES = 5;

const published = z.object({
  total_count: z.number(),
  item: z
    .array(
      z.object({
        article_id: z.string(),
        update_time: z.number(),
        content: z.object({
          news_item: z.array(
            z.object({ title: z.string(), url: z.string(), is_deleted: z.boolean().default(false) }).loose(),
          ),
        }),
      }),
    )
    .default([]),
});

/**
 * What the account has published since an instant, newest first (freepublish/batchget, docs/platform.md, Official
 * account).
 *
 * @throws DomainError official_account_unavailable
 */
export async function publishedSince(since: number, now: number): Promise<PublishedArticle[]> {
  const articles: PublishedArticle[] = [];
  for (let page = 0; page < PAGES; page++) {
    const body = { offset: page * PAGE, count: PAGE, no_content: 1 };
    const { item, total_count } = published.parse(
      await authorised('/cgi-bin/freepublish/batchget', body, now),
    );
    for (const { article_id, update_time, content } of item) {
      for (const [place, { title, url, is_deleted }] of content.news_item.entries()) {
        articles.push({
          _id: `${article_id}.${place}`,
          title,
          url: secure(url),
          publishedAt: update_time * 1000,
          isDeleted: is_deleted,
        });
      }
    }
    const last = item[item.length - 1];
    if (!last || last.update_time * 1000 < since || (page + 1) * PAGE >= total_count) break;
  }
  return articles.filter((article) => article.publishedAt >= since);
}

const added = z.object({ media_id: z.string().min(1) });

const COVER = 'official_account_cover';

/** The account's own cover, named by OA_THUMB_MEDIA_ID; without one ours, uploaded once (material/add_material). */
async function coverId(now: number): Promise<string> {
  const own = process.env.OA_THUMB_MEDIA_ID;
  if (own) return own;
  const kept = await get(tokens, COVER);
  if (kept) return kept.token;
  const picture = { field: 'media', name: 'four-point.png', type: 'image/png', bytes: coverPicture() };
  const { media_id } = added.parse(
    await authorised('/cgi-bin/material/add_material?type=image', picture, now),
  );
  await put(tokens, { _id: COVER, token: media_id, expiresAt: Number.MAX_SAFE_INTEGER });
  return media_id;
}

/**
 * Puts an article among the account's drafts; a person publishes it there (draft/add, docs/platform.md, Official
 * account). Where the account may have no link into the mini program it has the code as a picture, and where that
 * cannot be made neither.
 *
 * @returns the draft's media id
 *
 * @throws DomainError official_account_unavailable
 */
export async function addDraft(draft: Draft, now: number): Promise<string> {
  const cover = await coverId(now);
  const push = async (content: string) => {
    const article = {
      title: draft.title,
      author: draft.author,
      digest: draft.digest,
      content,
      content_source_url: draft.sourceUrl,
      thumb_media_id: cover,
      need_open_comment: 0,
      only_fans_can_comment: 0,
    };
    return added.parse(await authorised('/cgi-bin/draft/add', { articles: [article] }, now)).media_id;
  };
  if (!draft.linkedContent) return push(draft.content);
  try {
    return await push(draft.linkedContent);
  } catch (error) {
    // An article may lead only into a mini program that the account is linked with.
    const isOfArticle = error instanceof DomainError && outcomeOf(error.fields?.account ?? '') === 'refused';
    if (!isOfArticle) throw error;
    return push((draft.code && (await codedContent(draft.code, now))) ?? draft.content);
  }
}

const uploaded = z.object({ url: z.string().min(1) });
/** What WeChat takes as a picture within an article, in bytes. */
const ARTICLE_PICTURE_MAX = 1024 * 1024;

/** The article with the mini program's code in it, or null where there is none to be had. */
async function codedContent(code: CodeInto, now: number): Promise<string | null> {
  try {
    const bytes = new Uint8Array(await miniProgramCode(code.page, code.scene, now));
    if (bytes.length > ARTICLE_PICTURE_MAX) return null;
    // WeChat answers a JPEG, or a PNG where the ground shows through, and looks at the name.
    const kind =
      bytes[0] === 0xff ? { name: 'code.jpg', type: 'image/jpeg' } : { name: 'code.png', type: 'image/png' };
    const { url } = uploaded.parse(
      await authorised('/cgi-bin/media/uploadimg', { field: 'media', ...kind, bytes }, now),
    );
    return withCode(code, secure(url));
  } catch (error) {
    if (!(error instanceof WeixinFailure) && !(error instanceof DomainError)) throw error;
    // The draft does without: 阅读原文 still leads to the session.
    const failure = error instanceof WeixinFailure ? error.code : (error.fields?.account ?? '');
    logNotice('article_code_missing', { outcome: outcomeOf(failure) });
    return null;
  }
}

/** @throws DomainError official_account_unavailable with WeChat's code */
async function authorised(path: string, body: WeixinBody, now: number): Promise<unknown> {
  try {
    const said = await callAs(officialAccount(), path, body, now);
    await noteSuccess('official_account');
    return said;
  } catch (error) {
    if (!(error instanceof WeixinFailure)) throw error;
    const { outcome, code } = error;
    // A college without an official account is told by its refusal alone; nothing of it is out of order.
    const isTrouble = code !== NOT_CONFIGURED && (outcome === 'not_permitted' || outcome === 'no_answer');
    if (isTrouble) await noteTrouble('official_account', code, now);
    else logNotice('official_account_refused', { path, outcome, code });
    throw new DomainError('official_account_unavailable', { account: error.code });
  }
}

/** The API still answers http addresses for old articles; the phone opens https only. */
const secure = (url: string) => url.replace(/^http:/, 'https:');
