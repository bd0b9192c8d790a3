import type { Output } from '../../api/dto';
import { DOORS_OPEN_MS } from '../../shared/hall';
import { dateTimeWords } from '../../shared/time';
import { isLive, stateWords } from '../../view/booking';
import { bookLabel, placesWords, type SessionView, sessionView } from '../../view/session';

type Answer = Output<'session.get'>;

export interface SessionPageView {
  session: SessionView;
  /** The person's standing, above the button; empty without a booking. */
  standing: string;
  /** What the one button does; null where nothing can be done any more. */
  action: { kind: 'book' | 'booked' | 'bookings' | 'checkin'; label: string } | null;
  hint: string;
  /** What has come of this session so far, one page each. */
  links: { title: string; note: string; url: string }[];
}

/** A session with its preview and the one thing this person can do about it now. */
export function sessionPageView({ session, booking }: Answer, now: number): SessionPageView {
  const view = {
    session: sessionView(session, now),
    standing: '',
    action: null,
    hint: '',
    links: [...linksOf(session.id, session.status), ...lotsOf(session)],
  };
  const isDoorOpen = session.status === 'previewed' || session.status === 'live';
  if (isDoorOpen && now >= session.startsAt - DOORS_OPEN_MS)
    return {
      ...view,
      action: { kind: 'checkin', label: '扫码签到' },
      hint: '不用预约也能来，直接到现场即可',
    };
  if (booking && isLive(booking)) {
    const standing = stateWords(booking, now);
    return booking.status === 'offered'
      ? { ...view, standing, action: { kind: 'bookings', label: '去确认名额' } }
      : { ...view, standing, action: { kind: 'booked', label: '查看我的预约' } };
  }
  if (session.status === 'cancelled') return { ...view, hint: '本期已取消，请留意下一期预告' };
  if (session.status === 'planned') return { ...view, hint: '预告还没有发布，发布后就能预约' };
  if (session.status !== 'previewed') return view;
  if (session.bookingUntil <= now) return { ...view, hint: '预约已截止，不用预约也能来，直接到现场即可' };
  return { ...view, action: { kind: 'book', label: bookLabel(session) }, hint: hintOf(session, now) };
}

const hintOf = (session: Answer['session'], now: number): string =>
  session.lottery && session.lottery.seed === ''
    ? `发言名额 ${session.plan.speakingSlots} 个，${dateTimeWords(session.lottery.at, now)} 抽签`
    : placesWords(session, now);

/** Where the slots are drawn by lot: seed, list, and how to check them. */
const lotsOf = ({ id, lottery, status }: Answer['session']): SessionPageView['links'] =>
  lottery === null || status === 'planned' || status === 'cancelled'
    ? []
    : [{ title: '发言名额抽签', note: '种子、名单和核对方法', url: `/packages/dialogue/lots/lots?id=${id}` }];

/** Pages about a session, by how far it has come: topics before it, minutes and results after. */
function linksOf(id: string, status: Answer['session']['status']): SessionPageView['links'] {
  const page = (name: string) => `/packages/dialogue/${name}/${name}?id=${id}`;
  const minutes = { title: '对话纪要', note: '问了什么、怎么答的', url: page('minutes') };
  const results = { title: '满意度结果', note: '参会师生的评价', url: page('results') };
  const attendees = { title: '参会情况', note: '人数，和愿意公开姓名的人', url: page('attendees') };
  switch (status) {
    case 'planned':
    case 'cancelled':
      return [];
    case 'previewed':
    case 'live':
      return [{ title: '话题征集', note: '给话题投一票', url: page('agenda') }];
    case 'closed':
      return [attendees];
    case 'minuted':
    case 'surveying':
      return [minutes, attendees];
    case 'announced':
      return [minutes, results, attendees];
  }
}
