import { STANDS_STILL_MS, TURN_MS, timerInWords } from '../../../cloudfunctions/core/message/timer-run';

const NOW = Date.UTC(2026, 10, 24, 2);
const noted = NOW - STANDS_STILL_MS;

test.each<[string, number | undefined, { since?: number; lacking?: string }]>([
  ['never', undefined, { lacking: 'timer' }],
  ['a moment less than too long ago', noted + 1, {}],
  ['too long ago', noted, { since: noted }],
  ['at a time to come, by a clock that was set back', NOW + TURN_MS, {}],
])('the last complete run was %s', (_label, at, { since, lacking }) => {
  const told = timerInWords(at === undefined ? undefined : at + TURN_MS, NOW);
  expect(told.standsStill?.since).toBe(since);
  expect(told.lacking?.id).toBe(lacking);
});
