import type { MessageKind } from '../../../miniprogram/shared/labels';

/**
 * One subscription message to one person. Persisted in `deliveries`.
 *
 * `waiting` → `sending` (leased to one instance) → `sent` | `failed`. `unconfirmed`: WeChat was asked and no answer
 * came, so it may have arrived. `sending` and `unconfirmed` wait for WeChat's event until the lease runs out; only
 * then is it sent again, so that a crash loses none and repeats none.
 */
export interface Delivery {
  /** `${messageId}:${personId}` */
  _id: string;
  messageId: string;
  personId: string;
  kind: MessageKind;
  title: string;
  state: DeliveryState;
  /** How often WeChat was asked. */
  tries: number;
  /** Not before this instant; while `sending` or `unconfirmed`, the end of the lease. */
  dueAt: number;
  /** Why it failed, as WeChat's code, or empty. */
  reason: string;
  /** WeChat's own id of the message, once known: its event may come later and must not be taken for another's. */
  msgId: string;
  at: number;
}

export type DeliveryState = 'waiting' | 'sending' | 'sent' | 'failed' | 'unconfirmed';

/** WeChat's answer to one send: what the delivery becomes depends on nothing else. */
export type SendAnswer =
  | { kind: 'sent'; msgId: string }
  | { kind: 'refused'; code: number }
  | { kind: 'silent' };

/** How long to wait for WeChat's event before asking again. */
export const LEASE_MS = 10 * 60_000;
export const MAX_TRIES = 3;
/** After the first and the second refusal that may pass. */
const BACKOFF_MS = [60_000, 5 * 60_000];

/** Nothing left to send to this person: credit used up, or refused. docs/platform.md, Subscription messages */
export const NO_CREDIT = 43101;
// System busy and rate limits pass by themselves; every other refusal is about the message and stays
// (docs/platform.md, Subscription messages).
const PASSING = new Set([-1, 45009, 45011]);

export interface DeliveryChange {
  state: DeliveryState;
  dueAt: number;
  reason: string;
}

/** What a delivery becomes on WeChat's answer to its `tries`-th send. */
export function afterSending(answer: SendAnswer, tries: number, now: number): DeliveryChange {
  if (answer.kind === 'sent') return { state: 'sent', dueAt: now, reason: '' };
  if (answer.kind === 'silent') return { state: 'unconfirmed', dueAt: now + LEASE_MS, reason: 'no_answer' };
  const reason = String(answer.code);
  const wait = BACKOFF_MS[tries - 1];
  if (!PASSING.has(answer.code) || tries >= MAX_TRIES || wait === undefined)
    return { state: 'failed', dueAt: now, reason };
  return { state: 'waiting', dueAt: now + wait, reason };
}

/** What the office reads beside a failed delivery. */
export function reasonInWords(reason: string): string {
  return REASONS[reason] ?? (reason === '' ? '' : `微信返回 ${reason}`);
}

const REASONS: Readonly<Record<string, string>> = {
  '43101': '对方没有剩余的订阅次数',
  '40003': '微信账号无效',
  '40037': '消息模板编号不对',
  '47003': '消息内容不符合模板',
  '41030': '页面尚未发布',
  '45009': '微信发送次数受限',
  '45011': '微信发送太频繁',
  '-1': '微信系统繁忙',
  no_answer: '微信没有回音，可能已送达',
  unbound: '对方已解除绑定',
  no_template: '没有配置消息模板',
};
