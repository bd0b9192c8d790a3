import { schoolYearOf, semesterOf, termsBefore } from '../../miniprogram/shared/semester';

const at = (words: string) => Date.parse(`${words}+08:00`);

test.each([
  ['2026-07-31T23:59:59', '2025—2026 学年第二学期'],
  ['2026-08-01T00:00:00', '2026—2027 学年第一学期'],
  ['2026-12-31T23:59:59', '2026—2027 学年第一学期'],
  ['2027-01-31T23:59:59', '2026—2027 学年第一学期'],
  ['2027-02-01T00:00:00', '2026—2027 学年第二学期'],
])('%s lies in %s', (words, name) => {
  const term = semesterOf(at(words));
  expect(term.name).toBe(name);
  expect(term.from <= at(words) && at(words) < term.to).toBe(true);
});

test('terms follow each other without a gap, newest first', () => {
  const terms = termsBefore(semesterOf, at('2027-03-01T00:00:00'), 3);
  expect(terms.map(({ key }) => key)).toEqual(['2026-2', '2026-1', '2025-2']);
  expect(terms.map(({ from }) => from).slice(0, 2)).toEqual(terms.map(({ to }) => to).slice(1));
  expect(termsBefore(schoolYearOf, at('2027-03-01T00:00:00'), 2).map(({ name }) => name)).toEqual([
    '2026—2027 学年',
    '2025—2026 学年',
  ]);
});
