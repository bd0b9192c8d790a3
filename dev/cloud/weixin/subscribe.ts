import * as z from 'zod';
import type { Clock } from '../clock';
import type { Records } from '../records';
import { Refusal } from './refusal';
import { isAccepted, isFieldName } from './template-field';

export interface TemplateDefinition {
  id: string;
  title?: string;
  /** e.g. ['thing1', 'time2']; nothing: any well-formed field is taken. */
  fields?: string[];
}

export interface SentMessage {
  msgId: string;
  openid: string;
  templateId: string;
  page: string;
  data: Record<string, string>;
  /** The cloud's time, ms. */
  at: number;
}

const message = z.object({
  touser: z.string(),
  template_id: z.string(),
  page: z.string().optional(),
  data: z.record(z.string(), z.object({ value: z.union([z.string(), z.number()]) })),
  miniprogram_state: z.enum(['developer', 'trial', 'formal']).default('formal'),
  lang: z.enum(['zh_CN', 'en_US', 'zh_HK', 'zh_TW']).default('zh_CN'),
});

const sentRecord = z.object({
  msgId: z.string(),
  openid: z.string(),
  templateId: z.string(),
  page: z.string(),
  data: z.record(z.string(), z.string()),
  at: z.number(),
});

/** One consent of a person is good for one message of that template; it does not run out. */
export class Credits {
  constructor(private readonly records: Records) {}

  of(openid: string, templateId: string): number {
    return z
      .number()
      .catch(0)
      .parse(this.records.get('credit', key(openid, templateId)));
  }

  /** What an accepted sheet gives. */
  grant(openid: string, templateId: string, count = 1): void {
    this.records.put('credit', key(openid, templateId), this.of(openid, templateId) + count);
  }

  /** The person turned the messages of the mini program off. */
  revoke(openid: string, templateId: string): void {
    this.records.remove('credit', key(openid, templateId));
  }

  take(openid: string, templateId: string): void {
    const left = this.of(openid, templateId);
    if (left < 1) throw new Refusal(43101, 'user refuse to accept the msg');
    this.records.put('credit', key(openid, templateId), left - 1);
  }

  all(): { openid: string; templateId: string; count: number }[] {
    return this.records.all('credit').map(({ id, body }) => {
      const [openid = '', templateId = ''] = id.split('\n');
      return { openid, templateId, count: z.number().parse(body) };
    });
  }
}

function key(openid: string, templateId: string): string {
  return `${openid}\n${templateId}`;
}

/** subscribeMessage.send with its documented refusals (docs/platform.md, Subscription messages). */
export class SubscribeMessages {
  readonly sent: SentMessage[];

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly credits: Credits,
    private readonly templates: () => Iterable<TemplateDefinition>,
    private readonly delivered: (message: SentMessage) => void,
  ) {
    this.sent = records.all('sent').map(({ body }) => sentRecord.parse(body));
  }

  /** @throws Refusal 40003, 40037, 47003 naming the field, 43101 */
  async send(parameters: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { touser, template_id: templateId, page = '', data } = this.checked(parameters);
    this.credits.take(touser, templateId);
    const number = this.sent.length + 1;
    const sent: SentMessage = {
      msgId: String(3_000_000_000_000_000 + number),
      openid: touser,
      templateId,
      page,
      data,
      at: this.clock.now(),
    };
    this.sent.push(sent);
    this.records.put('sent', String(number).padStart(12, '0'), sent);
    await this.records.durable();
    this.delivered(sent);
    return { errcode: 0, errmsg: 'ok', msgid: Number(sent.msgId) };
  }

  private checked(parameters: Record<string, unknown>) {
    if (typeof parameters.touser !== 'string' || !/^[\w-]{2,64}$/.test(parameters.touser))
      throw new Refusal(40003, 'invalid openid');
    const template = [...this.templates()].find(({ id }) => id === parameters.template_id);
    if (!template) throw new Refusal(40037, 'invalid template_id');
    const parsed = message.safeParse(parameters);
    if (!parsed.success) throw invalid(parsed.error.issues[0]?.path.join('.') ?? 'data');
    const data: Record<string, string> = {};
    for (const field of new Set([...(template.fields ?? []), ...Object.keys(parsed.data.data)])) {
      const value = parsed.data.data[field]?.value;
      const isKnown = template.fields ? template.fields.includes(field) : isFieldName(field);
      if (value === undefined || !isKnown || !isAccepted(field, String(value)))
        throw invalid(`data.${field}.value`);
      data[field] = String(value);
    }
    return { ...parsed.data, data };
  }
}

function invalid(path: string): Refusal {
  return new Refusal(47003, `argument invalid! ${path} invalid`);
}
