import type { MessageKind } from '../../../miniprogram/shared/labels';
import { outcomeOf } from './weixin-outcome';

/**
 * One subscription message to one person. Persisted in `deliveries`.
 *
 * `waiting` → `sending` (leased to one instance) → `sent` | `failed` | `unwanted`. `unconfirmed`: WeChat was asked and no answer
 * came, so it may have arrived. `sending` and `unconfirmed` wait for WeChat's event until the lease runs out; only
 * then is it sent again, so that a crash loses none and repeats none. `unwanted`: the person has not agreed, or has used
 * the agreement up; the message stands in the inbox, and nothing has gone wrong.
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

export type DeliveryState = 'waiting' | 'sending' | 'sent' | 'failed' | 'unwanted' | 'unconfirmed';

/** WeChat's answer to one send: what the delivery becomes depends on nothing else. */
export type SendAnswer =
  | { kind: 'sent'; msgId: string }
  /** WeChat's code, or one of ours (weixin-outcome.ts). */
  | { kind: 'not_sent'; code: string };

/** How long to wait for WeChat's event before asking again. */
export const LEASE_MS = 10 * 60_000;
export const MAX_TRIES = 3;
/** After the first and the second refusal that may pass. */
const BACKOFF_MS = [60_000, 5 * 60_000];
/** How long the queue waits before it tries again after WeChat did not let us: a minute for no answer. */
const PAUSE_MS = 10 * 60_000;
const SHORT_PAUSE_MS = 60_000;

export interface DeliveryChange {
  state: DeliveryState;
  dueAt: number;
  reason: string;
  tries: number;
}

/** For how long nothing is sent after the whole channel failed with this code. */
export const pauseAfter = (code: string): number =>
  outcomeOf(code) === 'not_permitted' ? PAUSE_MS : SHORT_PAUSE_MS;

/** What a delivery becomes on WeChat's answer to its `tries`-th send. */
export function afterSending(answer: SendAnswer, tries: number, now: number): DeliveryChange {
  if (answer.kind === 'sent') return { state: 'sent', dueAt: now, reason: '', tries };
  const reason = answer.code;
  switch (outcomeOf(reason)) {
    case 'not_permitted':
      // It says nothing of this message: the try does not count, and the queue goes on when it is put right.
      return { state: 'waiting', dueAt: now, reason, tries: tries - 1 };
    case 'no_consent':
      return { state: 'unwanted', dueAt: now, reason, tries };
    case 'no_answer':
      return { state: 'unconfirmed', dueAt: now + LEASE_MS, reason, tries };
    case 'busy': {
      const wait = tries < MAX_TRIES ? BACKOFF_MS[tries - 1] : undefined;
      if (wait !== undefined) return { state: 'waiting', dueAt: now + wait, reason, tries };
      break;
    }
  }
  return { state: 'failed', dueAt: now, reason, tries };
}

/** What the office reads beside a failed delivery. */
export function reasonInWords(reason: string): string {
  if (outcomeOf(reason) === 'not_permitted') return '微信未允许发送，恢复后自动发送';
  return REASONS[reason] ?? (reason === '' ? '' : `微信返回 ${reason}`);
}

const REASONS: Readonly<Record<string, string>> = {
  '43101': '对方未订阅，或订阅次数已用完',
  '40003': '对方的微信账号无效',
  '40037': '消息模板编号不正确',
  '47003': '消息内容不符合模板',
  '41030': '消息中的页面尚未发布',
  '45009': '微信发送次数受限',
  '45011': '微信发送太频繁',
  '-1': '微信系统繁忙',
  no_answer: '微信未答复，消息可能已送达',
  unbound: '对方已解除绑定',
  no_template: '未设置消息模板',
};
