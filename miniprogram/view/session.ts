import type { SessionCard, SessionDetail } from '../api/dto';
import { SESSION_STATUSES, SESSION_STEPS } from '../shared/labels';
import { exactWords, leftWords, momentWords } from '../shared/time';

export interface SessionHead {
  id: string;
  title: string;
  when: string;
  exact: string;
  place: string;
  status: string;
  steps: readonly string[];
  step: number;
  chair: string;
  /** What must be said about it: a date off the rule, a late preview. */
  remarks: string[];
}

/** What lists and the home page say about a session. */
export function sessionHead(session: SessionCard, now: number): SessionHead {
  const remarks: string[] = [];
  if (session.dateReason) remarks.push(`日期调整：${session.dateReason}`);
  if (session.isPreviewLate) remarks.push('这一期的预告晚于规定的时间发布');
  return {
    id: session.id,
    title: `第 ${session.number} 期`,
    when: momentWords(session.startsAt, now),
    exact: exactWords(session.startsAt),
    place: session.venue,
    status: SESSION_STATUSES[session.status],
    steps: SESSION_STEPS,
    step: session.step,
    chair: session.chair ? `${session.chair} 主持` : '',
    remarks,
  };
}

export interface SessionView extends SessionHead {
  articleUrl: string;
  articleTitle: string;
  topics: string[];
  attendees: { key: string; name: string; title: string }[];
  notes: string;
}

/** Everything the preview says, for the session page and for the office before it publishes. */
export function sessionView(session: SessionDetail, now: number): SessionView {
  const { plan } = session;
  const chair = [plan.chair.title, plan.chair.name].filter(Boolean).join(' ');
  return {
    ...sessionHead(session, now),
    chair: chair ? `${chair} 主持` : '',
    articleUrl: session.article?.url ?? '',
    articleTitle: session.article?.title || '在公众号里看这一期的预告',
    topics: plan.topics,
    attendees: plan.attendees.map(({ name, title }, index) => ({ key: `${index}`, name, title })),
    notes: plan.notes,
  };
}

/** 发言名额还有 6 个 · 还剩 3 天, or that the waitlist is open. */
export function placesWords(
  session: { speakingLeft: number; bookingUntil: number; seatsLeft?: number; waiting?: number },
  now: number,
): string {
  const left = leftWords(session.bookingUntil, now);
  if (session.speakingLeft > 0) return `发言名额还有 ${session.speakingLeft} 个 · ${left}`;
  const queue = session.waiting ? `，已有 ${session.waiting} 人在等` : '';
  return `发言名额已约满，可以候补${queue} · ${left}`;
}
