import { categoryName } from '../api/categories';
import type { MyBooking } from '../api/dto';
import { BOOKING_STATUSES, type BookingStatus, WISHES } from '../shared/labels';
import { dateTimeWords, exactWords, fullWords, leftWords, momentWords } from '../shared/time';

/** Statuses in which the person still holds, or waits for, a place. */
const LIVE: readonly BookingStatus[] = ['confirmed', 'waitlisted', 'offered'];

export const isLive = (booking: { status: BookingStatus }): boolean => LIVE.includes(booking.status);

export interface BookingView {
  sessionId: string;
  session: string;
  wish: string;
  when: string;
  exact: string;
  place: string;
  /** Where it stands, in the words of the large line. */
  state: string;
  /** What that means and what happens next. */
  note: string;
  topic: string;
  code: string;
  isLive: boolean;
  canConfirm: boolean;
  canCancel: boolean;
  /** Waited in vain, and what was written is still there. */
  canChoose: boolean;
  isKept: boolean;
  /** Something of the session is not as the preview first said. */
  isChanged: boolean;
}

/** A booking as every page tells it. */
export function bookingView(booking: MyBooking, now: number): BookingView {
  const live = isLive(booking);
  const category = categoryName(booking.category);
  return {
    sessionId: booking.sessionId,
    session: `第 ${booking.sessionNumber} 期`,
    wish: WISHES[booking.wish],
    when: fullWords(booking.startsAt, now),
    exact: exactWords(booking.startsAt),
    place: booking.venue,
    state: stateWords(booking, now),
    note: noteWords(booking, now),
    topic: [category, booking.title].filter(Boolean).join(' · '),
    code: live ? booking.code : '',
    isLive: live,
    canConfirm: booking.status === 'offered' && (booking.offerExpiresAt ?? 0) > now,
    canCancel: live && booking.cancelUntil > now,
    canChoose: booking.unreached?.canChoose ?? false,
    isChanged: live && booking.isChanged,
    isKept: booking.unreached?.choice === 'keep',
  };
}

/** 发言名额已定，目前排第 3 位; 候补第 3 位; 待你确认，距确认期限 21 小时 */
export function stateWords(booking: MyBooking, now: number): string {
  switch (booking.status) {
    case 'confirmed':
      if (booking.wish === 'listen') return '座席已定';
      if (booking.hasGivenOn) return '题目已合并';
      return booking.position === null ? '发言名额已定' : `发言名额已定，目前排第 ${booking.position} 位`;
    case 'waitlisted':
      if (isDrawAhead(booking)) return '待抽签';
      return booking.position === null ? '候补中' : `候补第 ${booking.position} 位`;
    case 'offered':
      return booking.offerExpiresAt === null
        ? '待你确认'
        : `待你确认，${leftWords('确认期限', booking.offerExpiresAt, now)}`;
    default:
      return BOOKING_STATUSES[booking.status];
  }
}

/** Waits for lots that are not drawn yet. */
const isDrawAhead = ({ draw }: MyBooking): boolean => draw !== null && !draw.isDrawn;

function noteWords(booking: MyBooking, now: number): string {
  const cancel =
    booking.cancelUntil > now
      ? `来不了请在 ${dateTimeWords(booking.cancelUntil, now)} 前取消，把名额留给别人。`
      : '';
  switch (booking.status) {
    case 'confirmed':
      if (booking.hasGivenOn)
        return '与相近的题目一并提问，不用再发言，答复会通知你。发言名额已让给候补的人。';
      return booking.startsAt > now ? cancel || '马上开始，请直接到现场。' : '请到现场签到。';
    case 'waitlisted':
      return isDrawAhead(booking) && booking.draw
        ? `${dateTimeWords(booking.draw.at, now)} 抽签，结果会通知你。抽签号 ${booking.draw.entry}，抽签后可凭号核对次序。`
        : '有人取消就按先后轮到你，轮到时会通知你。不用预约也能到现场参加。';
    case 'offered':
      return booking.offerExpiresAt === null
        ? '有名额空出来了，请确认。'
        : `有名额空出来了，请在 ${momentWords(booking.offerExpiresAt, now)} 前确认，超时顺延给下一位。`;
    case 'cancelled':
      return booking.calledOffReason
        ? `本期活动取消：${booking.calledOffReason}。你填写的内容已经删除。`
        : '你填写的内容已经删除。';
    case 'expired':
      return '没有在时间内确认，名额给了下一位。';
    case 'absent':
      return '约了发言没有到场，下一期预约时排在后面，只影响一期。';
    case 'unreached':
      return unreachedWords(booking, now);
    case 'attended':
      return '谢谢你来。';
  }
}

function unreachedWords({ unreached }: MyBooking, now: number): string {
  if (unreached?.choice === 'case') return '已转为书面诉求，请在“我的诉求”中查看进展。';
  if (unreached?.choice === 'delete') return '你填写的内容已经删除。';
  if (!unreached?.canChoose) return '本期没有轮到，欢迎预约下一期。';
  if (unreached.choice === 'keep') return '已留到下期，下期开始预约时自动为你登记。';
  const until =
    unreached.emptyAt === null ? '' : `${momentWords(unreached.emptyAt, now)} 前未选择，内容自动删除。`;
  return `本期没有轮到发言。请选择题目的去向。${until}`;
}
