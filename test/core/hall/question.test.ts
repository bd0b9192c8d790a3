import fc from 'fast-check';
import type { QuestionForm } from '../../../cloudfunctions/contract/hall';
import { DomainError } from '../../../cloudfunctions/core/domain-error';
import {
  blocksClosing,
  fallSilent,
  forgottenQuestion,
  isSolvedOnSpot,
  judge,
  type Question,
  queuedQuestion,
  record,
} from '../../../cloudfunctions/core/hall/question';
import { call, orderBefore, skip } from '../../../cloudfunctions/core/hall/question-queue';

const NOW = Date.UTC(2026, 11, 3, 8);
const DAY = 86_400_000;
/** Answered on Thursday, 3 December, at four: Sunday is the third day, and it ends with its midnight. */
const ANSWER_BY = Date.parse('2026-12-07T00:00:00+08:00');
const by = (actor: string, now = NOW, requestId = 'request-1') => ({ actor, now, requestId });

const queued = queuedQuestion(
  {
    id: 'q-1',
    sessionId: 'session-16',
    sessionNumber: 16,
    origin: 'session-16:p-lin',
    order: 1,
    title: '图书馆延长开放',
    detail: '',
    category: 'logistics',
    departmentId: null,
    askerId: 'p-lin',
    isUnnamed: false,
  },
  by('p-wu'),
);

const form = (changes: Partial<QuestionForm> = {}): QuestionForm => ({
  title: '图书馆延长开放',
  detail: '',
  category: 'logistics',
  departmentId: 'library',
  coDepartmentIds: [],
  asker: 'named',
  askerId: 'p-lin',
  isPersonal: false,
  settlement: null,
  ...changes,
});
const answered = { kind: 'on_spot', answer: '开到十一点。', answeredBy: '馆长' } as const;
const moved = { kind: 'transferred', answer: '', answeredBy: '', dueAt: NOW + 3 * DAY } as const;

const facts = {
  liveDepartments: new Set(['library', 'logistics']),
  objectionDays: 3,
  askNotice: () => [],
};
const recorded = (settlement: QuestionForm['settlement'], from: Question = queued) =>
  record(from, form({ settlement }), facts, by('p-wu')).entity;

function refusalOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'done';
}

describe('recording a question', () => {
  it('answered on the spot waits three whole days for its asker', () => {
    expect(recorded(answered)).toMatchObject({
      state: 'on_spot',
      onSpot: 'waiting',
      answerBy: ANSWER_BY,
      hasTransfer: false,
    });
  });

  it('answered on the spot without an asker has nobody to wait for', () => {
    const { entity } = record(
      queued,
      form({ asker: 'none', askerId: null, settlement: answered }),
      facts,
      by('p-wu'),
    );
    expect(entity).toMatchObject({ onSpot: 'unasked', askerId: null, origin: 'q-1' });
    expect(JSON.stringify(entity)).not.toContain('p-lin');
  });

  it('transferred leaves word, in the same write, that its case is to be made', () => {
    expect(recorded(moved)).toMatchObject({ state: 'transferred', dueAt: NOW + 3 * DAY, hasTransfer: true });
  });

  it.each([
    ['a department that is gone', form({ departmentId: 'gone' }), 'department_dissolved'],
    ['a co-department that is gone', form({ coDepartmentIds: ['gone'] }), 'department_dissolved'],
    ['an asker where nobody shall be known', form({ asker: 'none' }), 'asker_unknown'],
    ['nobody where somebody is named', form({ askerId: null }), 'asker_unknown'],
    ['a promise for now', form({ settlement: { ...moved, dueAt: NOW } }), 'due_in_past'],
    ['a promise for a moment later', form({ settlement: { ...moved, dueAt: NOW + 1 } }), 'done'],
  ])('%s', (_label, given, expected) => {
    expect(refusalOf(() => record(queued, given, facts, by('p-wu')))).toBe(expected);
  });

  it('what was transferred stays transferred, under its department', () => {
    const transferred = recorded(moved);
    expect(refusalOf(() => record(transferred, form({ settlement: answered }), facts, by('p-wu')))).toBe(
      'wrong_stage',
    );
    const edited = record(
      transferred,
      form({ departmentId: 'logistics', title: '改写', settlement: moved }),
      facts,
      by('p-wu'),
    );
    expect(edited.entity).toMatchObject({ departmentId: 'library', title: '改写', dueAt: NOW + 3 * DAY });
  });

  it('asks the asker again only when the answer has changed', () => {
    const first = recorded(answered);
    const agreed = judge(first, true, '', 0, by('p-lin')).entity;
    expect(recorded(answered, agreed).onSpot).toBe('agreed');
    expect(recorded({ ...answered, answer: '开到十点。' }, agreed).onSpot).toBe('waiting');
  });

  it('only adds to a history, and only by one event', () => {
    const settlements = fc.constantFrom<QuestionForm['settlement']>(null, answered, moved);
    fc.assert(
      fc.property(fc.array(settlements, { maxLength: 6 }), (all) => {
        let question: Question = queued;
        for (const settlement of all) {
          const before = question;
          try {
            question = recorded(settlement, before);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
          }
          expect(question.history.slice(0, before.history.length)).toEqual(before.history);
          expect(question.history.length - before.history.length).toBe(question.version - before.version);
        }
      }),
    );
  });
});

describe('the asker judges an answer given on the spot', () => {
  const waiting = recorded(answered);
  it.each([
    ['agrees', true, NOW + 1, { onSpot: 'agreed', state: 'on_spot', hasTransfer: false }],
    [
      'objects',
      false,
      ANSWER_BY - 1,
      { onSpot: 'objected', state: 'transferred', hasTransfer: true, objection: '没说清' },
    ],
  ])('%s', (_label, isAgreed, at, expected) => {
    const { entity } = judge(waiting, isAgreed, isAgreed ? '' : '没说清', NOW + 9 * DAY, by('p-lin', at));
    expect(entity).toMatchObject(expected);
    expect(JSON.stringify(entity.history)).not.toContain('p-lin');
  });

  it('may not any more once three days are over', () => {
    expect(refusalOf(() => judge(waiting, false, '', 0, by('p-lin', ANSWER_BY)))).toBe(
      'answer_window_closed',
    );
  });

  it('silence counts as agreed after three days, not a moment before', () => {
    expect(fallSilent(waiting, ANSWER_BY - 1)).toBeNull();
    const silent = fallSilent(waiting, ANSWER_BY)?.entity;
    expect(silent && isSolvedOnSpot(silent)).toBe(true);
    expect(silent && fallSilent(silent, NOW + 4 * DAY)).toBeNull();
  });

  it.each([
    ['waiting', waiting, false],
    ['agreed', judge(waiting, true, '', 0, by('p-lin')).entity, true],
    ['objected', judge(waiting, false, '', NOW + DAY, by('p-lin')).entity, false],
    ['transferred', recorded(moved), false],
  ])('%s: counted as solved on the spot %s', (_label, question, expected) => {
    expect(isSolvedOnSpot(question)).toBe(expected);
  });
});

describe('what keeps a session from being closed', () => {
  const called = call(queued, by('p-wu')).entity;
  it.each([
    ['in the queue, not in the hall', queued, false, false],
    ['in the queue, in the hall', queued, true, true],
    ['called', called, false, true],
    ['recorded without outcome', recorded(null, called), false, true],
    ['answered', recorded(answered), true, false],
    ['transferred', recorded(moved), true, false],
    ['skipped', skip(called, '', by('p-wu')).entity, true, false],
  ])('%s', (_label, question, isHere, expected) => {
    expect(blocksClosing(question, isHere)).toBe(expected);
  });
});

describe('the queue', () => {
  it('puts a speaker right before another, whatever was moved before', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 9 }),
        fc.nat(),
        (orders, pick) => {
          const others = orders.map((order) => ({ _id: `q${order}`, order }));
          const sorted = [...others].sort((left, right) => left.order - right.order);
          const target = sorted[pick % sorted.length];
          const order = orderBefore(others, target?._id ?? null);
          const names = [...others, { _id: 'moved', order }]
            .sort((left, right) => left.order - right.order)
            .map(({ _id }) => _id);
          expect(names[names.indexOf('moved') + 1]).toBe(target?._id);
        },
      ),
    );
    expect(orderBefore([{ _id: 'a', order: 4 }], null)).toBe(5);
  });
});

describe('a question that is forgotten', () => {
  const others = [{ departmentId: null, answeredBy: '馆长', answer: '另行安排。' }];
  it.each([
    ['loses every answer of a personal matter', { isApproved: true, isPersonal: true }, []],
    ['loses every answer where nothing stood on the screen', { isApproved: false }, []],
    ['keeps those of what everybody could read', { isApproved: true }, others],
  ])('%s', (_what, changes, kept) => {
    const left = forgottenQuestion({ ...queued, answer: '开到十一点。', others, ...changes }, NOW);
    expect(left.others).toEqual(kept);
    expect(left.answer).toBe(kept.length > 0 ? '开到十一点。' : '');
  });
});
