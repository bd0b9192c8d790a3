import * as z from 'zod';
import type { Clock } from '../clock';
import type { Records } from '../records';
import { ContentCheck, defaultWords, type WordList } from './content-check';
import { Demands } from './demands';
import { Events } from './events';
import { type Article, OfficialAccount, type publishing } from './official-account';
import { type AccountSecret, StableToken } from './stable-token';
import { Credits, type SentMessage, SubscribeMessages, type TemplateDefinition } from './subscribe';

export interface WeixinOptions {
  /** Message templates of the mini program: kind → definition. */
  templates: Record<string, TemplateDefinition>;
  /** Pictures that are in the official account already. */
  materials?: string[];
  words?: WordList;
  account: AccountSecret;
  miniProgram: AccountSecret;
  /** Delivers what WeChat pushes to the function that listens; nothing when there is none. */
  deliver: (event: Record<string, unknown>) => Promise<void>;
}

/** How long after a visit the content check takes a person's text. */
const visitMs = 7_200_000;

/** The double of WeChat's servers. Everything it knows of people and messages survives a restart. */
export class Weixin {
  readonly credits: Credits;
  readonly messages: SubscribeMessages;
  readonly check: ContentCheck;
  readonly account: OfficialAccount;
  /** Tokens of the official account, and those of the mini program. */
  readonly token: StableToken;
  readonly miniProgramToken: StableToken;
  readonly demands = new Demands();
  readonly events = new Events();
  private pushed: Promise<void> = Promise.resolve();

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly options: WeixinOptions,
  ) {
    this.credits = new Credits(records);
    this.account = new OfficialAccount(records, clock, options.materials ?? []);
    this.token = new StableToken(clock, options.account);
    this.miniProgramToken = new StableToken(clock, options.miniProgram);
    this.messages = new SubscribeMessages(
      records,
      clock,
      this.credits,
      () => this.templates(),
      (message) => this.delivered(message),
    );
    this.check = new ContentCheck(
      clock,
      options.words ?? defaultWords,
      (openid) => this.hasVisited(openid),
      (openid, event) => this.push(openid, { Event: 'wxa_media_check', ...event }),
    );
  }

  /** Messages that reached phones, oldest first. */
  get sent(): SentMessage[] {
    return this.messages.sent;
  }

  templates(): TemplateDefinition[] {
    return Object.values(this.options.templates);
  }

  /** A person opened the mini program. */
  visit(openid: string): void {
    const last = this.records.get('visit', openid);
    const now = this.clock.now();
    // Each call is a visit; writing each one down would double the writes of a busy phone.
    if (typeof last === 'number' && now - last >= 0 && now - last < 60_000) return;
    this.records.put('visit', openid, now);
  }

  hasVisited(openid: string): boolean {
    const last = z.number().safeParse(this.records.get('visit', openid));
    return last.success && Math.abs(this.clock.now() - last.data) <= visitMs;
  }

  async publish(article: z.infer<typeof publishing>): Promise<Article> {
    const published = await this.account.publish(article);
    this.events.emit({ kind: 'article', article: published });
    return published;
  }

  /** Resolves when everything that WeChat had to push has been taken by the function. */
  settled(): Promise<void> {
    return this.pushed;
  }

  private delivered(message: SentMessage): void {
    this.events.emit({ kind: 'weixin', message });
    const result = {
      TemplateId: message.templateId,
      MsgID: message.msgId,
      ErrorCode: '0',
      ErrorStatus: 'success',
    };
    this.push(message.openid, { Event: 'subscribe_msg_sent_event', List: result });
  }

  /** One after the other, so that ten thousand receipts do not crowd out the calls of people. */
  private push(openid: string, event: Record<string, unknown>): void {
    const body = {
      ToUserName: 'gh_local',
      FromUserName: openid,
      CreateTime: Math.floor(this.clock.now() / 1000),
      MsgType: 'event',
      ...event,
    };
    this.pushed = this.pushed.then(() => this.options.deliver(body));
  }
}
