import { DomainError } from '../../../cloudfunctions/core/domain-error';
import { appeal, decide, endReview } from '../../../cloudfunctions/core/survey/card-ledger';
import {
  newRectification,
  notePlan,
  planState,
  submitPlan,
} from '../../../cloudfunctions/core/survey/rectification';
import { GIVEN_AT, givenCard } from './given-card';

const NOW = GIVEN_AT;
const DAY = 86_400_000;
const DECIDE_BY = NOW + 14 * DAY;
const PLAN_BY = NOW + 15 * DAY;
const act = (now = NOW) => ({ actor: 'p-xu', now, requestId: `r-${now}` });

function refusalOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'done';
}

describe('the review of a card', () => {
  const asked = appeal(givenCard(), '答复有误', act(), DECIDE_BY).entity;
  it.each([
    [
      'the last moment of the window',
      () => appeal(givenCard(), '', act(NOW + 7 * DAY - 1), DECIDE_BY),
      'done',
    ],
    ['the end of the window', () => appeal(givenCard(), '', act(NOW + 7 * DAY), DECIDE_BY), 'review_closed'],
    ['a second appeal', () => appeal(asked, '', act(), DECIDE_BY), 'review_closed'],
    [
      'an appeal against what was decided',
      () => appeal(decide(asked, 'upheld', '', act(), PLAN_BY).entity, '', act(), DECIDE_BY),
      'review_closed',
    ],
    [
      'a decision without an appeal',
      () => decide(givenCard(), 'upheld', '', act(), PLAN_BY),
      'nothing_to_decide',
    ],
  ])('%s', (_label, run, expected) => {
    expect(refusalOf(run)).toBe(expected);
  });

  it('ends in a final card or a withdrawn one, with the reason', () => {
    expect(decide(asked, 'upheld', '属实', act(), PLAN_BY).entity).toMatchObject({
      state: 'final',
      appeal: { reason: '属实' },
    });
    expect(decide(asked, 'withdrawn', '统计口径有误', act(), PLAN_BY).entity.state).toBe('withdrawn');
  });

  it('is over by itself when nobody appeals, not while an appeal waits', () => {
    expect(endReview(givenCard(), NOW + 7 * DAY - 1)).toBeNull();
    expect(endReview(givenCard(), NOW + 7 * DAY)?.entity.state).toBe('final');
    expect(endReview(asked, NOW + 8 * DAY)).toBeNull();
  });
});

describe('the plan that goes with a card', () => {
  const measure = { text: '检修', dueAt: NOW + DAY, isDone: false };
  it('is done when its last measure is, and judged by those who were there', () => {
    const bare = newRectification(NOW);
    const running = submitPlan(bare, '方案', [measure, measure], act());
    const half = notePlan(running, '一半', [0], act());
    const done = notePlan(half, '好了', [1], act());
    expect([bare, running, half, done].map((each) => planState(each, null))).toEqual([
      'missing',
      'running',
      'running',
      'done',
    ]);
    expect(planState(done, 'none')).toBe('rerated_better');
    expect(planState(done, 'yellow')).toBe('rerated_same');
    expect(planState(done, 'hidden')).toBe('done');
  });

  it('takes no measure that is late before it begins, and no note before there is a plan', () => {
    expect(
      refusalOf(() => submitPlan(newRectification(NOW), '方案', [{ ...measure, dueAt: NOW }], act())),
    ).toBe('due_in_past');
    expect(refusalOf(() => notePlan(newRectification(NOW), '', [], act()))).toBe('wrong_stage');
  });
});
