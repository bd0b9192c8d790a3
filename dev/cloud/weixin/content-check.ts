import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../clock';
import { Quota } from './quota';
import { Refusal } from './refusal';

/** Words that decide; a text without any of them passes. */
export interface WordList {
  risky: string[];
  review: string[];
}

export const defaultWords: WordList = { risky: ['赌博', '代考', '刷单'], review: ['骗子', '垃圾'] };

const textCheck = z.object({
  content: z.string(),
  version: z.literal(2),
  scene: z.number(),
  openid: z.string(),
});
const mediaCheck = z.object({
  media_url: z.string(),
  media_type: z.union([z.literal(1), z.literal(2)]),
  version: z.literal(2),
  scene: z.number(),
  openid: z.string(),
});

const maxCharacters = 2500;
const maxMediaBytes = 10 * 1024 * 1024;
/** 20001 politics … 100 is "normal"; the double knows but one reason to refuse. */
const labels = { pass: 100, review: 20003, risky: 20006 };

export type MediaEvent = (openid: string, event: Record<string, unknown>) => void;

/** security.msgSecCheck and mediaCheckAsync, version 2 (docs/platform.md, Content checks). */
export class ContentCheck {
  private readonly texts: Quota;
  private readonly media: Quota;

  constructor(
    clock: Clock,
    readonly words: WordList,
    private readonly hasVisited: (openid: string) => boolean,
    private readonly tell: MediaEvent,
  ) {
    this.texts = new Quota(clock, { perMinute: 4000, perDay: 2_000_000 });
    this.media = new Quota(clock, { perMinute: 2000, perDay: 200_000 });
  }

  /** @throws Refusal 47001, 40003, 40129, 44002, 45002, 61010, 45009 */
  async text(parameters: Record<string, unknown>): Promise<Record<string, unknown>> {
    const parsed = textCheck.safeParse(parameters);
    if (!parsed.success) throw wrong(parsed.error);
    const { content, scene, openid } = parsed.data;
    this.checkCaller(scene, openid);
    if (content === '') throw new Refusal(44002, 'empty post data');
    if ([...content].length > maxCharacters) throw new Refusal(45002, 'content size out of limit');
    this.texts.use();
    return { errcode: 0, errmsg: 'ok', trace_id: randomUUID(), ...this.verdict(content) };
  }

  /** Answers a trace id; the verdict comes later as an event. */
  async mediaLater(parameters: Record<string, unknown>): Promise<Record<string, unknown>> {
    const parsed = mediaCheck.safeParse(parameters);
    if (!parsed.success) throw wrong(parsed.error);
    const { media_url: url, scene, openid } = parsed.data;
    this.checkCaller(scene, openid);
    if (!/^https?:\/\//.test(url)) throw new Refusal(40066, 'invalid url: media_url must be http or https');
    this.media.use();
    const traceId = randomUUID();
    void this.judge(url).then((verdict) => this.tell(openid, { trace_id: traceId, version: 2, ...verdict }));
    return { errcode: 0, errmsg: 'ok', trace_id: traceId };
  }

  private checkCaller(scene: number, openid: string): void {
    if (!/^[\w-]{2,64}$/.test(openid)) throw new Refusal(40003, 'invalid openid');
    if (![1, 2, 3, 4].includes(scene)) throw new Refusal(40129, 'invalid scene');
    if (!this.hasVisited(openid))
      throw new Refusal(61010, 'the user has not visited the mini program within two hours');
  }

  private async judge(url: string): Promise<Record<string, unknown>> {
    try {
      const response = await fetch(url);
      const bytes = await response.arrayBuffer();
      if (!response.ok) return { errcode: -1008, errmsg: `download failed: ${response.status}` };
      if (bytes.byteLength > maxMediaBytes) return { errcode: -1010, errmsg: 'media size out of limit' };
      return { errcode: 0, errmsg: 'ok', ...this.verdict(decodeURIComponent(url)) };
    } catch (error) {
      return { errcode: -1008, errmsg: `download failed: ${String(error)}` };
    }
  }

  private verdict(text: string) {
    const keyword = (words: string[]) => words.find((word) => text.includes(word));
    const [risky, review] = [keyword(this.words.risky), keyword(this.words.review)];
    const suggest: keyof typeof labels =
      risky !== undefined ? 'risky' : review !== undefined ? 'review' : 'pass';
    const label = labels[suggest];
    const detail = [
      { strategy: 'content_model', errcode: 0, suggest, label, prob: 90, keyword: risky ?? review },
    ];
    return { detail, result: { suggest, label } };
  }
}

function wrong(error: z.ZodError): Refusal {
  const field = error.issues[0]?.path.join('.') ?? '';
  return field === 'openid'
    ? new Refusal(40003, 'invalid openid')
    : new Refusal(47001, `data format error: ${field}`);
}
