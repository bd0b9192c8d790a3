import type { AnnouncedItem } from '../../../cloudfunctions/core/survey/announcement-of-results';
import { assess, byPeriod, pointsOf } from '../../../cloudfunctions/core/survey/assessment';
import type { GivenCard } from '../../../cloudfunctions/core/survey/card-ledger';
import { newRectification } from '../../../cloudfunctions/core/survey/rectification';
import { GIVEN_AT, givenCard } from './given-card';

const DAY = 86_400_000;
const DUE = GIVEN_AT + 7 * DAY;
const NOW = GIVEN_AT + DAY;
const done = { ...newRectification(DUE), submittedAt: GIVEN_AT, doneAt: GIVEN_AT };
const card = (changes: Partial<GivenCard> = {}) => givenCard({ state: 'final', ...changes });
const of = (departmentId: string, changes: Partial<GivenCard> = {}) =>
  card({ departmentId, departmentName: departmentId, ...changes });
const OLD = { yellowPoints: 1, redPoints: 3, latePlanPoints: 1 };
const NEW = { yellowPoints: 2, redPoints: 5, latePlanPoints: 0 };
const rulesOf = (version: number) => (version === 1 ? OLD : NEW);
const assessed = (cards: readonly GivenCard[], now = NOW) => assess({ cards, results: [], rulesOf }, now);
const late = { at: DUE, actor: 'system', what: 'plan_late', detail: '', requestId: 'late' };

test.each([
  ['in review', { state: 'review' }, null],
  ['appealed', { state: 'appealed' }, null],
  ['withdrawn', { state: 'withdrawn' }, null],
  ['yellow', {}, 1],
  ['red', { colour: 'red' }, 3],
  ['red by a newer rule book', { colour: 'red', rulesVersion: 2 }, 5],
  ['yellow, with a plan that was late once', { history: [late], rectification: done }, 2],
] as const)('a card that is %s takes off its points', (_label, changes, points) => {
  expect(
    pointsOf(card(changes as Partial<GivenCard>), rulesOf(changes && 'rulesVersion' in changes ? 2 : 1), NOW),
  ).toBe(points);
});

test('a plan counts as late from its last instant on', () => {
  expect(pointsOf(card(), OLD, DUE - 1)).toBe(1);
  expect(pointsOf(card(), OLD, DUE)).toBe(2);
});

test('only final cards are in the sums; pending and withdrawn stand apart', () => {
  const [line] = assessed([
    of('a', { rectification: done, rerated: 'none' }),
    of('a', { colour: 'red', history: [late] }),
    of('a', { state: 'review', colour: 'red' }),
    of('a', { state: 'appealed' }),
    of('a', { state: 'withdrawn' }),
  ]);
  expect(line).toMatchObject({
    yellow: 1,
    red: 1,
    pending: 2,
    withdrawn: 1,
    plansDone: 1,
    plansLate: 1,
    reratedBetter: 1,
    points: 5,
  });
});

test('a semester that straddles a change of rules counts each card by its own', () => {
  expect(assessed([of('a'), of('a', { rulesVersion: 2 })])).toMatchObject([{ yellow: 2, points: 3 }]);
});

test('lines stand by semester, newest first, then by points, red, yellow and name', () => {
  const spring = GIVEN_AT + 60 * DAY;
  const lines = assessed([
    of('c'),
    of('b'),
    of('red', { colour: 'red' }),
    of('three', { rulesVersion: 1 }),
    of('three'),
    of('three'),
    of('later', { givenAt: spring, rectification: done }),
  ]);
  expect(lines.map(({ semester, name }) => `${semester.slice(-4)} ${name}`)).toEqual([
    '第二学期 later',
    '第一学期 red',
    '第一学期 three',
    '第一学期 b',
    '第一学期 c',
  ]);
});

describe('questions that were rated', () => {
  const item = (
    questionId: string,
    verdict: AnnouncedItem['verdict'],
    departmentId = 'a',
  ): AnnouncedItem => ({
    questionId,
    title: questionId,
    kind: 'first',
    departmentId,
    departmentName: departmentId,
    verdict,
    valid: null,
    dissatisfied: null,
    cannotJudge: null,
    levels: null,
    band: '',
  });
  const results = (items: AnnouncedItem[]) => [{ surveyId: 'session-16.1', announcedAt: GIVEN_AT, items }];

  test('are what the sums are a share of: those that were due, and of them those with enough ratings', () => {
    const items = (['none', 'yellow', 'red', 'too_few', 'hidden', 'not_due'] as const).map((verdict) =>
      item(verdict, verdict),
    );
    expect(assess({ cards: [], results: results(items), rulesOf }, NOW)).toMatchObject([
      { departmentId: 'a', questions: 5, judged: 3, points: 0 },
    ]);
  });

  test('count with the department that carries the card', () => {
    const carried = of('successor', { questionId: 'q-1' });
    expect(
      assess({ cards: [carried], results: results([item('q-1', 'yellow')]), rulesOf }, NOW),
    ).toMatchObject([{ departmentId: 'successor', questions: 1, yellow: 1 }]);
  });
});

test('periods stand in the order of their sessions, with final cards', () => {
  const periods = byPeriod([
    card({ sessionNumber: 17, colour: 'red' }),
    card({ sessionNumber: 15 }),
    card({ sessionNumber: 17 }),
    card({ sessionNumber: 14, state: 'withdrawn' }),
    card({ sessionNumber: 13, state: 'review' }),
  ]);
  expect(periods).toEqual([
    { sessionNumber: 15, yellow: 1, red: 0 },
    { sessionNumber: 17, yellow: 1, red: 1 },
  ]);
});
