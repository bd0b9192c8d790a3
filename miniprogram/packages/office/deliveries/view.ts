import type { Output } from '../../../api/dto';
import { MESSAGE_KINDS } from '../../../shared/labels';
import { agoWords } from '../../../shared/time';

export type DeliveryState = 'failed' | 'waiting' | 'sent' | 'unwanted';

type Troubles = Output<'announcement.troubles'>;

export interface DeliveriesView {
  rows: { id: string; kind: string; title: string; ago: string; reason: string; canRetry: boolean }[];
  choices: { key: DeliveryState; label: string }[];
  /** What WeChat does not let the college do, and what to do about it. */
  troubles: { id: string; what: string; todo: string; when: string }[];
  /** What the college has not set up, and where to click. */
  lacking: { id: string; what: string; todo: string }[];
  /** Kinds that have no template, by name; empty where all have one. */
  withoutTemplate: string;
  next: string;
}

export function deliveriesView(
  answer: Output<'announcement.deliveries'>,
  now: number,
  { troubles, lacking, withoutTemplate }: Troubles = { troubles: [], lacking: [], withoutTemplate: [] },
): DeliveriesView {
  const { totals } = answer;
  return {
    rows: answer.deliveries.map((delivery) => ({
      id: delivery.id,
      kind: MESSAGE_KINDS[delivery.kind],
      title: delivery.title,
      ago: agoWords(delivery.at, now),
      reason: delivery.reason
        ? `${delivery.reason}${delivery.tries > 1 ? `（已试 ${delivery.tries} 次）` : ''}`
        : '',
      canRetry: delivery.state === 'failed',
    })),
    choices: [
      { key: 'failed', label: `未发出 ${totals.failed}` },
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
    lacking: lacking.map(({ id, what, todo }) => ({ id, what, todo })),
    withoutTemplate: withoutTemplate.map((kind) => MESSAGE_KINDS[kind]).join('、'),
    next: answer.next ?? '',
  };
}
