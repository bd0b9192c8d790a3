import type { SessionPlan } from '../../cloudfunctions/contract/session';
import { addDays, dayOf, HOUR_MS, instantOf, sessionDayOf } from '../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { addWorkingTime } from '../../cloudfunctions/core/rules/working-time';
import { advance } from '../../cloudfunctions/core/session/course';
import {
  attachArticle,
  createSession,
  publishPreview,
  type Session,
} from '../../cloudfunctions/core/session/session';
import { surveyTimes } from '../../cloudfunctions/core/survey/survey-times';
import { heads } from './cast';

/** When the demo begins: the preview of the sixteenth session has just gone out. */
export const DEMO_NOW = instantOf('2026-11-24', 10);

const MONTHS = [
  '2025-06',
  '2025-07',
  '2025-09',
  '2025-10',
  '2025-11',
  '2025-12',
  '2026-01',
  '2026-03',
  '2026-04',
  '2026-05',
  '2026-06',
  '2026-07',
  '2026-09',
  '2026-10',
  '2026-11',
];

const NEXT_MONTH = '2026-12';

/** How many came to each of the fifteen sessions; nearly ten thousand together. */
export const ATTENDED = [612, 598, 645, 660, 671, 655, 640, 668, 690, 702, 684, 671, 693, 688, 709];

const ANSWERING = [{ name: '郑国栋', title: '党委书记' }, ...heads];

export const plan = (topics: string[]): SessionPlan => ({
  venue: '大学生活动中心报告厅',
  chair: { name: '郑国栋', title: '党委书记' },
  attendees: ANSWERING,
  topics,
  notes: '校领导和各部门负责人全体到场，当面回答。不预约也可以直接来。',
  speakingSlots: 20,
  quota: { student: 14, staff: 6 },
  seats: 300,
});

const TOPICS = [
  ['课程与考试安排', '宿舍热水与供暖'],
  ['实习就业', '食堂与校园服务'],
  ['图书馆与自习室', '奖助学金'],
];

const act = (now: number, what: string) => ({ actor: 'p-wu', now, requestId: `demo-${what}` });

/** The fifteen sessions that were, and the sixteenth with its preview out and its message still to be told. */
export function sessions(): Session[] {
  const past = MONTHS.map((month, index) => held(index + 1, month));
  return [...past, upcoming()];
}

function previewed(number: number, month: string, publishedAt: (startsAt: number) => number): Session {
  const day = sessionDayOf(month, FIRST_RULE_BOOK.rules.calendar);
  const input = {
    number,
    startsAt: day.startsAt,
    reason: '',
    skipped: day.skipped,
    plan: plan(TOPICS[number % TOPICS.length] ?? []),
  };
  const before = day.startsAt - 20 * 24 * HOUR_MS;
  const created = createSession(input, FIRST_RULE_BOOK, act(before, `create-${number}`)).entity;
  const at = publishedAt(day.startsAt);
  const published = publishPreview(created, FIRST_RULE_BOOK, act(at, `preview-${number}`)).entity;
  const article = {
    url: `https://mp.weixin.qq.com/s/four-point-dialogue-${number}`,
    title: `第${number}期四点对话预告`,
    foundBy: 'rule' as const,
  };
  return attachArticle(published, article, act(at + HOUR_MS, `article-${number}`)).entity;
}

/** When a session that took place came to each of its later stages. */
export interface Course {
  closedAt: number;
  minutedAt: number;
  opensAt: number;
  closesAt: number;
  announcedAt: number;
}

/** Minutes within the working days of the rule, the survey a day later, its results in the morning after it closed. */
export function courseOf({ startsAt, number }: Pick<Session, 'startsAt' | 'number'>): Course {
  const minuted = addWorkingTime(startsAt, { workingDays: 2 + (number % 2) }, FIRST_RULE_BOOK.rules.calendar);
  const minutedAt = instantOf(dayOf(minuted), 15);
  const { opensAt, closesAt } = surveyTimes(minutedAt, startOf(number + 1));
  const announcedAt = instantOf(addDays(dayOf(closesAt), 1), 10);
  return { closedAt: startsAt + 2 * HOUR_MS, minutedAt, opensAt, closesAt, announcedAt };
}

const startOf = (number: number): number => {
  const month = MONTHS[number - 1] ?? NEXT_MONTH;
  return sessionDayOf(month, FIRST_RULE_BOOK.rules.calendar).startsAt;
};

function held(number: number, month: string): Session {
  const session = previewed(number, month, (startsAt) => startsAt - 8 * 24 * HOUR_MS);
  const course = courseOf(session);
  const stages = [
    ['live', session.startsAt],
    ['closed', course.closedAt],
    ['minuted', course.minutedAt],
    ['surveying', course.opensAt],
    ['announced', course.announcedAt],
  ] as const;
  const announced = stages.reduce(
    (current, [stage, at]) => advance(current, stage, act(at, `${stage}-${number}`)).entity,
    session,
  );
  const { chair, attendees } = announced.plan;
  // One of those who were planned had to be elsewhere.
  const there = attendees.filter(
    ({ name }, at) => name !== chair.name && (number + at) % attendees.length !== 0,
  );
  return { ...announced, present: { chair, attendees: there }, notices: [], hasNotice: false };
}

function upcoming(): Session {
  return previewed(16, NEXT_MONTH, () => DEMO_NOW - 2 * HOUR_MS);
}
