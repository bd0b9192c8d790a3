// Times as people say them, in the college's own time zone. Asia/Shanghai has had no summer time since 1991, so eight
// hours ahead of UTC is exact for every instant this product stores, and no time library has to travel to the phone.
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OFFSET = 8 * HOUR;
export const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;

/** Stands beside every date in a year whose holidays are not published yet. */
export const NOTICE_MISSING = '放假通知未出';

interface Parts {
  year: number;
  month: number;
  date: number;
  weekday: string;
  clock: string;
  /** Days since the epoch, counted at Shanghai midnight. */
  day: number;
}

function partsOf(at: number): Parts {
  const local = new Date(at + OFFSET);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    date: local.getUTCDate(),
    weekday: WEEKDAYS[local.getUTCDay()] ?? '',
    clock: `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`,
    day: Math.floor((at + OFFSET) / DAY),
  };
}

/** Weeks since the epoch, beginning on Monday (1 January 1970 was a Thursday). */
const weekOf = (day: number) => Math.floor((day + 3) / 7);

const NEAR: Readonly<Record<string, string>> = {
  '-2': '前天',
  '-1': '昨天',
  '0': '今天',
  '1': '明天',
  '2': '后天',
};

/** 今天, 后天, 本周四, 下周四, 12月3日 周四, 2027年1月7日 周四: the shortest that cannot be misunderstood at `now`. */
export function dayWords(at: number, now: number): string {
  const then = partsOf(at);
  const today = partsOf(now);
  const near = NEAR[String(then.day - today.day)];
  if (near) return near;
  if (then.day > today.day) {
    const weeks = weekOf(then.day) - weekOf(today.day);
    if (weeks === 0) return `本${then.weekday}`;
    if (weeks === 1) return `下${then.weekday}`;
  }
  const date = `${then.month}月${then.date}日`;
  return then.year === today.year ? `${date} ${then.weekday}` : `${then.year}年${date} ${then.weekday}`;
}

/** To the millisecond only what ends with a day falls on midnight: people read it as 24:00 of the day that ends. */
const isMidnight = (at: number): boolean => (at + OFFSET) % DAY === 0;

/** 下周四 16:00; 本周三 24:00 for what ends with that day. */
export const momentWords = (at: number, now: number): string =>
  isMidnight(at) ? `${dayWords(at - 1, now)} 24:00` : `${dayWords(at, now)} ${clockWords(at)}`;

/** 12月3日 周四 16:00: true on a picture that is read next week; with the year when it is another. */
export function dateTimeWords(at: number, now: number): string {
  const then = partsOf(at);
  const year = then.year === partsOf(now).year ? '' : `${then.year}年`;
  return `${year}${then.month}月${then.date}日 ${then.weekday} ${then.clock}`;
}

/** 下周四, or empty where the date itself is the shortest. */
export function nearWords(at: number, now: number): string {
  const near = dayWords(at, now);
  return near.includes('月') ? '' : near;
}

/** 12月3日 周四 16:00 · 下周四: the date in full, and the near word beside it. */
export const fullWords = (at: number, now: number): string =>
  [dateTimeWords(at, now), nearWords(at, now)].filter(Boolean).join(' · ');

/** 16:00 */
export const clockWords = (at: number): string => partsOf(at).clock;

/** 2026年12月3日 周四 16:00, the same at any time; 周三 24:00 for what ends with that day. */
export function exactWords(at: number): string {
  const then = isMidnight(at) ? { ...partsOf(at - 1), clock: '24:00' } : partsOf(at);
  return `${then.year}年${then.month}月${then.date}日 ${then.weekday} ${then.clock}`;
}

/** 12月2日: the last day of what ends at this instant. */
export const lastDayWords = (until: number): string => dateWords(until - 1);

/** 12月3日, for a line that has no room. */
export function dateWords(at: number): string {
  const then = partsOf(at);
  return `${then.month}月${then.date}日`;
}

/** 2026-12-03, as pickers and files want it. */
export function isoDate(at: number): string {
  const then = partsOf(at);
  return `${then.year}-${String(then.month).padStart(2, '0')}-${String(then.date).padStart(2, '0')}`;
}

/**
 * How long until `end`, as people count: by the days of the calendar (距预约截止 9 天), within 48 hours by whole hours
 * (距办理时限 21 小时), where a minute begun counts, so that 24 hours are 24 also a second later. Afterwards 预约已截止, 办理时限已到.
 */
export function leftWords(end: string, until: number, now: number): string {
  const left = until - now;
  if (left <= 0) return end.endsWith('截止') ? `${end.slice(0, -2)}已截止` : `${end}已到`;
  const minutes = Math.ceil(left / 60_000);
  if (minutes >= 48 * 60) return `距${end} ${partsOf(until - 1).day - partsOf(now).day} 天`;
  return minutes < 60 ? `距${end} ${minutes} 分钟` : `距${end} ${Math.floor(minutes / 60)} 小时`;
}

/** When something happened: 刚刚, 5 分钟前, 3 小时前, 昨天 16:00, 11月5日 周四 16:00. */
export function agoWords(at: number, now: number): string {
  const passed = now - at;
  if (passed < 60_000) return '刚刚';
  if (passed < HOUR) return `${Math.floor(passed / 60_000)} 分钟前`;
  if (passed < DAY && partsOf(at).day === partsOf(now).day) return `${Math.floor(passed / HOUR)} 小时前`;
  return momentWords(at, now);
}

/** When the work of a day ends at the start of a college (`calendar.workEnds`), in minutes after midnight. */
export const WORK_ENDS_MINUTE = 17 * 60 + 30;

/**
 * An instant of a day that somebody picks (2026-12-03), or null where it is no date. The server makes of it the end of
 * that day's work by the rules in force (`calendar.workEnds`), which a phone does not know.
 */
export function dayEndOf(isoDay: string): number | null {
  const midnight = instantOf(isoDay, '00:00');
  return midnight === null ? null : midnight + WORK_ENDS_MINUTE * 60_000;
}

/** The instant of a day (2026-12-03) and a clock (16:00) in Shanghai, or null where they make no date. */
export function instantOf(isoDay: string, clock: string): number | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(isoDay);
  const time = /^(\d{2}):(\d{2})$/.exec(clock);
  if (!day || !time) return null;
  const [, year, month, date] = day.map(Number);
  const [, hours, minutes] = time.map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  if (hours === undefined || minutes === undefined || hours > 23 || minutes > 59) return null;
  const at = Date.UTC(year, month - 1, date, hours, minutes) - OFFSET;
  return isoDate(at) === isoDay ? at : null;
}
