import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE } from '../../cloudfunctions/core/session/course';
import { QUESTION_STATES } from '../../miniprogram/shared/hall';
import { BOOKING_STATUSES, SESSION_STATUSES } from '../../miniprogram/shared/labels';
import { CARD_STATES, SURVEY_STATES } from '../../miniprogram/shared/survey';

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'docs/domain.md'), 'utf8');

/** The rows under the table whose first heading is `heading`, cell by cell. */
function rowsOf(heading: string): string[][] {
  const lines = text.split('\n');
  const first =
    lines.findIndex((line, at) => line.startsWith(`| ${heading} |`) && lines[at + 1]?.startsWith('|---')) + 2;
  const after = lines.slice(first);
  const end = after.findIndex((line) => !line.startsWith('|'));
  return after.slice(0, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
const codes = (cell = '') => Array.from(cell.matchAll(/`([a-z_]+)`/g), ([, code]) => code ?? '');

test.each([
  ['session', SESSION_STATUSES],
  ['booking', BOOKING_STATUSES],
  ['question', QUESTION_STATES],
  ['survey', SURVEY_STATES],
  ['card', CARD_STATES],
])('the table of a %s names every state once, in order, and leads to none other', (heading, states) => {
  const rows = rowsOf(heading);
  expect(rows.map(([state]) => codes(state)[0])).toEqual(Object.keys(states));
  for (const [, , next] of rows) for (const code of codes(next)) expect(Object.keys(states)).toContain(code);
});

test('a session leads to its next stage, and off the way only to its end', () => {
  const next = rowsOf('session').map(([, , cell]) => codes(cell)[0]);
  expect(next).toEqual([...COURSE.slice(1), undefined, undefined]);
});

test('every word of the glossary stands once, and where it says', () => {
  const words = rowsOf('word');
  expect(words.length).toBeGreaterThan(25);
  expect(new Set(words.map(([word]) => word)).size).toBe(words.length);
  for (const [, , , where] of words) {
    const file = /`(.+)`/.exec(where ?? '')?.[1] ?? '';
    expect([file, existsSync(join(root, 'cloudfunctions', file))]).toEqual([file, true]);
  }
});
