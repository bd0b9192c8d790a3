import type { Output } from '../../../api/dto';
import { MESSAGE_KINDS } from '../../../shared/labels';
import { agoWords } from '../../../shared/time';

export type DeliveryState = 'failed' | 'waiting' | 'sent';

export interface DeliveriesView {
  rows: { id: string; kind: string; title: string; ago: string; reason: string; canRetry: boolean }[];
  choices: { key: DeliveryState; label: string }[];
  next: string;
}

const REASONS: Readonly<Record<string, string>> = {
  '43101': '对方没有同意，或同意的次数用完了',
  '40003': '对方的微信号不对',
  '40037': '模板编号不对，请检查设置',
  '41030': '消息里的页面还没有发布',
  '47003': '消息内容不符合模板',
  '-1': '微信系统繁忙',
  '45009': '微信说发得太快',
};

/** Words for what WeChat answered; an unknown answer is shown as it came, for the administrator. */
export const reasonWords = (reason: string): string => {
  const code = /-?\d+/.exec(reason)?.[0] ?? '';
  return REASONS[code] ?? reason;
};

export function deliveriesView(answer: Output<'announcement.deliveries'>, now: number): DeliveriesView {
  const { totals } = answer;
  return {
    rows: answer.deliveries.map((delivery) => ({
      id: delivery.id,
      kind: MESSAGE_KINDS[delivery.kind],
      title: delivery.title,
      ago: agoWords(delivery.at, now),
      reason: delivery.reason
        ? `${reasonWords(delivery.reason)}${delivery.tries > 1 ? `(试了 ${delivery.tries} 次)` : ''}`
        : '',
      canRetry: delivery.state === 'failed',
    })),
    choices: [
      { key: 'failed', label: `没发出 ${totals.failed}` },
      { key: 'waiting', label: `等待 ${totals.waiting}` },
      { key: 'sent', label: `已发出 ${totals.sent}` },
    ],
    next: answer.next ?? '',
  };
}
