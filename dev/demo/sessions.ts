import type { SessionPlan } from '../../cloudfunctions/contract/session';
import { HOUR_MS, instantOf, sessionDayOf } from '../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import {
  attachArticle,
  createSession,
  publishPreview,
  type Session,
} from '../../cloudfunctions/core/session/session';

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

/** How many came to each of the fifteen sessions; nearly ten thousand together. */
export const ATTENDED = [612, 598, 645, 660, 671, 655, 640, 668, 690, 702, 684, 671, 693, 688, 709];

const ANSWERING = [
  { name: '郑国栋', title: '党委书记' },
  { name: '钱志远', title: '教务处处长', departmentId: 'teaching' },
  { name: '徐立峰', title: '后勤保障处处长', departmentId: 'logistics' },
];

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

function held(number: number, month: string): Session {
  const session = previewed(number, month, (startsAt) => startsAt - 8 * 24 * HOUR_MS);
  return { ...session, status: 'announced', notices: [], hasNotice: false };
}

function upcoming(): Session {
  return previewed(16, '2026-12', () => DEMO_NOW - 2 * HOUR_MS);
}
