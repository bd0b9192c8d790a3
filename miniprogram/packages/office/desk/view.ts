import type { Output } from '../../../api/dto';
import { DOORS_OPEN_MINUTES } from '../../../shared/hall';
import type { SessionStatus } from '../../../shared/labels';
import { areDoorsOpen } from '../../../shared/session-stage';
import { NOT_OPENED, RESULTS_BEFORE_NEXT_HOURS } from '../../../shared/survey';
import { dateWords, exactWords, leftWords, momentWords } from '../../../shared/time';

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
  /** Sessions whose way is not over, with their steps. */
  sessions: { id: string; title: string; when: string; steps: DeskStep[] }[];
  /** Those that are over, one line each, with what they came to. */
  past: { id: string; title: string; when: string; url: string }[];
  /** What is late or failed, on top. */
  alarms: { text: string; url: string }[];
  /** The hall of a session that is on, or whose doors are open: on the day the first thing to do. Empty otherwise. */
  hallUrl: string;
}

const WORDS: Record<StepState, string> = { done: '已完成', now: '进行中', late: '已超期', next: '未开始' };

/** How far a session has come: the place of its status on the way. */
const WAY: readonly SessionStatus[] = [
  'planned',
  'previewed',
  'live',
  'closed',
  'minuted',
  'surveying',
  'announced',
];

/** The office's month: one list of steps for each session that is not over, what is late first. */
export function deskView(
  desk: Output<'session.desk'>,
  now: number,
  isReader = false,
  troubles: readonly { what: string }[] = [],
): DeskView {
  const open = desk.sessions.filter(({ status }) => status !== 'announced' && status !== 'cancelled');
  const sessions = open.map((session) => ({
    ...lineOf(session),
    steps: stepsOf(session, now, isReader, nextStart(session, desk.sessions)),
  }));
  const alarms = sessions.flatMap(({ title, steps }) =>
    steps
      .filter((step) => step.state === 'late')
      .map((step) => ({ text: `${title}${step.label}已超期：${step.when}`, url: step.url })),
  );
  if (desk.failedDeliveries > 0 && !isReader)
    alarms.push({
      text: `${desk.failedDeliveries} 条微信提醒没有发出去`,
      url: '/packages/office/deliveries/deliveries',
    });
  for (const opening of desk.openings)
    alarms.push({
      text: openingAlarm(opening),
      url: isReader ? '' : `/packages/survey/survey/survey?id=${opening.sessionId}`,
    });
  for (const { number, reason, sessionId } of desk.notOpened)
    alarms.push({
      text: `第 ${number} 期满意度调查没有按时开放：${NOT_OPENED[reason]}`,
      url: isReader ? '' : `/packages/survey/survey/survey?id=${sessionId}`,
    });
  for (const card of desk.cards)
    alarms.push({ text: cardAlarm(card, now), url: `/packages/survey/card/card?id=${card.id}` });
  for (const { what } of troubles) alarms.push({ text: what, url: '/packages/office/deliveries/deliveries' });
  // What is announced is shown to the hall, reviewed and corrected from its survey's page.
  const page = isReader ? '/pages/session/session' : '/packages/survey/survey/survey';
  const past = desk.sessions
    .filter((session) => !open.includes(session))
    .map((session) => ({
      ...lineOf(session),
      when: [exactWords(session.startsAt), figuresWords(session)].filter(Boolean).join(' · '),
      url: `${session.status === 'cancelled' ? '/pages/session/session' : page}?id=${session.id}`,
    }));
  const onNow = open.find((session) => session.status === 'live' || areDoorsOpen(session, now));
  const hallUrl = onNow && !isReader ? `/packages/hall/room/room?id=${onNow.id}` : '';
  return { sessions, past, alarms, hallUrl };
}

const openingAlarm = ({ number, confirmed }: Output<'session.desk'>['openings'][number]) =>
  `第 ${number} 期评价等待观察员开封：${confirmed === 0 ? '还没有观察员确认计数' : `${confirmed} 位观察员已确认计数，还没有两位一致`}`;

function cardAlarm(
  { title, departmentName, waitsFor, until }: Output<'session.desk'>['cards'][number],
  now: number,
) {
  const isLate = until <= now;
  const what = waitsFor === 'decision' ? '等待复核决定' : '整改';
  return `${departmentName}“${title}”${what}：${isLate ? `应于${dateWords(until)}完成，已超期` : `${dateWords(until)}前`}`;
}

const figuresWords = ({ figures }: DeskSession): string =>
  figures
    ? `${figures.attended} 人参会，${figures.questions} 个问题，${figures.solvedOnSpot} 个现场解决`
    : '';

const lineOf = ({ id, number, startsAt, status }: DeskSession) => ({
  id,
  title: status === 'cancelled' ? `第 ${number} 期（已取消）` : `第 ${number} 期`,
  when: exactWords(startsAt),
});

/** When the session after this one begins, as far as it is planned. */
function nextStart({ startsAt }: DeskSession, all: readonly DeskSession[]): number | null {
  const later = all
    .filter((session) => session.startsAt > startsAt && session.status !== 'cancelled')
    .map((session) => session.startsAt);
  return later.length === 0 ? null : Math.min(...later);
}

/** The way of one session, and `nextAt` when the next one begins. Steps without a desk, and desks a reader may not use, carry no address. */
export function stepsOf(
  session: DeskSession,
  now: number,
  isReader = false,
  nextAt: number | null = null,
): DeskStep[] {
  const reached = WAY.indexOf(session.status);
  /** Done once the session is past `status`, under way while it is there. */
  const stateAt = (status: SessionStatus): StepState => {
    const place = WAY.indexOf(status);
    return reached > place ? 'done' : reached === place ? 'now' : 'next';
  };
  const begins = momentWords(session.startsAt, now);
  const plan = isReader
    ? `/pages/session/session?id=${session.id}`
    : `/packages/office/plan/plan?id=${session.id}`;
  const preview = previewStep(session, now);
  const isOn = areDoorsOpen(session, now);
  // Who came is the office's to read; a leader reads what everybody may.
  const arrivals = isReader
    ? '/packages/dialogue/attendees/attendees'
    : '/packages/hall/attendance/attendance';
  const step = (key: string, label: string, state: StepState, when: string, url = ''): DeskStep => ({
    key,
    label,
    state,
    stateWord: WORDS[state],
    when,
    url,
  });
  return [
    step('plan', '排期', 'done', begins, plan),
    step('preview', '预告', preview.state, preview.when, plan),
    step(
      'article',
      '公众号',
      session.hasArticle ? 'done' : reached === 0 ? 'next' : 'now',
      session.hasArticle ? '已关联文章' : '还没有关联文章',
      isReader ? '' : `/packages/office/article/article?id=${session.id}`,
    ),
    step(
      'booking',
      '预约',
      isOn ? 'done' : stateAt('previewed'),
      reached === 0 ? '预告发布后开始' : bookedWords(session),
      reached === 0 ? '' : `/packages/office/bookings/bookings?id=${session.id}`,
    ),
    step(
      'checkin',
      '签到',
      isOn ? 'now' : stateAt('live'),
      `开场前 ${DOORS_OPEN_MINUTES} 分钟开始，不用预约也能来`,
      reached === 0 ? '' : `${arrivals}?id=${session.id}`,
    ),
    step(
      'hall',
      '现场',
      isOn ? 'now' : stateAt('live'),
      begins,
      reached === 0 ? '' : `/packages/hall/room/room?id=${session.id}`,
    ),
    step(
      'minutes',
      '纪要',
      isMinutesLate(session, reached, now) ? 'late' : stateAt('closed'),
      minutesWhen(session, reached, now),
      minutesUrl(session.id, reached, isReader),
    ),
    step(
      'survey',
      '满意度调查',
      reached === 4 ? 'next' : stateAt('surveying'),
      '纪要发布后开始，下一期之前截止',
      reached < 4 || isReader ? '' : `/packages/survey/survey/survey?id=${session.id}`,
    ),
    step(
      'results',
      '通报和红黄牌',
      stateAt('announced'),
      resultsWhen(reached, nextAt, now),
      reached < 5 ? '' : `/packages/survey/cards/cards?session=${session.id}`,
    ),
  ];
}

/** How long there still is; that it is late, the state says. */
const stillWords = (end: string, until: number, now: number): string =>
  until < now ? '' : `，${leftWords(end, until, now)}`;

function resultsWhen(reached: number, nextAt: number | null, now: number): string {
  if (reached > 5) return '已通报';
  if (reached < 5 || nextAt === null) return '下一期开始之前';
  const dueAt = nextAt - RESULTS_BEFORE_NEXT_HOURS * 3_600_000;
  return `应在 ${momentWords(dueAt, now)} 前通报${stillWords('通报期限', dueAt, now)}`;
}

/** Closed, and past the day on which they should have been out. */
const isMinutesLate = ({ minutesDueAt }: DeskSession, reached: number, now: number): boolean =>
  reached === 3 && minutesDueAt !== null && minutesDueAt < now;

function minutesWhen({ minutesDueAt, isMinutesLate: wasLate }: DeskSession, reached: number, now: number) {
  if (reached > 3) return wasLate ? '已发布，晚于规定' : '已发布';
  if (reached < 3 || minutesDueAt === null) return '现场结束后整理';
  return `应在${dateWords(minutesDueAt)}前发布${stillWords('发布期限', minutesDueAt, now)}`;
}

/** The office writes them once the session is closed; a leader reads them once they are out. */
function minutesUrl(id: string, reached: number, isReader: boolean): string {
  if (isReader) return reached > 3 ? `/packages/dialogue/minutes/minutes?id=${id}` : '';
  return reached < 3 ? '' : `/packages/hall/minutes/minutes?id=${id}`;
}

function previewStep(session: DeskSession, now: number): { state: StepState; when: string } {
  if (session.status !== 'planned')
    return { state: 'done', when: session.isPreviewLate ? '已发布，晚于规定' : '已发布' };
  return {
    state: session.previewDueAt < now ? 'late' : 'now',
    when: `应在 ${momentWords(session.previewDueAt, now)} 前发布${stillWords('发布期限', session.previewDueAt, now)}`,
  };
}

const bookedWords = ({ confirmed, waiting }: DeskSession): string =>
  `已约 ${confirmed} 人${waiting > 0 ? `，候补 ${waiting} 人` : ''}`;
