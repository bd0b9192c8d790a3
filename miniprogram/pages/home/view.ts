import type { Output } from '../../api/dto';
import { COMMITMENTS_SOON_DAYS } from '../../shared/case';
import { DOORS_OPEN_MS } from '../../shared/hall';
import { dateWords, momentWords } from '../../shared/time';
import { isLive, stateWords } from '../../view/booking';
import { bookLabel, placesWords, type SessionHead, sessionHead } from '../../view/session';
import { type OwnSurveys, type SurveyBlock, surveyBlock } from './own-surveys';

type Home = Output<'session.home'>;

/** The one button of the home page and the line under it. */
export interface NextAction {
  kind: 'book' | 'booking' | 'bookings' | 'remind' | 'session' | 'checkin' | 'rate' | 'results';
  label: string;
  hint: string;
}

export interface HomeView {
  isBound: boolean;
  unread: number;
  bellLabel: string;
  next: (SessionHead & { answerers: string }) | null;
  /** Where the person's booking stands, as a large line above the button; empty without one. */
  standing: string;
  action: NextAction;
  survey: SurveyBlock | null;
  last: {
    id: string;
    title: string;
    when: string;
    figures: { value: number; label: string }[];
    cards: string;
  } | null;
  /** What departments have promised for the next days; empty when nothing falls due. */
  commitments: string;
}

/** The home page as one person sees it now. */
export function homeView(home: Home, now: number, own: OwnSurveys | null = null): HomeView {
  const survey = surveyBlock(own, now);
  const booking = home.booking && isLive(home.booking) ? home.booking : null;
  return {
    isBound: home.isBound,
    unread: home.unread,
    bellLabel: home.unread > 0 ? `消息，${home.unread} 条未读` : '消息，没有未读',
    next: home.next
      ? {
          ...sessionHead(home.next, now),
          answerers:
            home.next.attendeeCount > 0 ? `${home.next.attendeeCount} 位领导和部门负责人到场答复` : '',
        }
      : null,
    standing: booking ? stateWords(booking, now) : '',
    action: nextAction(home, now, own),
    survey,
    last: home.last
      ? {
          id: home.last.id,
          title: `第 ${home.last.number} 期`,
          when: dateWords(home.last.startsAt),
          figures: home.lastFigures
            ? [
                { value: home.lastFigures.attended, label: '人到场' },
                { value: home.lastFigures.questions, label: '个问题' },
                { value: home.lastFigures.solvedOnSpot, label: '现场解决' },
              ]
            : [],
          cards: cardWords(home.lastCards),
        }
      : null,
    commitments:
      home.commitmentsDue > 0 ? `${home.commitmentsDue} 项承诺 ${COMMITMENTS_SOON_DAYS} 天内到期` : '',
  };
}

function cardWords(cards: Home['lastCards']): string {
  if (!cards) return '';
  const words = [
    cards.red > 0 ? `红牌 ${cards.red} 张` : '',
    cards.yellow > 0 ? `黄牌 ${cards.yellow} 张` : '',
  ];
  return words.filter(Boolean).join('，') || '没有亮牌';
}

/** What this person most likely wants now. */
export function nextAction(home: Home, now: number, own: OwnSurveys | null = null): NextAction {
  const { next, booking } = home;
  if (next && isDoorOpen(next, now)) {
    if (own?.attended.some(({ sessionId }) => sessionId === next.id)) {
      const isHeld = own.held.includes(next.id);
      const hint = isHeld ? '点开看评价凭证和今天的话题' : '还差一步：把评价凭证领到这部手机上';
      return { kind: 'checkin', label: '你已签到', hint };
    }
    return { kind: 'checkin', label: '扫码签到', hint: '对准会场大屏幕上的二维码，不用预约也能来' };
  }
  if (next?.status === 'cancelled')
    return { kind: 'session', label: '查看本期', hint: '本期已取消，请留意下一期预告' };
  if (!next || next.status === 'planned') return quietAction(home, now, own);
  if (booking && isLive(booking)) {
    if (booking.status === 'offered')
      return { kind: 'bookings', label: '去确认名额', hint: '超时未确认将顺延给下一位' };
    const hint =
      booking.cancelUntil > now
        ? `${momentWords(booking.cancelUntil, now)} 前可以取消`
        : '不用再做什么，准时来就好';
    return { kind: 'booking', label: '查看我的预约', hint };
  }
  if (next.status === 'previewed' && next.bookingUntil > now)
    return { kind: 'book', label: bookLabel(next), hint: placesWords(next, now) };
  if (next.status === 'previewed' || next.status === 'live')
    return { kind: 'session', label: '查看本期', hint: '预约已截止，不用预约也能来，直接到现场即可' };
  return { kind: 'session', label: '查看本期', hint: '' };
}

/** Between two sessions: rate the last one, see what came of it, or be told of the next. */
function quietAction({ next, last }: Home, now: number, own: OwnSurveys | null): NextAction {
  const survey = surveyBlock(own, now);
  // Where a planned session stands above the button, the block beneath it carries the rating.
  if (survey && !survey.isDone && !next) return { kind: 'rate', label: '评价本期', hint: '评价不记名' };
  if (last?.status === 'announced' && !next)
    return { kind: 'results', label: `看第 ${last.number} 期的结果`, hint: '下一期的预告发布后就能预约' };
  return { kind: 'remind', label: '预告发布时提醒我', hint: '预告发布后就能预约' };
}

/**
 * Is it worth asking what this person was at? At the door, from the close of the hall to the announcement, and while
 * this phone has ballots to look for. On all other days the home page is one call.
 */
export function needsSurveys({ isBound, next, last }: Home, now: number, hasOpenRounds: boolean): boolean {
  if (!isBound) return false;
  const isBetween = last !== null && ['closed', 'minuted', 'surveying'].includes(last.status);
  return hasOpenRounds || isBetween || (next !== null && isDoorOpen(next, now));
}

const isDoorOpen = (next: { startsAt: number; status: string }, now: number): boolean =>
  (next.status === 'previewed' || next.status === 'live') && now >= next.startsAt - DOORS_OPEN_MS;
