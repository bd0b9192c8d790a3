// Times as people say them, in the college's own time zone. Asia/Shanghai has had no summer time since 1991, so eight
// hours ahead of UTC is exact for every instant this product stores, and no time library has to travel to the phone.
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OFFSET = 8 * HOUR;
export const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;

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

/** 下周四 16:00 */
export const momentWords = (at: number, now: number): string => `${dayWords(at, now)} ${clockWords(at)}`;

/** 16:00 */
export const clockWords = (at: number): string => partsOf(at).clock;

/** 2026年12月3日 周四 16:00, the same at any time. */
export function exactWords(at: number): string {
  const then = partsOf(at);
  return `${then.year}年${then.month}月${then.date}日 ${then.weekday} ${then.clock}`;
}

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

/** How long until then, rounded down so that nobody is promised more than there is: 还剩 2 天, 还剩 21 小时. */
export function leftWords(until: number, now: number): string {
  const left = until - now;
  if (left <= 0) return '已截止';
  if (left >= 2 * DAY) return `还剩 ${Math.floor(left / DAY)} 天`;
  if (left >= HOUR) return `还剩 ${Math.floor(left / HOUR)} 小时`;
  return `还剩 ${Math.max(1, Math.floor(left / 60_000))} 分钟`;
}

/** When something happened: 刚刚, 5 分钟前, 3 小时前, 昨天 16:00, 11月5日 周四 16:00. */
export function agoWords(at: number, now: number): string {
  const passed = now - at;
  if (passed < 60_000) return '刚刚';
  if (passed < HOUR) return `${Math.floor(passed / 60_000)} 分钟前`;
  if (passed < DAY && partsOf(at).day === partsOf(now).day) return `${Math.floor(passed / HOUR)} 小时前`;
  return momentWords(at, now);
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
