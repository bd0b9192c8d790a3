import fc from 'fast-check';
import {
  agoWords,
  clockWords,
  dayWords,
  exactWords,
  fullWords,
  instantOf,
  isoDate,
  leftWords,
  momentWords,
} from '../../miniprogram/shared/time';

/** An instant written as the clock in Shanghai shows it. */
const at = (local: string) => Date.parse(`${local}+08:00`);
const HOUR = 3_600_000;

// 25 November 2026 is a Wednesday.
const now = at('2026-11-25T10:00:00');

test.each([
  ['the day before yesterday', '2026-11-23T23:59', '前天'],
  ['yesterday', '2026-11-24T00:00', '昨天'],
  ['the first minute of today', '2026-11-25T00:00', '今天'],
  ['the last minute of today', '2026-11-25T23:59', '今天'],
  ['tomorrow', '2026-11-26T16:00', '明天'],
  ['the day after tomorrow', '2026-11-27T16:00', '后天'],
  ['Saturday of this week', '2026-11-28T16:00', '本周六'],
  ['Sunday, which ends this week', '2026-11-29T23:59', '本周日'],
  ['Monday, which begins the next', '2026-11-30T00:00', '下周一'],
  ['Thursday of next week', '2026-12-03T16:00', '下周四'],
  ['Sunday of next week', '2026-12-06T23:59', '下周日'],
  ['the Monday after', '2026-12-07T00:00', '12月7日 周一'],
  ['a day of next year', '2027-01-07T16:00', '2027年1月7日 周四'],
  ['a past day of this year', '2026-11-05T16:00', '11月5日 周四'],
])('%s is said as people say it', (_label, local, words) => {
  expect(dayWords(at(`${local}:00`), now)).toBe(words);
});

test('a day begins at midnight in Shanghai, not in Greenwich', () => {
  const lateEvening = at('2026-11-25T23:30:00');
  expect(dayWords(at('2026-11-26T00:10:00'), lateEvening)).toBe('明天');
  expect(momentWords(at('2026-12-03T16:00:00'), now)).toBe('下周四 16:00');
});

test.each([
  ['near', '2026-12-03T16:00:00', '12月3日 周四 16:00 · 下周四'],
  ['far', '2026-12-10T16:00:00', '12月10日 周四 16:00'],
  ['in another year', '2027-01-07T16:00:00', '2027年1月7日 周四 16:00'],
])('a time that is %s is written in full, for a picture that is read next week', (_label, local, words) => {
  expect(fullWords(at(local), now)).toBe(words);
});

test('the exact time leaves nothing open', () => {
  expect(exactWords(at('2026-12-03T16:05:00'))).toBe('2026年12月3日 周四 16:05');
});

test.each([
  ['at the end of the third day', at('2026-11-29T00:00:00'), '距预约截止 3 天'],
  ['a moment after it', at('2026-11-29T00:00:00') + 1, '距预约截止 4 天'],
  ['48 hours later', now + 48 * HOUR, '距预约截止 2 天'],
  ['a minute before that', now + 48 * HOUR - 60_000, '距预约截止 47 小时'],
  ['the day after tomorrow, early', at('2026-11-27T01:00:00'), '距预约截止 39 小时'],
  ['the last moment of tomorrow', at('2026-11-27T00:00:00'), '距预约截止 38 小时'],
  ['an hour later', now + HOUR, '距预约截止 1 小时'],
  ['a second less', now + HOUR - 1000, '距预约截止 1 小时'],
  ['a minute less', now + HOUR - 60_000, '距预约截止 59 分钟'],
  ['a second later', now + 1000, '距预约截止 1 分钟'],
  ['now', now, '预约已截止'],
  ['a moment ago', now - 1, '预约已截止'],
])('what ends %s is said in days of the calendar, and within 48 hours in hours', (_label, until, words) => {
  expect(leftWords('预约截止', until, now)).toBe(words);
});

test('a limit of three days is three days all day long, on the receipt and in every row', () => {
  const due = at('2026-11-28T17:30:00');
  for (const seen of [at('2026-11-25T00:00:00'), now, now + 1000, at('2026-11-25T23:59:59')])
    expect(leftWords('办理时限', due, seen)).toBe('距办理时限 3 天');
  expect(leftWords('办理时限', due, at('2026-11-26T00:00:00'))).toBe('距办理时限 2 天');
  expect(leftWords('办理时限', due, at('2026-11-26T17:31:00'))).toBe('距办理时限 47 小时');
});

test.each([
  ['seconds', 59_000, '刚刚'],
  ['a minute', 60_000, '1 分钟前'],
  ['three hours, still today', 3 * HOUR, '3 小时前'],
  ['eleven hours, already yesterday', 11 * HOUR, '昨天 23:00'],
])('what happened %s ago is told by distance or by day', (_label, passed, words) => {
  expect(agoWords(now - passed, now)).toBe(words);
});

test('a clock that was set back does not tell of the future as past', () => {
  expect(agoWords(now + HOUR, now)).toBe('刚刚');
});

test.each([
  ['no such day', '2026-02-30', '16:00'],
  ['no such hour', '2026-12-03', '24:00'],
  ['no such minute', '2026-12-03', '16:60'],
  ['no date at all', '', '16:00'],
])('%s makes no instant', (_label, day, clock) => {
  expect(instantOf(day, clock)).toBeNull();
});

test('a day and a clock read back as they were written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
      const minute = Math.floor(seconds / 60) * 60_000;
      expect(instantOf(isoDate(minute), clockWords(minute))).toBe(minute);
    }),
  );
});
