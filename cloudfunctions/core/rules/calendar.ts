import published from 'chinese-days/dist/chinese-days.json';
import { NOTICE_MISSING } from '../../../miniprogram/shared/time';

/**
 * A stretch in which the school is closed, or open, whatever the published notice says: the college's own word. Days as
 * 2027-01-18, both included.
 */
export interface SchoolBreak {
  name: string;
  from: string;
  to: string;
  /** There is school on these days: worked in exchange, or a correction of the notice. Wins over a break around it. */
  isWorked?: true;
}

/** The part of the rule book that says when a session is. */
export interface CalendarRules {
  /** 0 is Sunday; the session is on the first such day of the month. */
  weekday: number;
  /** Hour of the session in Shanghai. */
  hour: number;
  /** How long before the session the preview must be out. */
  previewLeadHours: number;
  /** When the work of a day ends, in minutes after midnight: limits in working days end then. */
  workEndsMinute: number;
  breaks: SchoolBreak[];
}

export interface SkippedDay {
  date: string;
  reason: string;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
// Deadlines ask for thousands of days, so days are reckoned in plain numbers; core/date-words says them.
/** Asia/Shanghai: one offset without summer time since 1991, so no time zone database is needed. */
const OFFSET_MS = 8 * HOUR_MS;

/** The day in Shanghai, as 2026-12-03. */
export const dayOf = (at: number): string => new Date(at + OFFSET_MS).toISOString().slice(0, 10);

/** The month in Shanghai, as 2026-12. */
export const monthOf = (at: number): string => dayOf(at).slice(0, 7);

/** The instant of an hour of a day in Shanghai. */
export const instantOf = (day: string, hour = 0): number => Date.parse(day) - OFFSET_MS + hour * HOUR_MS;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

const weekdayOf = (day: string): number => new Date(day).getUTCDay();

/** Why there is no school on this day, in words, or null when there is. */
export function closedBecause(day: string, breaks: readonly SchoolBreak[]): string | null {
  const entered = breaks.filter(({ from, to }) => from <= day && day <= to);
  if (entered.some(({ isWorked }) => isWorked)) return null;
  const vacation = entered[0]?.name ?? closedEverywhere(day);
  return vacation === null && isGuessed(day, breaks) ? usualHoliday(day) : vacation;
}

/** Does this day rest on a guess: its year's notice is neither published nor entered by the college? */
export function isGuessed(day: string, breaks: readonly SchoolBreak[]): boolean {
  const year = day.slice(0, 4);
  const nationalDay = `${year}-10-01`;
  return !isYearPublished(year) && !breaks.some(({ from, to }) => from <= nationalDay && nationalDay <= to);
}

const known = new Map<string, string | null>();

/** The same without the school's own breaks. What a day is never changes, and deadlines ask for the same days again and again. */
function closedEverywhere(day: string): string | null {
  const before = known.get(day);
  if (before !== undefined) return before;
  const reason = holidayOrWeekend(day);
  known.set(day, reason);
  return reason;
}

function holidayOrWeekend(day: string): string | null {
  const published = publishedDay(day);
  if (published) return published.isWork ? null : published.name;
  if (!isYearPublished(day.slice(0, 4))) {
    const holiday = statutoryHoliday(day);
    if (holiday) return holiday;
  }
  const weekday = weekdayOf(day);
  return weekday === 0 || weekday === 6 ? '周末' : null;
}

export const isSchoolDay = (day: string, breaks: readonly SchoolBreak[]): boolean =>
  closedBecause(day, breaks) === null;

// Only the table of chinese-days: its functions go by the machine's time zone, and evaluating them was a sixth of a
// function's cold start. A day reads "National Day,国庆节,3".
const daysOff: Readonly<Record<string, string>> = published.holidays;
const daysWorked: Readonly<Record<string, string>> = published.workdays;

/** What the State Council's yearly notice says of a day: a holiday, a day worked in exchange (调休), or nothing. */
function publishedDay(day: string): { name: string; isWork: boolean } | null {
  const name = (daysOff[day] ?? daysWorked[day])?.split(',')[1];
  return name === undefined ? null : { name: `${name}放假`, isWork: day in daysWorked };
}

const publishedYears = new Map<string, boolean>();

/** Has the notice for this year come out (and reached chinese-days)? It always holds 1 October. */
function isYearPublished(year: string): boolean {
  const isOut = publishedYears.get(year) ?? publishedDay(`${year}-10-01`) !== null;
  publishedYears.set(year, isOut);
  return isOut;
}

/**
 * The days off that 全国年节及纪念日放假办法 (2024) fixes by itself, for years whose notice is not out yet. Which days are
 * moved around them nobody can know before.
 */
function statutoryHoliday(day: string): string | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  if (month === 1 && date === 1) return '元旦放假';
  if (month === 4 && date === qingming(year)) return '清明放假';
  if (month === 5 && date <= 2) return '劳动节放假';
  if (month === 10 && date <= 3) return '国庆节放假';
  const moon = lunar(day);
  if (['1/1', '1/2', '1/3'].includes(moon) || lunar(addDays(day, 1)) === '1/1') return '春节放假';
  if (moon === '5/5') return '端午放假';
  return moon === '8/15' ? '中秋放假' : null;
}

/**
 * The weeks that the notice has closed around the great holidays year after year. Until it is out they count as closed,
 * so that what is promised on a guess need not be moved.
 */
function usualHoliday(day: string): string | null {
  const [, month = 0, date = 0] = day.split('-').map(Number);
  if (month === 10 && date <= 7) return `国庆节放假（${NOTICE_MISSING}）`;
  if (month === 5 && date <= 5) return `劳动节放假（${NOTICE_MISSING}）`;
  // The Spring Festival lies between 21 January and 20 February; the moon is slow to reckon.
  if (month > 2) return null;
  const [moon, moonDay] = lunar(day).split('/');
  return moon === '1' && Number(moonDay) <= 8 ? `春节放假（${NOTICE_MISSING}）` : null;
}

/** The day of April, by the formula for this century. */
const qingming = (year: number) => Math.floor((year % 100) * 0.2422 + 4.81) - Math.floor((year % 100) / 4);

// Not the lunar functions of chinese-days: they count in the machine's own time zone and are a day off in some.
const LUNAR = new Intl.DateTimeFormat('en-u-ca-chinese', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});

/** Month and day by the moon, as 8/15; a leap month reads 6bis/1 and so is no festival. */
const lunar = (day: string) => {
  const parts = LUNAR.formatToParts(Date.parse(day));
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${part('month')}/${part('day')}`;
};

export interface SessionDay {
  date: string;
  startsAt: number;
  /** Thursdays that were passed over, with the reason. */
  skipped: SkippedDay[];
}

/**
 * The session day of a month: the first Thursday, or the next Thursday that is a school day (docs/rules.md,
 * Calendar). In a long break that day lies in a later month and is then that month's own session.
 *
 * @param month as 2026-12
 */
export function sessionDayOf(month: string, rules: CalendarRules): SessionDay {
  const first = `${month}-01`;
  let date = addDays(first, (rules.weekday - weekdayOf(first) + 7) % 7);
  const skipped: SkippedDay[] = [];
  for (let reason = closedBecause(date, rules.breaks); reason; reason = closedBecause(date, rules.breaks)) {
    skipped.push({ date, reason });
    date = addDays(date, 7);
  }
  return { date, startsAt: instantOf(date, rules.hour), skipped };
}

/** The next session after an instant that falls into a month without one. */
export function nextSessionDay(
  after: number,
  takenMonths: ReadonlySet<string>,
  rules: CalendarRules,
): SessionDay {
  let month = monthOf(after);
  for (;;) {
    const day = sessionDayOf(month, rules);
    if (day.startsAt > after && !takenMonths.has(day.date.slice(0, 7))) return day;
    month = monthOf(instantOf(`${month}-28`) + 5 * DAY_MS);
  }
}

/** Is this a day that the rule gives for its month? */
export function isByRule(startsAt: number, rules: CalendarRules): boolean {
  return sessionDayOf(monthOf(startsAt), rules).startsAt === startsAt;
}

/** The last instant at which the preview is still in time. */
export const previewDueAt = (startsAt: number, leadHours: number): number => startsAt - leadHours * HOUR_MS;

/** The first instant of as many whole months before `from` as lie between it and `to`. */
export function monthsBefore(from: number, to: number): number {
  const place = (instant: number) => {
    const [year = 0, month = 0] = monthOf(instant).split('-').map(Number);
    return year * 12 + month - 1;
  };
  const first = 2 * place(from) - place(to - 1) - 1;
  return instantOf(`${Math.floor(first / 12)}-${String((first % 12) + 1).padStart(2, '0')}-01`);
}
