import * as z from 'zod';
import type { MessageKind } from '../core/message/message';
import { NO_CREDIT } from '../core/message/weixin-outcome';
import { deliveries, people } from '../platform/database/collections';
import { _, find, update } from '../platform/database/store';
import { templates } from '../platform/weixin/templates';
import { useCredit } from './deliver';

const outcome = z
  .object({
    TemplateId: z.string(),
    MsgID: z.coerce.string().default(''),
    ErrorCode: z.coerce.number(),
  })
  .loose();

/** WeChat's word on what was sent. `List` is an object when there is one and an array when there are several. */
export const sentEvent = z
  .object({
    Event: z.literal('subscribe_msg_sent_event'),
    FromUserName: z.string(),
    List: z.union([outcome.transform((one) => [one]), z.array(outcome)]),
  })
  .loose();
export type SentEvent = z.output<typeof sentEvent>;

/**
 * Settles the deliveries of which nobody knew (docs/platform.md, Subscription messages). The event names person,
 * template and WeChat's own message id, not our delivery: one whose id is known is settled already; otherwise the one
 * that has been open longest is meant.
 */
export async function confirmSent({ FromUserName: openid, List }: SentEvent): Promise<void> {
  const [person] = await find(people, { openid }, { limit: 1, fields: ['_id'] });
  if (!person) return;
  for (const { TemplateId, MsgID, ErrorCode } of List) {
    const kinds = kindsOf(TemplateId);
    const mine = { personId: person._id, kind: _.in(kinds) };
    if (MsgID && (await find(deliveries, { ...mine, msgId: MsgID }, { limit: 1 })).length > 0) continue;
    const unsettled = { ...mine, state: _.in(['sending', 'unconfirmed']) };
    const [delivery] = await find(deliveries, unsettled, { order: [['dueAt', 'asc']], limit: 1 });
    if (!delivery) continue;
    const state = ErrorCode === 0 ? 'sent' : String(ErrorCode) === NO_CREDIT ? 'unwanted' : 'failed';
    const settled = await update(
      deliveries,
      { _id: delivery._id, state: delivery.state, tries: delivery.tries },
      { state, reason: ErrorCode === 0 ? '' : String(ErrorCode), msgId: MsgID },
    );
    if (settled === 1 && state === 'sent') await useCredit(person._id, delivery.kind);
  }
}

const kindsOf = (templateId: string): MessageKind[] =>
  Object.entries(templates())
    .filter(([, template]) => template.id === templateId)
    .map(([kind]) => kind as MessageKind);
