import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc';
import { WEEKDAYS } from '../../miniprogram/shared/time';

// Every date that the server writes in words: messages, minutes, ledgers, the rule book. What is relative to now (明天,
// 下周四) is said on the phone alone, by shared/time, so that dayjs stays off it. Days are reckoned in rules/calendar.

dayjs.extend(utc);

/** Hours ahead of UTC in Shanghai, without summer time since 1991. */
const OFFSET_HOURS = 8;

const inShanghai = (at: number) => dayjs(at).utcOffset(OFFSET_HOURS);

const isMidnight = (at: number): boolean => inShanghai(at).startOf('day').valueOf() === at;

/** 12月3日 周四 16:00, in Shanghai; 12月2日 周三 24:00 for what ends with that day. */
export function spokenTime(at: number): string {
  const time = inShanghai(at);
  if (isMidnight(at)) {
    const ended = inShanghai(at - 1);
    return `${ended.format('M月D日')} ${WEEKDAYS[ended.day()]} 24:00`;
  }
  return `${time.format('M月D日')} ${WEEKDAYS[time.day()]} ${time.format('HH:mm')}`;
}

/** 2026年12月3日, in Shanghai. */
export const chineseDay = (at: number): string => inShanghai(at).format('YYYY年M月D日');

/** 2026年12月3日 16:00, in Shanghai. */
export const chineseMoment = (at: number): string => inShanghai(at).format('YYYY年M月D日 HH:mm');

/** The same for a `time` field of a template, which knows no 24:00: 23:59 for what ends with a day. */
export const templateMoment = (at: number): string => chineseMoment(isMidnight(at) ? at - 60_000 : at);

/** 2026年11月23日—2026年11月30日; `to` is the instant after the last day. */
export const chineseDays = (from: number, to: number): string => `${chineseDay(from)}—${chineseDay(to - 1)}`;

/** 1 to 12, in Shanghai. */
export const monthNumber = (at: number): number => inShanghai(at).month() + 1;

/** 2026年1月17日至3月1日, of two days as 2026-01-17, both included; the year is said again when it is another. */
export function chinesePeriod(from: string, to: string): string {
  const [first, last] = [dayjs(from), dayjs(to)];
  const until = last.format(first.year() === last.year() ? 'M月D日' : 'YYYY年M月D日');
  return `${first.format('YYYY年M月D日')}至${until}`;
}
