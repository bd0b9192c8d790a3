import { DomainError } from '../../../cloudfunctions/core/domain-error';
import {
  type Candidate,
  reschedule,
  scheduledSurvey,
  surveyDue,
  withSlots,
} from '../../../cloudfunctions/core/survey/survey';
import { surveyTimes } from '../../../cloudfunctions/core/survey/survey-times';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 4 December 2026, 15:00 in Shanghai. */
const MINUTES_AT = Date.UTC(2026, 11, 4, 7);
const act = { actor: 'p-wu', now: MINUTES_AT, requestId: 'r-1' };

const candidate = (questionId: string, changes: Partial<Candidate> = {}): Candidate => ({
  slot: null,
  kind: 'first',
  questionId,
  title: questionId,
  asked: '',
  answered: '',
  answeredBy: '',
  departmentId: 'library',
  departmentName: '图书馆',
  coDepartmentNames: [],
  category: 'other',
  outcome: 'on_spot',
  progress: '',
  caseId: null,
  promisedFor: null,
  ...changes,
});
const slots = (candidates: Candidate[], used = 0) =>
  withSlots(candidates, used, MINUTES_AT).map(({ questionId, slot, isDue }) => [questionId, slot, isDue]);

describe('when a survey opens and closes', () => {
  const opensAt = Date.UTC(2026, 11, 5, 1);
  it.each([
    ['nothing planned after it', null, { opensAt, closesAt: opensAt + 7 * DAY + 11 * HOUR }],
    ['a session in five weeks', MINUTES_AT + 35 * DAY, { opensAt, closesAt: opensAt + 7 * DAY + 11 * HOUR }],
    ['a session in four days', MINUTES_AT + 4 * DAY, { opensAt, closesAt: MINUTES_AT + 3 * DAY }],
    ['a session tomorrow', MINUTES_AT + DAY, { opensAt: MINUTES_AT, closesAt: MINUTES_AT + 23 * HOUR }],
  ])('%s', (_label, next, expected) => {
    expect(surveyTimes(MINUTES_AT, next)).toEqual(expected);
  });
});

describe('what is rated with which credential', () => {
  it('gives each question the next slot, a promise not yet due as well', () => {
    expect(
      slots([
        candidate('a'),
        candidate('b', { promisedFor: MINUTES_AT + 1 }),
        candidate('c', { promisedFor: MINUTES_AT }),
      ]),
    ).toEqual([
      ['a', 0, true],
      ['b', 1, false],
      ['c', 2, true],
    ]);
  });

  it('lets a promise that rolled over keep its slot, and a re-rating take an unused one', () => {
    expect(
      slots([candidate('a', { kind: 'rerated' }), candidate('b', { kind: 'rolled', slot: 1 })], 3),
    ).toEqual([
      ['a', 3, true],
      ['b', 1, true],
    ]);
  });

  it('never hands out the last slot, which is for words, nor one that has no key', () => {
    expect(
      slots(
        Array.from({ length: 5 }, (_none, at) => candidate(`q${at}`)),
        37,
      ),
    ).toEqual([
      ['q0', 37, true],
      ['q1', 38, true],
    ]);
  });
});

describe('the course of a survey', () => {
  const planned = scheduledSurvey(
    {
      sessionId: 'session-16',
      sessionNumber: 16,
      round: 1,
      heldWith: 'session-16',
      opensAt: MINUTES_AT + DAY,
      closesAt: MINUTES_AT + 8 * DAY,
      keySet: '',
      rulesVersion: 1,
    },
    act,
  );
  const open = {
    ...planned,
    state: 'open',
    hasKeys: false,
    hasAnswers: false,
    turnoutAt: MINUTES_AT + 100 * DAY,
  } as const;
  it.each([
    ['before its opening', planned, DAY - 1, null],
    ['at its opening', planned, DAY, 'open'],
    ['a day and a moment before the close', open, 7 * DAY - 1, null],
    ['a day before the close', open, 7 * DAY, 'remind'],
    ['reminded', { ...open, isReminded: true }, 7 * DAY, null],
    ['not looked at for an hour', { ...open, turnoutAt: MINUTES_AT }, DAY + HOUR, 'count'],
    ['at the close', open, 8 * DAY, 'close'],
    ['a close that died half way', { ...open, state: 'closing' } as const, 0, 'seal'],
    ['sealed, with its shards', { ...open, state: 'sealed', hasShards: true } as const, 0, 'empty'],
    ['waiting for its opening, with the keys that sign', { ...planned, hasKeys: true }, DAY - 1, null],
    ['open, with keys that nobody needs any more', { ...open, hasKeys: true }, 8 * DAY, 'destroy_keys'],
    ['announced, with its keys', { ...open, state: 'announced', hasKeys: true } as const, 0, 'destroy_keys'],
    [
      'announced, with answers',
      { ...open, state: 'announced', hasAnswers: true } as const,
      0,
      'forget_answers',
    ],
    ['sealed, with answers', { ...open, state: 'sealed', hasAnswers: true } as const, 0, null],
  ])('%s', (_label, survey, after, expected) => {
    expect(surveyDue(survey, MINUTES_AT + after)).toBe(expected);
  });

  it.each([
    ['a moment from now', MINUTES_AT + DAY + 1, null, 'done'],
    ['the past', MINUTES_AT, null, 'date_in_past'],
    ['the beginning of the next session', MINUTES_AT + 9 * DAY, MINUTES_AT + 9 * DAY, 'wrong_stage'],
  ])('may be moved to %s: %s', (_label, closesAt, next, expected) => {
    let answer = 'done';
    try {
      reschedule(open, closesAt, next, '原因', act);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      answer = error.code;
    }
    expect(answer).toBe(expected);
  });
});
