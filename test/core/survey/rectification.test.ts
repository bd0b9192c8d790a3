import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';
import type {
  AnnouncedItem,
  AnnouncedResults,
} from '../../../cloudfunctions/core/survey/announcement-of-results';
import { cardId, reviewEnd } from '../../../cloudfunctions/core/survey/card-ledger';
import { isCarded, newCard } from '../../../cloudfunctions/core/survey/new-card';
import {
  type Measure,
  newRectification,
  notePlan,
  planState,
  submitPlan,
} from '../../../cloudfunctions/core/survey/rectification';
import { by, refusalOf } from '../session/december';

const NOW = Date.UTC(2026, 11, 20, 2);
const fresh = newRectification(NOW + 1000);
const measure = (dueAt: number, isDone = false): Measure => ({ text: '换水管', dueAt, isDone });

describe('a plan after a card', () => {
  test('is empty at first, and due', () => {
    expect(fresh).toEqual({
      dueAt: NOW + 1000,
      plan: '',
      measures: [],
      notes: [],
      submittedAt: null,
      doneAt: null,
    });
  });

  test.each([
    ['a millisecond ahead', measure(NOW + 1), 'allowed'],
    ['now', measure(NOW), 'due_in_past'],
    ['in the past', measure(NOW - 1), 'due_in_past'],
    ['in the past and called done', measure(NOW - 1, true), 'due_in_past'],
  ])('is handed in with a measure due %s', (_label, last, code) => {
    const refusal = refusalOf(() => submitPlan(fresh, '整改', [measure(NOW + 9), last], by(NOW)));
    expect(refusal).toEqual(
      code === 'allowed' ? { code } : { code, fields: { 'measures.1.dueAt': 'due_in_past' } },
    );
  });

  test('keeps when it was first handed in', () => {
    const first = submitPlan(fresh, '整改', [measure(NOW + 9)], by(NOW));
    expect(first).toEqual({ ...fresh, plan: '整改', measures: [measure(NOW + 9)], submittedAt: NOW });
    const again = submitPlan(first, '再改', [measure(NOW + 99)], by(NOW + 5));
    expect(again).toMatchObject({ plan: '再改', measures: [measure(NOW + 99)], submittedAt: NOW });
  });

  test('is done when its last measure is, and stays done since then', () => {
    const plan = submitPlan(fresh, '整改', [measure(NOW + 9), measure(NOW + 9)], by(NOW));
    const half = notePlan(plan, '换了一半', [1], by(NOW + 1));
    expect(half.measures.map(({ isDone }) => isDone)).toEqual([false, true]);
    expect(half.notes).toEqual([{ at: NOW + 1, by: 'p-wu', text: '换了一半' }]);
    expect(half.doneAt).toBeNull();
    const whole = notePlan(half, '换完了', [0], by(NOW + 2));
    expect(whole.doneAt).toBe(NOW + 2);
    const later = notePlan(whole, '回访', [], by(NOW + 3));
    expect([later.doneAt, later.notes.length]).toEqual([NOW + 2, 3]);
    expect(submitPlan(whole, '再改', [measure(NOW + 99)], by(NOW + 4)).doneAt).toBeNull();
  });

  test('is not done by being handed in as done', () => {
    const plan = submitPlan(fresh, '整改', [measure(NOW + 9, true)], by(NOW));
    expect(plan).toMatchObject({ measures: [measure(NOW + 9)], doneAt: null });
  });

  test('keeps what is done when it is changed, left out or not, and past its day or not', () => {
    const [pump, valve] = [measure(NOW + 9), { ...measure(NOW + 99), text: '换阀门' }];
    const plan = submitPlan(fresh, '整改', [pump, pump, valve], by(NOW));
    const half = notePlan(plan, '换了一根', [0], by(NOW + 1));
    const done = measure(NOW + 9, true);
    const same = submitPlan(half, '再改', [pump, pump, valve], by(NOW + 2));
    expect(same.measures).toEqual([done, pump, valve]);
    const fewer = submitPlan(half, '再改', [valve], by(NOW + 20));
    expect(fewer.measures).toEqual([valve, done]);
    const kept = submitPlan(half, '再改', [done, valve], by(NOW + 20));
    expect(kept.measures).toEqual([done, valve]);
    expect(kept.doneAt).toBeNull();
  });

  test('without measures is never done, and before it is handed in takes no notes', () => {
    const bare = submitPlan(fresh, '整改', [], by(NOW));
    expect(notePlan(bare, '在做', [], by(NOW)).doneAt).toBeNull();
    expect(refusalOf(() => notePlan(fresh, '在做', [], by(NOW))).code).toBe('wrong_stage');
  });

  test.each([
    ['missing', null, null, null, 'missing'],
    ['handed in', NOW, null, null, 'running'],
    ['done', NOW, NOW, null, 'done'],
    ['rated again and better', NOW, null, 'none', 'rerated_better'],
    ['missing, but rated again and better', null, null, 'none', 'rerated_better'],
    ['rated again yellow', NOW, NOW, 'yellow', 'rerated_same'],
    ['rated again red', NOW, NOW, 'red', 'rerated_same'],
    ['rated again by too few', NOW, NOW, 'too_few', 'done'],
  ])('%s', (_label, submittedAt, doneAt, rerated, state) => {
    expect(planState({ ...fresh, submittedAt, doneAt }, rerated)).toBe(state);
  });
});

describe('a card as it is given', () => {
  const item = (verdict: AnnouncedItem['verdict'], changes: Partial<AnnouncedItem> = {}): AnnouncedItem => ({
    questionId: 'q-1',
    title: '热水',
    kind: 'first',
    departmentId: 'logistics',
    departmentName: '后勤处',
    verdict,
    valid: 40,
    dissatisfied: 21,
    cannotJudge: 2,
    levels: null,
    band: '',
    ...changes,
  });
  const result = (version: number): AnnouncedResults => ({
    _id: `session-16.1.v${version}`,
    surveyId: 'session-16.1',
    sessionId: 'session-16',
    sessionNumber: 16,
    round: 1,
    version,
    reason: '',
    at: NOW,
    ballotDigest: 'b',
    boxDigest: 'x',
    rulesVersion: 3,
    eligible: 50,
    turnout: 42,
    counted: 42,
    items: [],
    departments: [],
    total: { name: '', questions: 0, valid: null, dissatisfied: null, band: '' },
  });
  const given = (version: number, changed: AnnouncedItem, notices?: Parameters<typeof newCard>[2]) => {
    if (!isCarded(changed)) throw new Error('no card');
    return newCard({ result: result(version), item: changed, book: FIRST_RULE_BOOK }, by(NOW), notices);
  };

  test.each(['hidden', 'not_due', 'too_few', 'none', 'yellow', 'red'] as const)('for %s', (verdict) => {
    expect(isCarded(item(verdict))).toBe(verdict === 'yellow' || verdict === 'red');
  });

  test('is in review, without a plan, by the rules of its results', () => {
    const reviewUntil = reviewEnd(NOW, 5, FIRST_RULE_BOOK.rules.calendar);
    expect(given(1, item('red'))).toEqual({
      _id: cardId('session-16.1', 'q-1'),
      colour: 'red',
      state: 'review',
      surveyId: 'session-16.1',
      sessionId: 'session-16',
      sessionNumber: 16,
      questionId: 'q-1',
      title: '热水',
      departmentId: 'logistics',
      departmentName: '后勤处',
      valid: 40,
      dissatisfied: 21,
      band: '',
      rulesVersion: 3,
      resultVersion: 1,
      givenAt: NOW,
      reviewUntil,
      appeal: null,
      rectification: newRectification(reviewUntil),
      rerated: null,
      wakeAt: NOW,
      isLate: false,
      version: 1,
      history: [{ at: NOW, actor: 'p-wu', what: 'given', detail: 'red', requestId: `request-${NOW}` }],
      notices: [],
      hasNotice: false,
    });
  });

  test('of a correction stands beside the first one', () => {
    expect(given(2, item('yellow'))._id).toBe(`${cardId('session-16.1', 'q-1')}.v2`);
  });

  test('tells whoever is to be told, by its own id', () => {
    const facts = { sessionId: 'session-16', sessionNumber: 16, startsAt: NOW, venue: '' };
    const card = given(
      1,
      item('yellow', { valid: null, dissatisfied: null, band: '不满意 3 至 4 人' }),
      (id, until) => [{ kind: 'card_given', to: 'office', subject: id, at: until, facts }],
    );
    expect(card).toMatchObject({ valid: 0, dissatisfied: null, band: '不满意 3 至 4 人', hasNotice: true });
    expect(card.notices).toMatchObject([{ subject: card._id, at: card.reviewUntil }]);
  });
});
