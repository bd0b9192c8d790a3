import { DomainError } from '../../../cloudfunctions/core/domain-error';
import {
  appeal,
  byPeriod,
  decide,
  endReview,
  type GivenCard,
  ledger,
  supersede,
} from '../../../cloudfunctions/core/survey/card-ledger';
import {
  newRectification,
  notePlan,
  planState,
  submitPlan,
} from '../../../cloudfunctions/core/survey/rectification';

const NOW = Date.UTC(2026, 11, 14, 2);
const DAY = 86_400_000;
const act = (now = NOW) => ({ actor: 'p-xu', now, requestId: `r-${now}` });
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
  departmentName: '后勤保障处',
  valid: 20,
  dissatisfied: 7,
  band: '',
  rulesVersion: 1,
  resultVersion: 1,
  givenAt: NOW,
  reviewUntil: NOW + 7 * DAY,
  appeal: null,
  rectification: newRectification(NOW + 7 * DAY),
  rerated: null,
  version: 1,
  history: [],
  notices: [],
  hasNotice: false,
  ...changes,
});

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
  const asked = appeal(card(), '答复有误', act()).entity;
  it.each([
    ['the last moment of the window', () => appeal(card(), '', act(NOW + 7 * DAY - 1)), 'done'],
    ['the end of the window', () => appeal(card(), '', act(NOW + 7 * DAY)), 'review_closed'],
    ['a second appeal', () => appeal(asked, '', act()), 'review_closed'],
    [
      'an appeal against what was decided',
      () => appeal(decide(asked, 'upheld', '', act()).entity, '', act()),
      'review_closed',
    ],
    ['a decision without an appeal', () => decide(card(), 'upheld', '', act()), 'nothing_to_decide'],
  ])('%s', (_label, run, expected) => {
    expect(refusalOf(run)).toBe(expected);
  });

  it('ends in a final card or a withdrawn one, with the reason', () => {
    expect(decide(asked, 'upheld', '属实', act()).entity).toMatchObject({
      state: 'final',
      appeal: { reason: '属实' },
    });
    expect(decide(asked, 'withdrawn', '统计口径有误', act()).entity.state).toBe('withdrawn');
  });

  it('is over by itself when nobody appeals, not while an appeal waits', () => {
    expect(endReview(card(), NOW + 7 * DAY - 1)).toBeNull();
    expect(endReview(card(), NOW + 7 * DAY)?.entity.state).toBe('final');
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

describe('the ledger', () => {
  const cards = [
    card(),
    card({ colour: 'red', sessionNumber: 17, rerated: 'none' }),
    supersede(card({ colour: 'red' }), '部门有误', act()).entity,
    card({ departmentId: 'teaching', departmentName: '教务处' }),
  ];

  it('counts by department, withdrawn cards apart', () => {
    expect(
      ledger(cards).map(({ departmentId, yellow, red, withdrawn, reratedBetter }) => [
        departmentId,
        yellow,
        red,
        withdrawn,
        reratedBetter,
      ]),
    ).toEqual([
      ['logistics', 1, 1, 1, 1],
      ['teaching', 1, 0, 0, 0],
    ]);
  });

  it('counts by session, without what was withdrawn', () => {
    expect(byPeriod(cards)).toEqual([
      { sessionNumber: 16, yellow: 2, red: 0 },
      { sessionNumber: 17, yellow: 0, red: 1 },
    ]);
  });
});
