import type { Holding } from '../../../api/credentials';
import type { MyBooking, Output } from '../../../api/dto';
import { CREDENTIALS_IN_A_SENTENCE } from '../../../shared/anonymity';
import { DOORS_OPEN_MS, HALL_CODE } from '../../../shared/hall';
import { WISHES } from '../../../shared/labels';
import { CHECK_IN_METHODS } from '../../../shared/survey';
import { clockWords, exactWords, fullWords, momentWords } from '../../../shared/time';

type Attended = Output<'survey.mine'>['attended'][number];
type Answer = Output<'hall.checkIn'>;

/** Somebody who is in. */
export interface Arrival {
  /** Large, beneath the tick. */
  heading: string;
  /** Who was let in; empty where it was not asked just now. */
  name: string;
  /** 目前排第 3 位发言; empty for whoever does not speak. */
  order: string;
  /** 发言 · 15:52 扫码签到 */
  line: string;
  /** The second scan says when the first was; empty at the first. */
  repeat: string;
}

/** Where the credentials are, and what can be done about them. */
export interface CredentialNote {
  text: string;
  /** Label of the one thing to do, or empty. */
  action: string;
  isGood: boolean;
}

export interface CheckInView {
  title: string;
  when: string;
  exact: string;
  place: string;
  canScan: boolean;
  /** Why one cannot scan now, or what scanning does. */
  hint: string;
  arrival: Arrival | null;
  credentials: CredentialNote | null;
}

/** Place of a booked speaker in the order of speaking as it is now. */
const orderWords = (booking: MyBooking | null): string =>
  booking?.status === 'confirmed' && booking.wish === 'speak' && booking.position !== null
    ? `目前排第 ${booking.position} 位发言`
    : '';

/** The check-in page before anything was scanned on it. `attended` is the person's earlier check-in, if any. */
export function checkInView(
  { session, booking }: Pick<Output<'session.get'>, 'session' | 'booking'>,
  attended: Attended | null,
  holding: Holding,
  now: number,
): CheckInView {
  const isOpen =
    (session.status === 'previewed' || session.status === 'live') && now >= session.startsAt - DOORS_OPEN_MS;
  const isOver = !['planned', 'previewed', 'live'].includes(session.status);
  return {
    title: `第 ${session.number} 期`,
    when: fullWords(session.startsAt, now),
    exact: exactWords(session.startsAt),
    place: session.venue,
    canScan: isOpen && attended === null,
    hint: isOpen
      ? `对准会场大屏幕上的二维码。码每 ${HALL_CODE.periodMs / 1000} 秒换一次，扫到就行。`
      : isOver
        ? '本期签到已结束。有疑问请联系活动办公室。'
        : `${momentWords(session.startsAt - DOORS_OPEN_MS, now)} 开始签到，不用预约也能来。`,
    arrival: attended && {
      heading: '你已签到',
      name: '',
      order: orderWords(booking),
      line: `${momentWords(attended.firstAt, now)} · ${CHECK_IN_METHODS[attended.method]}`,
      repeat: '',
    },
    credentials: attended && credentialNote(holding, attended.hasIssued, attended.canFetch),
  };
}

/** What the scan answered. */
export function arrivalView(answer: Answer, booking: MyBooking | null, now: number): Arrival {
  const booked = answer.wish === null ? '直接参加' : `预约${WISHES[answer.wish]}`;
  return {
    heading: '签到成功',
    name: answer.name,
    order: orderWords(booking),
    line: `${booked} · ${clockWords(answer.firstAt)} ${CHECK_IN_METHODS[answer.method]}`,
    repeat: answer.isFirst ? '' : `你在${momentWords(answer.firstAt, now)} 已经签到过，不用再签。`,
  };
}

/** One sentence on the credentials: what they are for, or why they are not here. */
export function credentialNote(holding: Holding, hasIssued: boolean, canFetch: boolean): CredentialNote {
  if (holding === 'held') return { text: CREDENTIALS_IN_A_SENTENCE, action: '', isGood: true };
  if (holding === 'refused')
    return {
      text: '发来的评价凭证没有通过这部手机的核对，所以没有收下。签到不受影响，请再领一次；还不行请告诉活动办公室。',
      action: '再领一次',
      isGood: false,
    };
  if (holding === 'unable' && !hasIssued && canFetch)
    return {
      text: '本机不能领取评价凭证。签到不受影响，请用手机微信打开本页领取；iPhone 需 iOS 14 以上。',
      action: '',
      isGood: false,
    };
  if (holding === 'full' && !hasIssued && canFetch)
    return {
      text: '这部手机的存储空间已满，评价凭证存不下，所以没有领。签到不受影响，清理微信的存储空间后再领。',
      action: '领取评价凭证',
      isGood: false,
    };
  if (holding === 'elsewhere' || (hasIssued && ['none', 'unable', 'full'].includes(holding)))
    return {
      text: '你的评价凭证已发到另一部手机，请用那部手机评价。每人只发一次。',
      action: '',
      isGood: false,
    };
  if (canFetch || hasIssued)
    return {
      text: '还差一步：把评价凭证领到本机，过些天用于不记名评价。',
      action: '领取评价凭证',
      isGood: false,
    };
  return { text: '满意度调查已经开始，评价凭证不再发放。', action: '', isGood: false };
}

/** Why nothing was scanned; empty when the person closed the camera again. */
export function cameraProblem(error: unknown): string {
  const text =
    typeof error === 'object' && error !== null && 'errMsg' in error ? String(error.errMsg) : String(error);
  if (text.includes('cancel')) return '';
  return '没能打开相机。请在微信的设置里允许使用相机，或者到签到台登记，效果一样。';
}
