import {
  chineseDay,
  chineseDays,
  chineseMoment,
  chinesePeriod,
  monthNumber,
  spokenTime,
  templateMoment,
} from '../../cloudfunctions/core/date-words';

/** The minute before midnight and the midnight of a new year in Shanghai; both are 31 December in UTC. */
const LAST = Date.UTC(2026, 11, 31, 15, 59);
const MIDNIGHT = Date.UTC(2026, 11, 31, 16, 0);

test.each([
  [LAST, '12月31日 周四 23:59', '2026年12月31日', '2026年12月31日 23:59', '2026年12月31日 23:59', 12],
  [MIDNIGHT, '12月31日 周四 24:00', '2027年1月1日', '2027年1月1日 00:00', '2026年12月31日 23:59', 1],
])(
  '%i is said as the clock of Shanghai shows it, wherever the server stands',
  (at, spoken, day, moment, pushed, month) => {
    expect([spokenTime(at), chineseDay(at), chineseMoment(at), templateMoment(at), monthNumber(at)]).toEqual([
      spoken,
      day,
      moment,
      pushed,
      month,
    ]);
  },
);

test('a range of instants ends with the day before its end', () => {
  expect(chineseDays(MIDNIGHT - 86_400_000, MIDNIGHT)).toBe('2026年12月31日—2026年12月31日');
  expect(chineseDays(MIDNIGHT, MIDNIGHT + 1)).toBe('2027年1月1日—2027年1月1日');
});

test.each([
  ['2027-01-17', '2027-03-01', '2027年1月17日至3月1日'],
  ['2026-12-28', '2027-01-03', '2026年12月28日至2027年1月3日'],
])('from %s to %s the year is said once, or twice when it changes', (from, to, said) => {
  expect(chinesePeriod(from, to)).toBe(said);
});
