import type { Case } from '../../../cloudfunctions/core/case/case';
import { falls, firstDue, freshDeadline, nextWakeAt } from '../../../cloudfunctions/core/case/escalation';
import { reminderAt, rungAt, workingDaysLater } from '../../../cloudfunctions/core/rules/deadline';
import { accepted, closed, DAY, HOUR, inProgress, MONDAY, RULES, replied } from './samples';

const kinds = (entity: Case) => falls(entity, RULES).map(({ what }) => what);
const instantOf = (entity: Case, what: string) => falls(entity, RULES).find((fall) => fall.what === what)?.at;
const supervised = (changed: Partial<Case['supervisions'][number]>): Case => {
  const entity = inProgress();
  const order: Case['supervisions'][number] = {
    orderId: 'o1',
    text: '请尽快办理',
    orderedById: 'p-leader',
    orderedBy: '',
    at: MONDAY,
    dueAt: MONDAY + DAY,
    state: 'ordered',
    isChased: false,
    reports: [],
    ...changed,
  } as Case['supervisions'][number];
  return { ...entity, supervisions: [order] };
};

describe('what time will do', () => {
  test.each([
    ['open and running', () => inProgress(), ['reminded', 'escalated', 'note_asked', 'progress']],
    ['accepted by the office', () => accepted(), ['reminded', 'escalated', 'note_asked', 'progress']],
    [
      'reminded already',
      () => ({ ...inProgress(), isReminded: true }),
      ['escalated', 'note_asked', 'progress'],
    ],
    [
      'on the third rung',
      () => ({ ...inProgress(), rung: 3 }),
      ['reminded', 'escalated', 'note_asked', 'progress'],
    ],
    ['on the last rung', () => ({ ...inProgress(), rung: 4 }), ['reminded', 'note_asked', 'progress']],
    [
      'paused',
      () => ({ ...inProgress(), pause: { at: MONDAY, until: MONDAY + DAY } as Case['pause'] }),
      ['resumed'],
    ],
    ['replied', () => replied(), ['closed']],
    [
      'replied, with a pause that nobody ended',
      () => ({ ...replied(), pause: { at: MONDAY, until: MONDAY + DAY } as Case['pause'] }),
      ['closed'],
    ],
    [
      'asked for a note already',
      () => ({ ...inProgress(), noteAskedFor: inProgress().newsAt }),
      ['reminded', 'escalated', 'progress'],
    ],
    ['closed', () => closed(), []],
  ])('to a case that is %s', (_label, make, expected) => {
    expect(kinds(make())).toEqual(expected);
  });

  test.each([
    ['open', ['commitment_late']],
    ['done', []],
    ['late', []],
  ] as const)('a promise that is %s', (state, expected) => {
    const commitment = { text: '', dueAt: MONDAY + DAY, state, doneAt: null, key: 'k' } as Case['commitment'];
    expect(kinds({ ...closed(), commitment })).toEqual(expected);
  });

  test.each([
    ['ordered', { state: 'ordered', isChased: false }, true],
    ['ordered and chased', { state: 'ordered', isChased: true }, false],
    ['reported', { state: 'reported', isChased: false }, false],
  ] as const)('a supervision order that is %s', (_label, changed, isChased) => {
    expect(
      kinds(supervised(changed as Partial<Case['supervisions'][number]>)).includes('supervision_chased'),
    ).toBe(isChased);
  });

  test('each at the instant of its own rule', () => {
    const entity = inProgress();
    expect(instantOf(entity, 'reminded')).toBe(reminderAt(entity.dueAt, 'ordinary', RULES));
    expect(instantOf(entity, 'escalated')).toBe(rungAt(1, entity.dueAt, 'ordinary', RULES));
    expect(instantOf({ ...entity, rung: 2 }, 'escalated')).toBe(rungAt(3, entity.dueAt, 'ordinary', RULES));
    expect(instantOf(entity, 'note_asked')).toBe(workingDaysLater(entity.newsAt, 4, RULES));
    expect(instantOf(entity, 'progress')).toBe(workingDaysLater(entity.newsAt, 5, RULES));
    const answered = replied();
    expect(instantOf(answered, 'closed')).toBe(workingDaysLater(answered.repliedAt ?? 0, 5, RULES));
    expect(instantOf(supervised({}), 'supervision_chased')).toBe(MONDAY + DAY);
  });
});

describe('when it must be looked at', () => {
  test('at the earliest of what will happen, and never when nothing will', () => {
    const entity = inProgress();
    expect(nextWakeAt(entity, RULES)).toBe(Math.min(...falls(entity, RULES).map(({ at }) => at)));
    expect(nextWakeAt(closed(), RULES)).toBeNull();
  });

  test('what is due is the earliest that has come, to the millisecond', () => {
    const entity = supervised({ dueAt: MONDAY + HOUR });
    expect(firstDue(entity, RULES, MONDAY + HOUR - 1)).toBeNull();
    expect(firstDue(entity, RULES, MONDAY + HOUR)).toEqual({
      what: 'supervision_chased',
      at: MONDAY + HOUR,
      orderId: 'o1',
    });
    const all = falls(entity, RULES).map(({ at }) => at);
    expect(firstDue(entity, RULES, Math.max(...all))?.at).toBe(Math.min(...all));
  });
});

describe('a new deadline', () => {
  const late: Case = { ...inProgress(), rung: 2, isReminded: true, isOnOverdueList: true };
  const now = late.dueAt + HOUR;

  test('that lies ahead begins the rungs anew', () => {
    expect(freshDeadline(late, now + 1, now)).toEqual({
      dueAt: now + 1,
      rung: 0,
      isReminded: false,
      isOnOverdueList: false,
    });
  });

  test.each([
    ['that is now', now],
    ['that has passed', now - 1],
    ['that is the old one', late.dueAt],
  ])('%s keeps the rungs that were climbed', (_label, dueAt) => {
    expect(freshDeadline(late, dueAt, now)).toEqual({ dueAt });
  });

  test('that is the old one keeps them also while it lies ahead', () => {
    expect(freshDeadline(late, late.dueAt, late.dueAt - 1)).toEqual({ dueAt: late.dueAt });
  });
});
