import type { QuestionForm } from '../../../cloudfunctions/contract/hall';
import {
  blocksClosing,
  fallSilent,
  hasRoom,
  isSettled,
  isSolvedOnSpot,
  judge,
  type Question,
  queuedQuestion,
  record,
  wasAsked,
} from '../../../cloudfunctions/core/hall/question';
import {
  approve,
  call,
  keepOut,
  move,
  orderBefore,
  skip,
} from '../../../cloudfunctions/core/hall/question-queue';
import {
  ON_SPOT_STATES,
  type OnSpotState,
  QUESTION_STATES,
  type QuestionState,
} from '../../../miniprogram/shared/hall';
import { LIMITS } from '../../../miniprogram/shared/limits';
import { refusalOf } from '../session/december';

// Each thing that can be done with a question, tried from every state.

const NOW = Date.UTC(2026, 11, 3, 8);
const DAY = 86_400_000;
/** The end of the third day after Thursday, 3 December. */
const ANSWER_BY = Date.parse('2026-12-07T00:00:00+08:00');
const by = (now = NOW) => ({ actor: 'p-wu', now, requestId: 'request-2' });
const topic = {
  id: 'q-1',
  sessionId: 'session-16',
  sessionNumber: 16,
  origin: 'session-16:p-lin',
  order: 3,
  title: '图书馆延长开放',
  detail: '到十一点',
  category: 'logistics',
  departmentId: null,
  askerId: 'p-lin',
  isUnnamed: false,
} as const;
const queued = queuedQuestion(topic, { actor: 'p-wu', now: NOW - 1, requestId: 'request-1' });
const STATES = Object.keys(QUESTION_STATES) as QuestionState[];
const ON_SPOT = Object.keys(ON_SPOT_STATES) as OnSpotState[];
const at = (state: QuestionState, changes: Partial<Question> = {}): Question => ({
  ...queued,
  state,
  ...changes,
});
const codeOf = (work: () => unknown) => refusalOf(work).code;

const notice = {
  kind: 'answer_given',
  to: 'p-lin',
  subject: 'q-1',
  at: NOW,
  facts: { sessionId: 'session-16', sessionNumber: 16, startsAt: NOW, venue: '' },
} as const;
const facts = {
  liveDepartments: new Set(['library', 'logistics']),
  objectionDays: 3,
  askNotice: (answerBy: number) => [{ ...notice, at: answerBy }],
};
const form = (changes: Partial<QuestionForm> = {}): QuestionForm => ({
  title: '图书馆',
  detail: '考试周',
  category: 'teaching',
  departmentId: 'library',
  coDepartmentIds: ['library', 'logistics'],
  asker: 'named',
  askerId: 'p-lin',
  isPersonal: false,
  settlement: null,
  ...changes,
});
const onSpot = { kind: 'on_spot', answer: '开到十一点。', answeredBy: '馆长' } as const;
const later = (dueAt: number) =>
  ({ kind: 'transferred', answer: '会研究', answeredBy: '馆长', dueAt }) as const;
const recorded = (from: Question, changes: Partial<QuestionForm>) =>
  record(from, form(changes), facts, by()).entity;

test('a booked speaker stands in the queue with what was booked, seen by nobody yet', () => {
  expect(queued).toEqual({
    _id: 'q-1',
    sessionId: 'session-16',
    sessionNumber: 16,
    state: 'queued',
    order: 3,
    title: '图书馆延长开放',
    detail: '到十一点',
    category: 'logistics',
    departmentId: null,
    coDepartmentIds: [],
    asker: 'named',
    askerId: 'p-lin',
    origin: 'session-16:p-lin',
    isPersonal: false,
    isKeptOut: false,
    isApproved: false,
    voters: [],
    voices: [],
    votes: 0,
    answer: '',
    answeredBy: '',
    dueAt: null,
    onSpot: null,
    answerBy: null,
    objection: '',
    caseId: null,
    rerate: null,
    hasTransfer: false,
    notices: [],
    hasNotice: false,
    version: 1,
    history: [{ at: NOW - 1, actor: 'p-wu', what: 'queued', detail: '', requestId: 'request-1' }],
  });
  expect(queuedQuestion({ ...topic, isUnnamed: true }, by()).asker).toBe('hidden');
});

describe.each(STATES)('a question that is %s', (state) => {
  const isOf = (...states: QuestionState[]) => states.includes(state);

  test('is settled, asked, or keeps the session open', () => {
    expect(isSettled({ state })).toBe(isOf('on_spot', 'transferred', 'skipped', 'merged'));
    expect(wasAsked({ state })).toBe(isOf('on_spot', 'transferred'));
    expect(blocksClosing({ state }, true)).toBe(!isOf('on_spot', 'transferred', 'skipped', 'merged'));
    expect(blocksClosing({ state }, false)).toBe(
      !isOf('on_spot', 'transferred', 'skipped', 'merged', 'queued'),
    );
  });

  test('is called', () => {
    const isOpen = isOf('queued', 'called', 'skipped', 'recorded');
    expect(codeOf(() => call(at(state), by()))).toBe(isOpen ? 'allowed' : 'wrong_stage');
  });

  test('is skipped', () => {
    const isOpen = isOf('queued', 'called');
    expect(codeOf(() => skip(at(state), '没来', by()))).toBe(isOpen ? 'allowed' : 'wrong_stage');
  });

  test('is judged by its asker', () => {
    const question = at(state, { onSpot: 'waiting', answerBy: NOW + 1 });
    expect(codeOf(() => judge(question, true, '', 0, by()))).toBe(
      isOf('on_spot') ? 'allowed' : 'wrong_stage',
    );
  });

  test('falls silent', () => {
    const question = at(state, { onSpot: 'waiting', answerBy: NOW });
    expect(fallSilent(question, NOW) === null).toBe(!isOf('on_spot'));
  });

  test('recorded without a settlement, it stays called or waits to be settled', () => {
    if (isOf('transferred')) return;
    if (isOf('merged')) {
      expect(codeOf(() => recorded(at(state), {}))).toBe('wrong_stage');
      return;
    }
    expect(recorded(at(state), {}).state).toBe(isOf('called') ? 'called' : 'recorded');
  });

  test.each(ON_SPOT)('with %s, counts as solved on the spot', (onSpotState) => {
    const isSolved = isOf('on_spot') && ['agreed', 'silent', 'unasked'].includes(onSpotState);
    expect(isSolvedOnSpot({ state, onSpot: onSpotState })).toBe(isSolved);
    expect(isSolvedOnSpot({ state, onSpot: null })).toBe(false);
  });
});

describe('what the host does', () => {
  test('calling and skipping say so in the history', () => {
    const called = call(queued, by());
    expect(called.entity).toMatchObject({ state: 'called', version: 2 });
    expect(called.event.what).toBe('called');
    const skipped = skip(queued, '没来', by());
    expect(skipped.entity).toMatchObject({ state: 'skipped', version: 2 });
    expect(skipped.event).toMatchObject({ what: 'skipped', detail: '没来', actor: 'p-wu' });
    expect(skipped.entity.history).toEqual([...queued.history, skipped.event]);
  });

  test.each([
    ['a topic', false, true, 'allowed'],
    ['a topic back from the screen', false, false, 'allowed'],
    ['a personal matter', true, true, 'topic_not_open'],
    ['a personal matter back from the screen', true, false, 'allowed'],
  ])('approving %s', (_label, isPersonal, isApproved, code) => {
    const act = () => approve(at('queued', { isPersonal }), isApproved, '没有名字的题目', by());
    expect(codeOf(act)).toBe(code);
    if (code !== 'allowed') return;
    expect(act().entity).toMatchObject({ isApproved, title: '没有名字的题目' });
    expect(act().event.what).toBe(isApproved ? 'approved' : 'unapproved');
  });

  test('moving and keeping out', () => {
    expect(move(queued, 2.5, by())).toMatchObject({ entity: { order: 2.5 }, event: { what: 'moved' } });
    expect(keepOut(queued, true, by())).toMatchObject({
      entity: { isKeptOut: true },
      event: { what: 'kept_out', actor: 'asker' },
    });
    expect(keepOut(queued, false, by())).toMatchObject({
      entity: { isKeptOut: false },
      event: { what: 'let_in' },
    });
  });

  const queue = [
    { _id: 'c', order: 4 },
    { _id: 'a', order: 1 },
    { _id: 'b', order: 2 },
  ];
  test.each([
    ['before the first', queue, 'a', 0],
    ['between two', queue, 'b', 1.5],
    ['between the last two', queue, 'c', 3],
    ['at the end', queue, null, 5],
    ['before one that is gone', queue, 'x', 5],
    ['in an empty queue', [], null, 1],
  ])('the order %s', (_label, others, before, order) => {
    expect(orderBefore(others, before)).toBe(order);
  });
});

describe('recording', () => {
  test('keeps what was asked; the lead is no co-department of itself', () => {
    const { entity, event } = record(queued, form(), facts, by());
    expect(entity).toMatchObject({
      title: '图书馆',
      detail: '考试周',
      category: 'teaching',
      departmentId: 'library',
      coDepartmentIds: ['logistics'],
      origin: 'session-16:p-lin',
      state: 'recorded',
    });
    expect(event.what).toBe('recorded_recorded');
  });

  test.each([
    ['its lead', { departmentId: 'gone' }],
    ['a co-department', { coDepartmentIds: ['logistics', 'gone'] }],
  ])('is refused when %s is dissolved', (_label, changes) => {
    expect(codeOf(() => recorded(queued, changes))).toBe('department_dissolved');
  });

  test.each([
    ['nobody, and nobody is named', 'none', null, 'allowed'],
    ['nobody, but somebody is named', 'none', 'p-lin', 'asker_unknown'],
    ['somebody who is named', 'named', 'p-lin', 'allowed'],
    ['somebody without a name', 'named', null, 'asker_unknown'],
    ['somebody hidden', 'hidden', 'p-lin', 'allowed'],
    ['somebody hidden whom nobody knows', 'hidden', null, 'asker_unknown'],
  ] as const)('asked by %s', (_label, asker, askerId, code) => {
    const refusal = refusalOf(() => recorded(queued, { asker, askerId }));
    expect(refusal).toEqual(code === 'allowed' ? { code } : { code, fields: { askerId: 'asker_unknown' } });
  });

  test('by nobody leaves no way back to a booking', () => {
    expect(recorded(queued, { asker: 'none', askerId: null })).toMatchObject({
      origin: 'q-1',
      askerId: null,
    });
  });

  test('a personal matter leaves the screen, and so does one in other words; another stays as it was', () => {
    const approved = at('called', { isApproved: true, title: form().title });
    expect(recorded(approved, { title: '没有人看过的话' }).isApproved).toBe(false);
    expect(recorded(approved, { isPersonal: true })).toMatchObject({ isPersonal: true, isApproved: false });
    expect(recorded(approved, { isPersonal: false }).isApproved).toBe(true);
    expect(recorded(queued, { isPersonal: false }).isApproved).toBe(false);
  });

  test.each([
    ['a millisecond ahead', NOW + 1, 'allowed'],
    ['at this moment', NOW, 'due_in_past'],
    ['behind', NOW - 1, 'due_in_past'],
  ])('a promise for a day %s', (_label, dueAt, code) => {
    const refusal = refusalOf(() => recorded(queued, { settlement: later(dueAt) }));
    expect(refusal).toEqual(code === 'allowed' ? { code } : { code, fields: { 'settlement.dueAt': code } });
  });

  test('a promise leaves word that a case is to be made', () => {
    const answered = recorded(queued, { settlement: onSpot });
    expect(recorded(answered, { settlement: later(NOW + DAY) })).toMatchObject({
      state: 'transferred',
      answer: '会研究',
      answeredBy: '馆长',
      dueAt: NOW + DAY,
      hasTransfer: true,
      onSpot: null,
      answerBy: null,
    });
  });

  test('an answer on the spot asks its asker, and nobody where there is none', () => {
    const asked = recorded(queued, { settlement: onSpot });
    expect(asked).toMatchObject({
      state: 'on_spot',
      answer: '开到十一点。',
      answeredBy: '馆长',
      onSpot: 'waiting',
      answerBy: ANSWER_BY,
      notices: [{ ...notice, at: ANSWER_BY }],
      hasNotice: true,
      hasTransfer: false,
    });
    const unasked = recorded(asked, { settlement: onSpot, asker: 'none', askerId: null });
    expect(unasked).toMatchObject({ state: 'on_spot', onSpot: 'unasked', answerBy: null });
  });

  test('the same answer to the same asker is no new question to them; another answer or asker is', () => {
    const asked = recorded(queued, { settlement: onSpot });
    const later = { ...by(), now: NOW + DAY };
    const again = (changes: Partial<QuestionForm>) => record(asked, form(changes), facts, later).entity;
    expect(again({ settlement: { ...onSpot, answeredBy: '副馆长' } })).toMatchObject({
      answeredBy: '副馆长',
      answerBy: ANSWER_BY,
      notices: asked.notices,
    });
    const other = again({ settlement: { ...onSpot, answer: '开到十二点。' } });
    expect(other).toMatchObject({ answerBy: ANSWER_BY + DAY, onSpot: 'waiting' });
    expect(other.notices).toHaveLength(2);
    expect(again({ settlement: onSpot, askerId: 'p-zhou' }).notices).toHaveLength(2);
  });

  test('words that stood there before it was answered are no answer yet', () => {
    const noted = at('recorded', { answer: onSpot.answer });
    expect(recorded(noted, { settlement: onSpot })).toMatchObject({
      onSpot: 'waiting',
      answerBy: ANSWER_BY,
    });
  });

  test('taken back, an answer is gone with its question to the asker', () => {
    expect(recorded(recorded(queued, { settlement: onSpot }), {})).toMatchObject({
      state: 'recorded',
      answer: '',
      answeredBy: '',
      onSpot: null,
      answerBy: null,
      dueAt: null,
    });
  });

  test('where nobody is to be told, nothing is left to tell', () => {
    const quiet = { ...facts, askNotice: () => [] };
    const { entity } = record(queued, form({ settlement: onSpot }), quiet, by());
    expect(entity.hasNotice).toBe(false);
    const telling = at('queued', { hasNotice: true });
    expect(record(telling, form({ settlement: onSpot }), quiet, by()).entity.hasNotice).toBe(true);
  });

  test('once transferred, only words change: the lead and the day are the case’s', () => {
    const transferred = recorded(queued, { settlement: later(NOW + DAY) });
    const changed = recorded(transferred, {
      departmentId: 'logistics',
      settlement: { ...later(NOW + 9 * DAY), answer: '已研究', answeredBy: '副馆长' },
    });
    expect(changed).toMatchObject({
      state: 'transferred',
      departmentId: 'library',
      dueAt: NOW + DAY,
      answer: '已研究',
      answeredBy: '副馆长',
    });
    expect(changed.history.at(-1)?.what).toBe('recorded_transferred');
    expect(codeOf(() => recorded(transferred, { settlement: onSpot }))).toBe('wrong_stage');
    expect(codeOf(() => recorded(transferred, {}))).toBe('wrong_stage');
  });
});

describe('the asker’s one tap', () => {
  const waiting = at('on_spot', { onSpot: 'waiting', answerBy: NOW });

  test.each([
    ['a millisecond before the window closes', NOW - 1, 'allowed', true],
    ['when it closes', NOW, 'answer_window_closed', false],
    ['afterwards', NOW + 1, 'answer_window_closed', false],
  ])('%s', (_label, now, code, isEarly) => {
    expect(codeOf(() => judge(waiting, true, '', 0, by(now)))).toBe(code);
    expect(codeOf(() => judge(waiting, false, '', 0, by(now)))).toBe(code);
    expect(fallSilent(waiting, now) === null).toBe(isEarly);
  });

  test.each(ON_SPOT)('after %s', (onSpotState) => {
    const question = at('on_spot', { onSpot: onSpotState, answerBy: NOW + 1 });
    const isOpen = onSpotState === 'waiting';
    expect(codeOf(() => judge(question, true, '', 0, by()))).toBe(
      isOpen ? 'allowed' : 'answer_window_closed',
    );
    expect(fallSilent(question, NOW + 1) === null).toBe(!isOpen);
  });

  test('needs a window: without an hour it is closed, without an answer there is nothing to judge', () => {
    const open = at('on_spot', { onSpot: 'waiting', answerBy: null });
    expect(codeOf(() => judge(open, true, '', 0, by()))).toBe('answer_window_closed');
    expect(fallSilent(open, NOW)).toBeNull();
    expect(codeOf(() => judge(at('on_spot'), true, '', 0, by()))).toBe('wrong_stage');
  });

  test('agrees, or makes a case of it; the history never says who', () => {
    const agreed = judge(waiting, true, '', 0, by(NOW - 1));
    expect(agreed.entity).toMatchObject({ state: 'on_spot', onSpot: 'agreed', hasTransfer: false });
    expect(agreed.event).toMatchObject({ what: 'agreed', actor: 'asker' });
    const objected = judge(waiting, false, '还没修', NOW + DAY, by(NOW - 1));
    expect(objected.entity).toMatchObject({
      state: 'transferred',
      onSpot: 'objected',
      objection: '还没修',
      dueAt: NOW + DAY,
      hasTransfer: true,
    });
    expect(objected.event).toMatchObject({ what: 'objected', actor: 'asker' });
  });

  test('left out, silence counts, said by nobody', () => {
    const silent = fallSilent(waiting, NOW);
    expect(silent?.entity).toMatchObject({ onSpot: 'silent', version: 2 });
    expect(silent?.event).toEqual({
      at: NOW,
      actor: 'system',
      what: 'silent',
      detail: '',
      requestId: 'silent-q-1',
    });
  });
});

test('there is room until as many were asked as there are credentials', () => {
  const asked = (count: number) => Array.from({ length: count }, () => at('on_spot'));
  expect(hasRoom(asked(LIMITS.questionsMax - 1))).toBe(true);
  expect(hasRoom([...asked(LIMITS.questionsMax - 1), at('queued')])).toBe(true);
  expect(hasRoom(asked(LIMITS.questionsMax))).toBe(false);
});
