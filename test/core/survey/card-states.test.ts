import {
  appeal,
  decide,
  endReview,
  type GivenCard,
  hasOpenPlan,
  supersede,
} from '../../../cloudfunctions/core/survey/card-ledger';
import { newRectification } from '../../../cloudfunctions/core/survey/rectification';
import { by, refusalOf } from '../session/december';
import { GIVEN_AT, givenCard } from './given-card';

const NOW = GIVEN_AT;
const HOUR = 3_600_000;
const DECIDE_BY = NOW + HOUR;
const PLAN_BY = NOW + 9 * HOUR;
const STATES = ['review', 'appealed', 'final', 'withdrawn'] as const;
const asked = { grounds: '已整改', at: NOW, by: 'p-wu', decideBy: DECIDE_BY, decision: null, reason: '' };
const card = (changes: Partial<GivenCard> = {}): GivenCard =>
  givenCard({ reviewUntil: NOW + 10, rectification: newRectification(NOW + HOUR), ...changes });
const codeOf = (work: () => unknown) => refusalOf(work).code;

describe.each(STATES)('a card that is %s', (state) => {
  test('is appealed against, decided, made final', () => {
    const isInReview = state === 'review';
    expect(codeOf(() => appeal(card({ state }), '已整改', by(NOW), DECIDE_BY))).toBe(
      isInReview ? 'allowed' : 'review_closed',
    );
    const isAppealed = state === 'appealed';
    const decided = () => decide(card({ state, appeal: asked }), 'upheld', '不变', by(NOW), PLAN_BY);
    expect(codeOf(decided)).toBe(isAppealed ? 'allowed' : 'nothing_to_decide');
    expect(endReview(card({ state }), NOW + 10) === null).toBe(!isInReview);
  });

  test.each([null, 'none', 'yellow'] as const)('and rated again %s has a plan that is open', (rerated) => {
    expect(hasOpenPlan({ state, rerated })).toBe(state !== 'withdrawn' && rerated !== 'none');
  });
});

test('the review ends to the millisecond, for the department and by itself', () => {
  expect(codeOf(() => appeal(card(), '已整改', by(NOW + 9), DECIDE_BY))).toBe('allowed');
  expect(codeOf(() => appeal(card(), '已整改', by(NOW + 10), DECIDE_BY))).toBe('review_closed');
  expect(codeOf(() => appeal(card({ appeal: asked }), '再来', by(NOW), DECIDE_BY))).toBe('review_closed');
  expect(codeOf(() => decide(card({ state: 'appealed' }), 'upheld', '', by(NOW), PLAN_BY))).toBe(
    'nothing_to_decide',
  );
  expect(endReview(card(), NOW + 9)).toBeNull();
  expect(endReview(card(), NOW + 10)).toMatchObject({
    entity: { state: 'final', version: 2 },
    event: { at: NOW + 10, actor: 'system', what: 'final', requestId: 'final-session-16.1:q-1' },
  });
});

test('what was said and decided stands on the card and in its history', () => {
  const appealed = appeal(card(), '已整改', by(NOW), DECIDE_BY).entity;
  expect(appealed).toMatchObject({ state: 'appealed', version: 2, appeal: asked });
  const upheld = decide(appealed, 'upheld', '不变', by(NOW), PLAN_BY).entity;
  expect(upheld).toMatchObject({
    state: 'final',
    version: 3,
    appeal: { ...asked, decision: 'upheld', reason: '不变' },
  });
  expect(upheld.history.map(({ what, detail }) => [what, detail])).toEqual([
    ['appealed', ''],
    ['upheld', '不变'],
  ]);
  expect(decide(appealed, 'withdrawn', '有理', by(NOW), PLAN_BY).entity.state).toBe('withdrawn');
  expect(upheld.rectification.dueAt).toBe(PLAN_BY);
  expect(supersede(card(), '更正', by(NOW))).toMatchObject({
    entity: { state: 'withdrawn' },
    event: { what: 'superseded', detail: '更正' },
  });
});
