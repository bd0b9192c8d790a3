import { wakingAt } from '../../../cloudfunctions/core/case/night';
import { instantOf } from '../../../cloudfunctions/core/rules/calendar';

const HOURS = { tellFromHour: 8, tellUntilHour: 21 };
const at = (day: string, hour: number, ms = 0) => instantOf(day, hour) + ms;

test.each([
  ['just before eight', at('2026-11-23', 8, -1), at('2026-11-23', 8)],
  ['at eight', at('2026-11-23', 8), at('2026-11-23', 8)],
  ['just before nine in the evening', at('2026-11-23', 21, -1), at('2026-11-23', 21, -1)],
  ['at nine in the evening', at('2026-11-23', 21), at('2026-11-24', 8)],
  ['at midnight', at('2026-11-24', 0), at('2026-11-24', 8)],
  ['on the last night of a year', at('2026-12-31', 23), at('2027-01-01', 8)],
])('what is to be told %s is told in waking hours', (_when, told, expected) => {
  expect(wakingAt(told, HOURS)).toBe(expected);
});
