import type { SessionCard, SessionDetail } from '../api/dto';
import { SESSION_STEPS } from '../shared/labels';
import { nameWithOffice } from '../shared/name-with-office';
import { differenceWords } from '../shared/session-changes';
import { stageWords } from '../shared/session-stage';
import { agoWords, dateTimeWords, exactWords, leftWords, NOTICE_MISSING, nearWords } from '../shared/time';

export interface SessionHead {
  id: string;
  title: string;
  /** 12月3日 周四 16:00 */
  when: string;
  /** 下周四, or empty. */
  near: string;
  exact: string;
  place: string;
  status: string;
  steps: readonly string[];
  step: number;
  chair: string;
  /** What must be said about it: a date off the rule, a late preview. */
  remarks: string[];
  /** Something is not as the preview first said. */
  isChanged: boolean;
}

/** What lists and the home page say about a session. */
export function sessionHead(session: SessionCard, now: number): SessionHead {
  const remarks: string[] = [];
  if (session.calledOffReason) remarks.push(`本期已取消：${session.calledOffReason}`);
  if (session.dateReason) remarks.push(`日期调整：${session.dateReason}`);
  if (session.isPreviewLate) remarks.push('本期预告未按规定时间发布');
  return {
    id: session.id,
    title: `第 ${session.number} 期`,
    when: dateTimeWords(session.startsAt, now),
    near: nearWords(session.startsAt, now),
    exact: exactWords(session.startsAt),
    place: session.venue,
    status: stageWords(session, session.step > 1, now),
    steps: SESSION_STEPS,
    step: session.step,
    chair: session.chair ? `${session.chair}主持` : '',
    remarks,
    isChanged: session.isChanged,
  };
}

/** What is said of a day that nobody can know to be a school day yet. */
export const GUESSED = `${NOTICE_MISSING}，日期可能调整`;

/** The days that the rule passes over, a line for each reason: 2月4日至2月25日 寒假，顺延. */
export function skippedWords(skipped: ReadonlyArray<{ date: string; reason: string }>): string[] {
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const days = skipped.filter((day) => day.reason === reason).map(({ date }) => dayWords(date));
    const [first, last] = [days[0], days.at(-1)];
    return `${first === last ? first : `${first}至${last}`} ${reason}，顺延`;
  });
}

/** 2027-02-04 → 2月4日. */
const dayWords = (date: string): string => date.replace(/^\d+-0?(\d+)-0?(\d+)$/, '$1月$2日');

export interface SessionView extends SessionHead {
  /** How the speaking slots are drawn, line by line; empty where they go in order of booking. */
  lottery: string[];
  /** What became different after the preview, newest first. */
  changes: { key: string; what: string; reason: string }[];
  articleUrl: string;
  articleTitle: string;
  topics: string[];
  attendees: { key: string; name: string; title: string }[];
  notes: string;
}

/** Everything the preview says, for the session page and for the office before it publishes. */
export function sessionView(session: SessionDetail, now: number): SessionView {
  const { plan } = session;
  const chair = nameWithOffice(plan.chair);
  const head = sessionHead(session, now);
  return {
    ...head,
    remarks: session.isDateGuessed ? [...head.remarks, GUESSED] : head.remarks,
    chair: chair ? `${chair}主持` : '',
    articleUrl: session.article?.url ?? '',
    articleTitle: session.article?.title || '在公众号里查看本期的预告',
    changes: session.changes
      .map(({ at, reason, differences }, index) => ({
        key: `${index}`,
        what: `${differences.map(differenceWords).join('；')}。`,
        reason: `原因：${reason} · ${agoWords(at, now)}`,
      }))
      .reverse(),
    lottery: lotteryLines(session.lottery, now),
    topics: plan.topics,
    attendees: plan.attendees.map(({ name, title }, index) => ({ key: `${index}`, name, title })),
    notes: plan.notes,
  };
}

function lotteryLines(lottery: SessionDetail['lottery'], now: number): string[] {
  if (!lottery) return [];
  return [
    `${dateTimeWords(lottery.at, now)}前预约发言的都参加抽签${lottery.isFirstTimeFirst ? '，首次发言的优先' : ''}。候补按抽签次序。`,
    `种子摘要：${lottery.commitment}`,
    lottery.entriesDigest && `名单摘要：${lottery.entriesDigest}`,
    lottery.seed && `种子：${lottery.seed}`,
  ].filter(Boolean);
}

/** What the button that leads to the form says. */
export const bookLabel = ({ speakingLeft }: { speakingLeft: number }): string =>
  speakingLeft > 0 ? '我要预约' : '去候补';

/** 发言名额剩 6 个 · 距预约截止 3 天, or how many wait. */
export function placesWords(
  session: { speakingLeft: number; bookingUntil: number; seatsLeft?: number; waiting?: number },
  now: number,
): string {
  const left = leftWords('预约截止', session.bookingUntil, now);
  if (session.speakingLeft > 0) return `发言名额剩 ${session.speakingLeft} 个 · ${left}`;
  return `发言名额已约满，候补 ${session.waiting ?? 0} 人 · ${left}`;
}
