import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../clock';
import type { Records } from '../records';
import { Refusal } from './refusal';

const draftArticle = z.object({
  title: z.string(),
  author: z.string().default(''),
  digest: z.string().optional(),
  content: z.string(),
  content_source_url: z.string().default(''),
  thumb_media_id: z.string().default(''),
  need_open_comment: z.number().default(0),
  only_fans_can_comment: z.number().default(0),
});

const draftBody = z.object({ articles: z.array(draftArticle).min(1).max(8) });
const batchBody = z.object({
  offset: z.number().int().min(0),
  count: z.number().int(),
  no_content: z.number().default(0),
});

export const publishing = z.object({
  title: z.string().min(1),
  author: z.string().default(''),
  digest: z.string().optional(),
  content: z.string().default(''),
  content_source_url: z.string().default(''),
});

const article = publishing.extend({ id: z.string(), url: z.string(), at: z.number() });
export type Article = z.infer<typeof article>;

const draft = z.object({ mediaId: z.string(), articles: z.array(draftArticle), at: z.number() });
export type Draft = z.infer<typeof draft>;

const size = (text: string) => [...text].length;

const IMAGE_MAX = 1024 * 1024;
const PICTURES = 'http://mmbiz.qpic.cn/';
const FOREIGN_PICTURE = /<img(?![^>]*\ssrc="https?:\/\/mmbiz\.qpic\.cn\/)[^>]*>/g;

/** Drafts and published articles of the official account (docs/platform.md, Official account). */
export class OfficialAccount {
  /** Whether the mini program is linked with the account at mp.weixin.qq.com: only then may an article lead into it. */
  isLinked = true;

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly materials: readonly string[],
  ) {}

  get drafts(): Draft[] {
    return this.records.all('draft').map(({ body }) => draft.parse(body));
  }

  /** Oldest first. */
  get articles(): Article[] {
    return this.records
      .all('article')
      .map(({ body }) => article.parse(body))
      .sort((a, b) => a.at - b.at);
  }

  /** @throws Refusal 47001, 45003, 45110, 45004, 45002, 45006, 40007, 45166, 53404 */
  async addDraft(body: unknown): Promise<Record<string, unknown>> {
    const parsed = draftBody.safeParse(body);
    if (!parsed.success)
      throw new Refusal(47001, `data format error: ${parsed.error.issues[0]?.path.join('.')}`);
    const { articles } = parsed.data;
    for (const one of articles) this.checkArticle(one, articles.length === 1);
    const mediaId = randomBytes(24).toString('base64url');
    this.records.put('draft', mediaId, {
      mediaId,
      articles: articles.map((one) => ({
        ...one,
        // Pictures from elsewhere are left out without a word.
        content: one.content.replace(FOREIGN_PICTURE, ''),
        digest: digestOf(one),
      })),
      at: this.clock.now(),
    });
    await this.records.durable();
    return { media_id: mediaId };
  }

  /** What a person does in the official account's console. */
  async publish(given: z.infer<typeof publishing>): Promise<Article> {
    const id = randomBytes(16).toString('base64url');
    const published = {
      ...given,
      digest: digestOf(given),
      id,
      url: `https://mp.weixin.qq.com/s/${id}`,
      at: this.clock.now(),
    };
    this.records.put('article', id, published);
    await this.records.durable();
    return published;
  }

  /** Newest first. @throws Refusal 47001 */
  batchGet(body: unknown): Record<string, unknown> {
    const parsed = batchBody.safeParse(body);
    if (!parsed.success || parsed.data.count < 1 || parsed.data.count > 20)
      throw new Refusal(47001, 'data format error: count is 1 to 20');
    const { offset, count, no_content: hasNoContent } = parsed.data;
    const all = this.articles.reverse();
    const item = all.slice(offset, offset + count).map((one) => ({
      article_id: one.id,
      content: { news_item: [newsItem(one, hasNoContent === 1)] },
      update_time: Math.floor(one.at / 1000),
    }));
    return { total_count: all.length, item_count: item.length, item };
  }

  /** @throws Refusal 41005, 40005, 40009 */
  async addMaterial(type: string | null, bytes: Buffer | undefined): Promise<Record<string, unknown>> {
    if (type !== 'image' && type !== 'thumb')
      throw new Refusal(40004, 'invalid media type: the local cloud takes image and thumb');
    if (!bytes || bytes.length === 0) throw new Refusal(41005, 'media data missing');
    if (!isPicture(bytes)) throw new Refusal(40005, 'invalid file type');
    if (bytes.length > 10 * 1024 * 1024) throw new Refusal(40009, 'invalid image size');
    const mediaId = randomBytes(24).toString('base64url');
    this.records.put('material', mediaId, { size: bytes.length });
    await this.records.durable();
    return { media_id: mediaId, url: `${PICTURES}local/${mediaId}` };
  }

  /**
   * A picture for the text of an article; it counts towards no limit of materials.
   *
   * @throws Refusal 41005, 40005 (neither jpg nor png, by name and by content), 40009 (more than 1 MB)
   */
  async uploadImage(name: string, bytes: Buffer | undefined): Promise<Record<string, unknown>> {
    if (!bytes || bytes.length === 0) throw new Refusal(41005, 'media data missing');
    if (!/\.(jpe?g|png)$/i.test(name) || !isArticlePicture(bytes))
      throw new Refusal(40005, 'invalid file type');
    if (bytes.length > IMAGE_MAX) throw new Refusal(40009, 'invalid image size');
    const url = `${PICTURES}${randomBytes(24).toString('base64url')}/0`;
    this.records.put('image', url, { size: bytes.length });
    await this.records.durable();
    return { url };
  }

  private checkArticle(one: z.infer<typeof draftArticle>, isSingle: boolean): void {
    if (one.title === '' || size(one.title) > 32) throw new Refusal(45003, 'title size out of limit');
    if (size(one.author) > 16) throw new Refusal(45110, 'author size out of limit');
    if (isSingle && size(one.digest ?? '') > 128) throw new Refusal(45004, 'description size out of limit');
    if (one.content === '' || size(one.content) >= 20_000 || Buffer.byteLength(one.content) >= 1024 * 1024) {
      throw new Refusal(45002, 'content size out of limit');
    }
    if (Buffer.byteLength(one.content_source_url) > 1024) throw new Refusal(45006, 'url size out of limit');
    if (!this.isLinked && /data-miniprogram-appid/.test(one.content))
      throw new Refusal(45166, 'invalid content');
    const isMaterial =
      this.materials.includes(one.thumb_media_id) ||
      this.records.get('material', one.thumb_media_id) !== undefined;
    if (!isMaterial) throw new Refusal(40007, 'invalid media_id');
  }
}

/** The default digest is the first 54 characters of the text. */
function digestOf({ digest, content }: { digest?: string; content: string }): string {
  return digest ? digest : [...content.replace(/<[^>]*>/g, '')].slice(0, 54).join('');
}

function newsItem(one: Article, hasNoContent: boolean): Record<string, unknown> {
  return {
    title: one.title,
    author: one.author,
    digest: one.digest ?? '',
    content: hasNoContent ? '' : one.content,
    content_source_url: one.content_source_url,
    thumb_media_id: '',
    thumb_url: '',
    show_cover_pic: 0,
    need_open_comment: 0,
    only_fans_can_comment: 0,
    url: one.url,
    is_deleted: false,
  };
}

const headOf = (bytes: Buffer): string => bytes.subarray(0, 4).toString('latin1');

const isArticlePicture = (bytes: Buffer): boolean =>
  headOf(bytes).startsWith('\xff\xd8\xff') || headOf(bytes) === '\x89PNG';

const isPicture = (bytes: Buffer): boolean =>
  isArticlePicture(bytes) || headOf(bytes) === 'GIF8' || headOf(bytes).startsWith('BM');
