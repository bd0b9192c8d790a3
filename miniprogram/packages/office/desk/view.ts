import type { Output } from '../../../api/dto';
import { exactWords, leftWords, momentWords } from '../../../shared/time';

type DeskSession = Output<'session.desk'>['sessions'][number];
type StepState = 'done' | 'now' | 'late' | 'next';

export interface DeskStep {
  key: string;
  label: string;
  state: StepState;
  /** The state in a word, because colour is never the only signal. */
  stateWord: string;
  when: string;
  url: string;
}

export interface DeskView {
  sessions: { id: string; title: string; when: string; steps: DeskStep[] }[];
  /** What is late or failed, on top. */
  alarms: { text: string; url: string }[];
}

const WORDS: Record<StepState, string> = { done: '已完成', now: '现在', late: '已晚', next: '之后' };

/** The office's month: one list of steps for each session that is not over, what is late first. */
export function deskView(desk: Output<'session.desk'>, now: number): DeskView {
  const sessions = desk.sessions.map((session) => ({
    id: session.id,
    title: `第 ${session.number} 期`,
    when: exactWords(session.startsAt),
    steps: stepsOf(session, now),
  }));
  const alarms = sessions.flatMap(({ title, steps }) =>
    steps
      .filter((step) => step.state === 'late')
      .map((step) => ({ text: `${title}的${step.label}晚了：${step.when}`, url: step.url })),
  );
  if (desk.failedDeliveries > 0)
    alarms.push({
      text: `${desk.failedDeliveries} 条微信提醒没有发出去`,
      url: '/packages/office/deliveries/deliveries',
    });
  return { sessions, alarms };
}

/** The way of one session. Steps whose desk does not exist yet carry no address. */
export function stepsOf(session: DeskSession, now: number): DeskStep[] {
  const isPlanned = session.status === 'planned';
  const isOver = session.startsAt <= now;
  const plan = `/packages/office/plan/plan?id=${session.id}`;
  const bookings = `/packages/office/bookings/bookings?id=${session.id}`;
  const previewState = isPlanned ? (session.previewDueAt < now ? 'late' : 'now') : 'done';
  const previewWhen = isPlanned
    ? `应在 ${momentWords(session.previewDueAt, now)} 前发布，${leftWords(session.previewDueAt, now)}`
    : session.isPreviewLate
      ? '已发布，晚于规定'
      : '已发布';
  const waiting = session.waiting > 0 ? `，候补 ${session.waiting} 人` : '';
  const rows: [string, string, StepState, string, string][] = [
    ['plan', '排期', 'done', momentWords(session.startsAt, now), plan],
    ['preview', '预告', previewState, previewWhen, plan],
    [
      'article',
      '公众号',
      isPlanned ? 'next' : session.hasArticle ? 'done' : 'now',
      session.hasArticle ? '已关联文章' : '还没有关联文章',
      `/packages/office/article/article?id=${session.id}`,
    ],
    [
      'booking',
      '预约',
      isPlanned ? 'next' : isOver ? 'done' : 'now',
      isPlanned ? '预告发布后开始' : `已约 ${session.confirmed} 人${waiting}`,
      isPlanned ? '' : bookings,
    ],
    ['hall', '签到和现场', isOver ? 'now' : 'next', momentWords(session.startsAt, now), ''],
  ];
  return rows.map(([key, label, state, when, url]) => ({
    key,
    label,
    state,
    stateWord: WORDS[state],
    when,
    url,
  }));
}
