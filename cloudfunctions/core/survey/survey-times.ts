import { addDays, DAY_MS, dayOf, HOUR_MS, instantOf } from '../rules/calendar';

// When surveys open and close, with the next session in view (docs/rules.md, Survey). Instants in milliseconds.

/** How long a survey is open when nothing shortens it, and its distance from the next session. */
export const SURVEY_TIMES = {
  openHour: 9,
  closeHour: 20,
  days: 7,
  /** It is over at least this long before the next session, so that the box is sealed and counted by then. */
  beforeNextMs: DAY_MS,
  shortestMs: 12 * HOUR_MS,
  /** The reminder goes out this long before the close. */
  reminderMs: DAY_MS,
  /** Turnout is looked at once an hour: one that followed each ballot would tell when each ballot came. */
  turnoutMs: HOUR_MS,
} as const;

/**
 * When it opens and closes: from nine in the morning after the minutes, for a week, and over a day before the next
 * session. With minutes so late that no time is left it opens at once and closes an hour before the session; with less
 * than an hour left it opens after that session.
 */
export function surveyTimes(
  minutesAt: number,
  nextSessionAt: number | null,
): { opensAt: number; closesAt: number } {
  const opensAt = instantOf(addDays(dayOf(minutesAt), 1), SURVEY_TIMES.openHour);
  if (nextSessionAt !== null && lastBefore(nextSessionAt) < minutesAt + HOUR_MS)
    return { opensAt, closesAt: closesAfter(opensAt, null) };
  const closesAt = closesAfter(opensAt, nextSessionAt);
  return closesAt - opensAt >= SURVEY_TIMES.shortestMs
    ? { opensAt, closesAt }
    : { opensAt: Math.min(opensAt, minutesAt), closesAt: lastBefore(nextSessionAt ?? closesAt) };
}

/** An hour before a session every survey that began before is over. */
export const lastBefore = (sessionAt: number): number => sessionAt - HOUR_MS;

/** After a week, or a day before the next session. */
function closesAfter(opensAt: number, nextSessionAt: number | null): number {
  const usual = instantOf(addDays(dayOf(opensAt), SURVEY_TIMES.days), SURVEY_TIMES.closeHour);
  return nextSessionAt === null ? usual : Math.min(usual, nextSessionAt - SURVEY_TIMES.beforeNextMs);
}

/** Was something in the way when it was due, so that it opens hours later? */
export const opensLate = (opensAt: number, now: number): boolean => now >= opensAt + HOUR_MS;

/** The closing time of a survey that opens late: as planned while enough is left of it, else as if it were due now. */
export function closesWhenLate(closesAt: number, nextSessionAt: number | null, now: number): number {
  if (closesAt - now >= SURVEY_TIMES.shortestMs) return closesAt;
  const fresh = closesAfter(now, nextSessionAt);
  if (nextSessionAt === null || fresh - now >= SURVEY_TIMES.shortestMs) return fresh;
  const last = lastBefore(nextSessionAt);
  return last - now >= HOUR_MS ? last : closesAfter(now, null);
}

/** For a session that comes before a survey is over: a day before it, or an hour where less than half a day is left. */
export function closesFor(sessionAt: number, opensAt: number, now: number): number {
  const begin = Math.max(opensAt, now);
  const usual = sessionAt - SURVEY_TIMES.beforeNextMs;
  return usual - begin >= SURVEY_TIMES.shortestMs ? usual : lastBefore(sessionAt);
}
