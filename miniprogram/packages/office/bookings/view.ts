import { categoryName } from '../../../api/categories';
import type { Output } from '../../../api/dto';
import { BOOKING_STATUSES, PERSON_KINDS } from '../../../shared/labels';
import { leftWords, momentWords } from '../../../shared/time';

type Row = Output<'booking.list'>['bookings'][number];

export interface BookingRow {
  id: string;
  name: string;
  who: string;
  status: string;
  isLive: boolean;
  topic: string;
  detail: string;
  facts: string[];
  canMarkAbsent: boolean;
}

export interface BookingListView {
  rows: BookingRow[];
  figures: { label: string; value: number }[];
  next: string;
}

const labelOf = (labels: Readonly<Record<string, string>>, key: string): string => labels[key] ?? key;

/** The list of one session as the office reads it before and after the talk. */
export function bookingListView(answer: Output<'booking.list'>, now: number): BookingListView {
  const { totals } = answer;
  return {
    rows: answer.bookings.map((row) => bookingRow(row, now)),
    figures: [
      { label: '已定', value: totals.confirmed },
      { label: '待确认', value: totals.offered },
      { label: '候补', value: totals.waiting },
      { label: '还剩', value: totals.left },
    ],
    next: answer.next ?? '',
  };
}

export function bookingRow(row: Row, now: number): BookingRow {
  const facts = [`${momentWords(row.bookedAt, now)} 登记`];
  if (row.phone) facts.push(`电话 ${row.phone}`);
  if (row.isUnnamed) facts.push('现场不公开姓名');
  if (row.hasNoShowHold) facts.push('上期未到场，暂排在后面');
  if (row.status === 'offered' && row.offerExpiresAt !== null)
    facts.push(leftWords('确认期限', row.offerExpiresAt, now));
  const status =
    row.status === 'waitlisted' && row.position !== null
      ? `候补第 ${row.position} 位`
      : BOOKING_STATUSES[row.status];
  return {
    id: row.personId,
    name: row.name,
    who: [labelOf(PERSON_KINDS, row.kind), row.unit].filter(Boolean).join(' · '),
    status,
    isLive: row.status === 'confirmed' || row.status === 'offered' || row.status === 'waitlisted',
    topic: [categoryName(row.category), row.title].filter(Boolean).join(' · '),
    detail: row.detail,
    facts,
    canMarkAbsent: row.wish === 'speak' && row.status === 'confirmed',
  };
}
