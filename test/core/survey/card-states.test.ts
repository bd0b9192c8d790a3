import {
  appeal,
  byPeriod,
  decide,
  endReview,
  type GivenCard,
  hasOpenPlan,
  isPlanOverdue,
  ledger,
  supersede,
} from '../../../cloudfunctions/core/survey/card-ledger';
import { newRectification } from '../../../cloudfunctions/core/survey/rectification';
import { by, refusalOf } from '../session/december';

const NOW = Date.UTC(2026, 11, 14, 2);
const HOUR = 3_600_000;
const STATES = ['review', 'appealed', 'final', 'withdrawn'] as const;
const asked = { grounds: '已整改', at: NOW, by: 'p-wu', decision: null, reason: '' };
const card = (changes: Partial<GivenCard> = {}): GivenCard => ({
  _id: 'session-16.1:q-1',
  colour: 'yellow',
  state: 'review',
  surveyId: 'session-16.1',
  sessionId: 'session-16',
  sessionNumber: 16,
  questionId: 'q-1',
  title: '热水',
  departmentId: 'logistics',
  departmentName: '后勤处',
  valid: 20,
  dissatisfied: 7,
  band: '',
  rulesVersion: 1,
  resultVersion: 1,
  givenAt: NOW,
  reviewUntil: NOW + 10,
  appeal: null,
  rectification: newRectification(NOW + HOUR),
  rerated: null,
  version: 1,
  history: [],
  notices: [],
  hasNotice: false,
  ...changes,
});
const codeOf = (work: () => unknown) => refusalOf(work).code;

describe.each(STATES)('a card that is %s', (state) => {
  test('is appealed against, decided, made final', () => {
    const isInReview = state === 'review';
    expect(codeOf(() => appeal(card({ state }), '已整改', by(NOW)))).toBe(
      isInReview ? 'allowed' : 'review_closed',
    );
    const isAppealed = state === 'appealed';
    const decided = () => decide(card({ state, appeal: asked }), 'upheld', '不变', by(NOW));
    expect(codeOf(decided)).toBe(isAppealed ? 'allowed' : 'nothing_to_decide');
    expect(endReview(card({ state }), NOW + 10) === null).toBe(!isInReview);
  });

  test.each([null, 'none', 'yellow'] as const)('and rated again %s has a plan that is open', (rerated) => {
    expect(hasOpenPlan({ state, rerated })).toBe(state !== 'withdrawn' && rerated !== 'none');
  });
});

test('the review ends to the millisecond, for the department and by itself', () => {
  expect(codeOf(() => appeal(card(), '已整改', by(NOW + 9)))).toBe('allowed');
  expect(codeOf(() => appeal(card(), '已整改', by(NOW + 10)))).toBe('review_closed');
  expect(codeOf(() => appeal(card({ appeal: asked }), '再来', by(NOW)))).toBe('review_closed');
  expect(codeOf(() => decide(card({ state: 'appealed' }), 'upheld', '', by(NOW)))).toBe('nothing_to_decide');
  expect(endReview(card(), NOW + 9)).toBeNull();
  expect(endReview(card(), NOW + 10)).toMatchObject({
    entity: { state: 'final', version: 2 },
    event: { at: NOW + 10, actor: 'system', what: 'final', requestId: 'final-session-16.1:q-1' },
  });
});

test('what was said and decided stands on the card and in its history', () => {
  const appealed = appeal(card(), '已整改', by(NOW)).entity;
  expect(appealed).toMatchObject({ state: 'appealed', version: 2, appeal: asked });
  const upheld = decide(appealed, 'upheld', '不变', by(NOW)).entity;
  expect(upheld).toMatchObject({
    state: 'final',
    version: 3,
    appeal: { ...asked, decision: 'upheld', reason: '不变' },
  });
  expect(upheld.history.map(({ what, detail }) => [what, detail])).toEqual([
    ['appealed', ''],
    ['upheld', '不变'],
  ]);
  expect(decide(appealed, 'withdrawn', '有理', by(NOW)).entity.state).toBe('withdrawn');
  expect(supersede(card(), '更正', by(NOW))).toMatchObject({
    entity: { state: 'withdrawn' },
    event: { what: 'superseded', detail: '更正' },
  });
});

const of = (departmentId: string, changes: Partial<GivenCard> = {}) =>
  card({ departmentId, departmentName: departmentId, ...changes });
const done = { ...newRectification(NOW), doneAt: NOW };

test('the ledger counts by department: most red first, then most yellow, then by name', () => {
  const lines = ledger([
    of('b'),
    of('a'),
    of('yellow', { rectification: done }),
    of('yellow', { rerated: 'none' }),
    of('red', { colour: 'red', rerated: 'red' }),
    of('a', { state: 'withdrawn', colour: 'red', rectification: done, rerated: 'none' }),
  ]);
  expect(
    lines.map(({ departmentId, name, ...counts }) => [departmentId, name, Object.values(counts)]),
  ).toEqual([
    ['red', 'red', [0, 1, 0, 0, 0]],
    ['yellow', 'yellow', [2, 0, 0, 1, 1]],
    ['a', 'a', [1, 0, 1, 0, 0]],
    ['b', 'b', [1, 0, 0, 0, 0]],
  ]);
  expect(ledger([of('a'), of('b')]).map(({ name }) => name)).toEqual(['a', 'b']);
  expect(
    ledger([of('a', { state: 'withdrawn' }), of('b', { colour: 'red' }), of('c')]).map(({ name }) => name),
  ).toEqual(['b', 'c', 'a']);
});

test('periods stand in the order of their sessions', () => {
  const periods = byPeriod([
    card({ sessionNumber: 17, colour: 'red' }),
    card({ sessionNumber: 15 }),
    card({ sessionNumber: 16 }),
    card({ sessionNumber: 17 }),
    card({ sessionNumber: 14, state: 'withdrawn' }),
  ]);
  expect(periods).toEqual([
    { sessionNumber: 15, yellow: 1, red: 0 },
    { sessionNumber: 16, yellow: 1, red: 0 },
    { sessionNumber: 17, yellow: 1, red: 1 },
  ]);
});

test('a plan is overdue an hour after all of it was due, unless it is done or the card is gone', () => {
  const measure = { text: '', dueAt: NOW + 5 * HOUR, isDone: false };
  const later = { ...newRectification(NOW + HOUR), measures: [measure] };
  expect(isPlanOverdue(card(), NOW + 2 * HOUR)).toBe(false);
  expect(isPlanOverdue(card(), NOW + 2 * HOUR + 1)).toBe(true);
  expect(isPlanOverdue(card({ rectification: later }), NOW + 6 * HOUR)).toBe(false);
  expect(isPlanOverdue(card({ rectification: later }), NOW + 6 * HOUR + 1)).toBe(true);
  expect(isPlanOverdue(card({ rectification: done }), NOW + 9 * HOUR)).toBe(false);
  expect(isPlanOverdue(card({ state: 'withdrawn' }), NOW + 9 * HOUR)).toBe(false);
});
