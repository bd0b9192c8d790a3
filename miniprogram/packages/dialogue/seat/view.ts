import type { Output } from '../../../api/dto';
import { CATEGORY_ID } from '../../../shared/category';
import { SEAT_STATES } from '../../../shared/hall';
import { LIMITS } from '../../../shared/limits';
import { leftWords } from '../../../shared/time';

type Seat = Output<'hall.mySeats'>['questions'][number];

/** What is being written, kept on this device until it is sent. */
export interface SeatDraft {
  title: string;
  detail: string;
  category: string;
  isHidden: boolean;
}

export const blankSeat = (): SeatDraft => ({ title: '', detail: '', category: '', isHidden: false });

export function isSeatDraft(value: unknown): value is SeatDraft {
  if (typeof value !== 'object' || value === null) return false;
  const of = (key: string): unknown => Object.getOwnPropertyDescriptor(value, key)?.value;
  return (
    ['title', 'detail', 'category'].every((key) => typeof of(key) === 'string') &&
    typeof of('isHidden') === 'boolean'
  );
}

export const isCategory = (key: string): boolean => CATEGORY_ID.test(key);

/** Empty when it can be sent. */
export function missingInSeat({ title, category }: SeatDraft): string {
  if (title.trim() === '') return '请填问题';
  if (Array.from(title.trim()).length > LIMITS.titleMax) return `问题不超过 ${LIMITS.titleMax} 字`;
  return isCategory(category) ? '' : '请选类别';
}

export interface SeatRow {
  id: string;
  title: string;
  state: string;
  note: string;
  mayChoose: boolean;
  caseUrl: string;
}

export interface SeatView {
  left: number;
  leftWords: string;
  rows: SeatRow[];
}

/** One's own questions from the seat, and how many more may be sent. */
export const seatView = ({ questions, left }: Output<'hall.mySeats'>, now: number): SeatView => ({
  left,
  leftWords:
    left > 0 ? `本期还可以提 ${left} 个问题` : '现场签到后可以提问；活动结束或次数用完后，不能再提。',
  rows: questions.map((seat) => seatRow(seat, now)),
});

function seatRow(seat: Seat, now: number): SeatRow {
  const mayChoose = seat.chooseUntil !== null && seat.chooseUntil > now;
  const until =
    mayChoose && seat.chooseUntil !== null
      ? `${leftWords('选择期限', seat.chooseUntil, now)}，未选择则自动删除`
      : '';
  return {
    id: seat.id,
    title: seat.title || '（已删除）',
    state: SEAT_STATES[seat.state],
    note: [
      `第 ${seat.sessionNumber} 期`,
      seat.isHidden ? '不公开姓名' : '',
      seat.reason && `原因：${seat.reason}`,
      until,
    ]
      .filter(Boolean)
      .join(' · '),
    mayChoose,
    caseUrl: seat.caseId === null ? '' : `/pages/case/case?id=${seat.caseId}`,
  };
}
