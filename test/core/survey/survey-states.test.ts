import type { Notice } from '../../../cloudfunctions/core/message/message';
import { instantOf } from '../../../cloudfunctions/core/rules/calendar';
import {
  changedSurvey,
  close,
  reschedule,
  type Survey,
  scheduledSurvey,
  surveyDue,
  tellingSurvey,
  withSlots,
} from '../../../cloudfunctions/core/survey/survey';
import {
  closesFor,
  closesWhenLate,
  opensLate,
  surveyTimes,
} from '../../../cloudfunctions/core/survey/survey-times';
import { REMARK_SLOT } from '../../../miniprogram/shared/remark';
import { by, refusalOf } from '../session/december';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OPENS = instantOf('2026-12-11', 9);
const CLOSES = instantOf('2026-12-18', 20);
const NOW = OPENS + DAY;
const seed = {
  sessionId: 'session-16',
  sessionNumber: 16,
  round: 1,
  heldWith: 'session-16',
  opensAt: OPENS,
  closesAt: CLOSES,
  keySet: 'ab',
  rulesVersion: 1,
};
const scheduled = scheduledSurvey(seed, by(OPENS - DAY));
const STATES = ['scheduled', 'open', 'closing', 'sealed', 'announced'] as const;
const at = (state: Survey['state'], changes: Partial<Survey> = {}): Survey => ({
  ...scheduled,
  state,
  ...changes,
});
const codeOf = (work: () => unknown) => refusalOf(work).code;

test('a survey waits for its opening with nothing in it', () => {
  expect(scheduled).toEqual({
    ...seed,
    _id: 'session-16.1',
    state: 'scheduled',
    ballotSlots: [],
    items: [],
    withoutSlot: 0,
    isRollFrozen: false,
    eligible: 0,
    rollFingerprint: '',
    openingDigest: '',
    remarkKey: '',
    isReminded: false,
    hasShards: false,
    hasKeys: true,
    hasAnswers: true,
    sealedAt: null,
    announcedAt: null,
    boxDigest: '',
    turnout: 0,
    turnoutAt: 0,
    counted: 0,
    resultVersion: 0,
    version: 1,
    history: [
      { at: OPENS - DAY, actor: 'p-wu', what: 'scheduled', detail: '', requestId: `request-${OPENS - DAY}` },
    ],
    notices: [],
    hasNotice: false,
  });
  // A re-rating has its roll, and nothing to destroy, from the first round.
  expect(scheduledSurvey({ ...seed, round: 2 }, by(NOW))).toMatchObject({
    _id: 'session-16.2',
    isRollFrozen: true,
    hasKeys: false,
    hasAnswers: false,
  });
});

describe('when it opens and closes', () => {
  const minutesAt = instantOf('2026-12-10', 15);
  test.each([
    ['no next session: for a week', null, OPENS, CLOSES],
    ['a session far off', CLOSES + 30 * DAY, OPENS, CLOSES],
    ['a session a day after the week', CLOSES + DAY, OPENS, CLOSES],
    ['a session less than a day after it', CLOSES + DAY - 1, OPENS, CLOSES - 1],
    ['just half a day of time', OPENS + 12 * HOUR + DAY, OPENS, OPENS + 12 * HOUR],
    ['less: at once, and to an hour before', OPENS + 12 * HOUR + DAY - 1, minutesAt, OPENS + 35 * HOUR - 1],
    ['just an hour of time: at once, for an hour', minutesAt + 2 * HOUR, minutesAt, minutesAt + HOUR],
    ['less: after that session, for a week', minutesAt + 2 * HOUR - 1, OPENS, CLOSES],
  ])('%s', (_label, next, opensAt, closesAt) => {
    expect(surveyTimes(minutesAt, next)).toEqual({ opensAt, closesAt });
  });
});

describe('when one that something was in the way of closes', () => {
  const late = OPENS + 3 * DAY;
  const anew = instantOf('2026-12-21', 20);
  test.each([
    ['half a day is left: as planned', late + 12 * HOUR, null, late + 12 * HOUR],
    ['less: for a week from then', late + 12 * HOUR - 1, null, anew],
    ['its end is past', late - DAY, null, anew],
    ['a session comes: a day before it', late - DAY, late + 3 * DAY, late + 2 * DAY],
    ['a session comes soon: an hour before it', late - DAY, late + DAY, late + 23 * HOUR],
    ['a session in two hours', late - DAY, late + 2 * HOUR, late + HOUR],
    ['a session sooner than that: for a week, after it', late - DAY, late + 2 * HOUR - 1, anew],
  ])('%s', (_label, closesAt, next, expected) => {
    expect(closesWhenLate(closesAt, next, late)).toBe(expected);
  });
  test.each([
    [HOUR - 1, false],
    [HOUR, true],
  ])('%d ms after its hour it is late: %j', (by, expected) => {
    expect(opensLate(OPENS, OPENS + by)).toBe(expected);
  });
  test.each([
    ['days off: a day before it', OPENS + 3 * DAY, OPENS, OPENS + 2 * DAY],
    ['a day and a half off', OPENS + 36 * HOUR, OPENS, OPENS + 12 * HOUR],
    ['nearer: an hour before it', OPENS + 36 * HOUR - 1, OPENS, OPENS + 35 * HOUR - 1],
    ['seen while it is open', OPENS + 3 * DAY, OPENS + 2 * DAY, OPENS + 71 * HOUR],
  ])('a session that was moved near, %s', (_label, sessionAt, at, expected) => {
    expect(closesFor(sessionAt, OPENS, at)).toBe(expected);
  });
});

describe('which credential rates what', () => {
  const asked = (questionId: string, slot: number | null, promisedFor: number | null) =>
    ({ questionId, slot, promisedFor }) as unknown as Parameters<typeof withSlots>[0][number];

  test('the next unused one, or the one it kept', () => {
    const slots = withSlots([asked('a', null, null), asked('b', 3, null), asked('c', null, null)], 5, OPENS);
    expect(slots.map(({ slot }) => slot)).toEqual([5, 3, 6]);
  });

  test.each([
    ['before the opening', OPENS - 1, true],
    ['at the opening', OPENS, true],
    ['after it', OPENS + 1, false],
  ])('a promise for a day %s', (_label, promisedFor, isDue) => {
    expect(withSlots([asked('a', null, promisedFor)], 0, OPENS)).toMatchObject([{ isDue }]);
    expect(withSlots([asked('a', null, null)], 0, OPENS)).toMatchObject([{ isDue: true }]);
  });

  test('never the one that is for words', () => {
    expect(withSlots([asked('a', null, null), asked('b', null, null)], REMARK_SLOT - 1, OPENS)).toHaveLength(
      1,
    );
    expect(withSlots([asked('a', REMARK_SLOT, null)], 0, OPENS)).toEqual([]);
  });
});

describe('what time does', () => {
  const open = (changes: Partial<Survey> = {}) => at('open', { hasKeys: false, turnoutAt: NOW, ...changes });
  test.each<[string, Survey, number, ReturnType<typeof surveyDue>]>([
    ['just before the opening', scheduled, OPENS - 1, null],
    ['at the opening', scheduled, OPENS, 'open'],
    ['open, with its keys', open({ hasKeys: true }), NOW, 'destroy_keys'],
    ['open, with its keys, at the close', open({ hasKeys: true }), CLOSES, 'destroy_keys'],
    ['open, looked at just now', open(), NOW + HOUR - 1, null],
    ['open, looked at an hour ago', open(), NOW + HOUR, 'count'],
    ['just before the reminder', open({ turnoutAt: CLOSES }), CLOSES - DAY - 1, null],
    ['a day before the close', open({ turnoutAt: CLOSES }), CLOSES - DAY, 'remind'],
    ['reminded', open({ isReminded: true, turnoutAt: CLOSES }), CLOSES - 1, null],
    ['at the close', open({ isReminded: true }), CLOSES, 'close'],
    ['at the close, not reminded', open(), CLOSES, 'close'],
    ['closing', at('closing'), NOW, 'seal'],
    ['sealed, with its open box', at('sealed', { hasShards: true }), NOW, 'empty'],
    ['sealed, with its keys', at('sealed'), NOW, 'destroy_keys'],
    ['sealed, done', at('sealed', { hasKeys: false }), NOW, null],
    [
      'announced, with the answers that were given',
      at('announced', { hasKeys: false }),
      NOW,
      'forget_answers',
    ],
    ['announced, done', at('announced', { hasKeys: false, hasAnswers: false }), NOW, null],
  ])('%s', (_label, survey, now, due) => {
    expect(surveyDue(survey, now)).toBe(due);
  });
});

describe('what the office does', () => {
  test.each(STATES)('closing a survey that is %s', (state) => {
    expect(codeOf(() => close(at(state), '提前', by(NOW)))).toBe(
      state === 'open' ? 'allowed' : 'survey_not_open',
    );
  });

  test('closing keeps the reason', () => {
    const closing = close(at('open'), '提前', by(NOW));
    expect(closing).toMatchObject({ state: 'closing', version: 2, closesAt: CLOSES });
    expect(closing.history.at(-1)).toMatchObject({ what: 'closing', detail: '提前' });
  });

  test.each(STATES)('another close of a survey that is %s', (state) => {
    const isOpen = state === 'scheduled' || state === 'open';
    const code = codeOf(() => reschedule(at(state), CLOSES + DAY, null, '延长', by(NOW)));
    expect(code).toBe(isOpen ? 'allowed' : 'survey_not_open');
  });

  test.each([
    ['now', NOW, NOW, null, { code: 'date_in_past', fields: { closesAt: 'date_in_past' } }],
    ['in a millisecond', NOW + 1, NOW, null, { code: 'allowed' }],
    [
      'at its opening',
      OPENS,
      OPENS - DAY,
      null,
      { code: 'date_in_past', fields: { closesAt: 'date_in_past' } },
    ],
    ['a millisecond after its opening', OPENS + 1, OPENS - DAY, null, { code: 'allowed' }],
    [
      'when the next session begins',
      CLOSES,
      NOW,
      CLOSES,
      { code: 'wrong_stage', fields: { closesAt: 'too_big' } },
    ],
    ['a millisecond before that', CLOSES - 1, NOW, CLOSES, { code: 'allowed' }],
  ])('closing %s', (_label, closesAt, now, next, refusal) => {
    expect(refusalOf(() => reschedule(at('open'), closesAt, next, '延长', by(now)))).toEqual(refusal);
  });

  test('another close keeps the reason', () => {
    const later = reschedule(at('open'), CLOSES + DAY, null, '延长', by(NOW));
    expect(later).toMatchObject({ closesAt: CLOSES + DAY, version: 2 });
    expect(later.history.at(-1)).toMatchObject({ what: 'rescheduled', detail: '延长' });
  });
});

test('what is to be told is added, and nothing is told by nothing', () => {
  const notice: Notice = {
    kind: 'results',
    to: 'everyone',
    subject: 's',
    at: NOW,
    facts: { sessionId: 'session-16', sessionNumber: 16, startsAt: NOW, venue: '' },
  };
  expect(tellingSurvey(scheduled, [])).toMatchObject({ notices: [], hasNotice: false });
  const telling = tellingSurvey(scheduled, [notice]);
  expect(telling).toMatchObject({ notices: [notice], hasNotice: true });
  expect(tellingSurvey(telling, [notice]).notices).toHaveLength(2);
  expect(tellingSurvey(telling, []).hasNotice).toBe(true);
  expect(changedSurvey(scheduled, by(NOW), 'counted', { turnout: 10 })).toMatchObject({
    turnout: 10,
    version: 2,
    history: [{ what: 'scheduled' }, { what: 'counted', detail: '' }],
  });
});
