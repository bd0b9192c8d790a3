import type { Output } from '../../../api/dto';
import { MESSAGE_KINDS } from '../../../shared/labels';
import { agoWords } from '../../../shared/time';

export type DeliveryState = 'failed' | 'waiting' | 'sent' | 'unwanted';

type Trouble = Output<'announcement.troubles'>['troubles'][number];

export interface DeliveriesView {
  rows: { id: string; kind: string; title: string; ago: string; reason: string; canRetry: boolean }[];
  choices: { key: DeliveryState; label: string }[];
  /** What WeChat does not let the college do, and what to do about it. */
  troubles: { id: string; what: string; todo: string; when: string }[];
  next: string;
}

export function deliveriesView(
  answer: Output<'announcement.deliveries'>,
  now: number,
  troubles: readonly Trouble[] = [],
): DeliveriesView {
  const { totals } = answer;
  return {
    rows: answer.deliveries.map((delivery) => ({
      id: delivery.id,
      kind: MESSAGE_KINDS[delivery.kind],
      title: delivery.title,
      ago: agoWords(delivery.at, now),
      reason: delivery.reason
        ? `${delivery.reason}${delivery.tries > 1 ? `(试了 ${delivery.tries} 次)` : ''}`
        : '',
      canRetry: delivery.state === 'failed',
    })),
    choices: [
      { key: 'failed', label: `没发出 ${totals.failed}` },
      { key: 'waiting', label: `等待 ${totals.waiting}` },
      { key: 'sent', label: `已发出 ${totals.sent}` },
      { key: 'unwanted', label: `未订阅 ${totals.unwanted}` },
    ],
    troubles: troubles.map(({ id, what, todo, since, at }) => ({
      id,
      what,
      todo,
      when: `${agoWords(since, now)}开始，最近一次${agoWords(at, now)}`,
    })),
    next: answer.next ?? '',
  };
}
