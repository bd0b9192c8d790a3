import type { Case } from '../../../cloudfunctions/core/case/case';
import type { CaseCommand } from '../../../cloudfunctions/core/case/command';
import {
  ASKER,
  DAY,
  HANDLER,
  HEAD,
  HOUR,
  inProgress,
  lived,
  MONDAY,
  OFFICE,
  replied,
  reply,
} from './samples';

const code = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
  return 'done';
};
const drafted = () => lived(inProgress(), reply, HANDLER, MONDAY + 2 * HOUR);
const review = (draftId: string, isReleased: boolean, note = ''): CaseCommand => ({
  do: 'reviewReply',
  draftId,
  isReleased,
  note,
});
const draftOf = ({ draft }: Case) => draft?.draftId ?? '';

describe("a handler's draft", () => {
  test('waits for the head and is no answer', () => {
    const entity = drafted();
    expect(entity).toMatchObject({
      status: 'in_progress',
      reply: null,
      repliedAt: null,
      firstReplyAt: null,
      wasOnTime: null,
    });
    expect(entity.draft).toMatchObject({
      text: '锅炉已检修,今晚起恢复。',
      sentBack: '',
      authorId: HANDLER.personId,
    });
  });

  test('is sent back with what is missing, and is not released by that', () => {
    const before = drafted();
    const after = lived(before, review(draftOf(before), false, '请写明何时完成'), HEAD, MONDAY + 3 * HOUR);
    expect(after).toMatchObject({ status: 'in_progress', reply: null, repliedAt: null, firstReplyAt: null });
    expect(after.draft).toMatchObject({ draftId: draftOf(before), sentBack: '请写明何时完成' });
    expect(after.history.at(-1)).toMatchObject({ what: 'reply_sent_back', text: '请写明何时完成' });
    // What was sent back waits for a new draft; the old one cannot be released any more.
    expect(code(() => lived(after, review(draftOf(before), true), HEAD))).toBe('wrong_case_stage');
  });

  test('is not sent back without a word', () => {
    const entity = drafted();
    expect(code(() => lived(entity, review(draftOf(entity), false), HEAD))).toBe('reason_needed');
  });

  test('is released exactly as it was read', () => {
    const first = drafted();
    const second = lived(first, { ...reply, text: '改过的答复' } as CaseCommand, HANDLER, MONDAY + 3 * HOUR);
    expect(code(() => lived(second, review(draftOf(first), true), HEAD))).toBe('conflict');
    const after = lived(second, review(draftOf(second), true), HEAD, MONDAY + 4 * HOUR);
    expect(after).toMatchObject({ status: 'replied', draft: null, repliedAt: MONDAY + 4 * HOUR });
    expect(after.reply).toMatchObject({ text: '改过的答复', outcome: 'solved', at: MONDAY + 4 * HOUR });
  });

  test('cannot be reviewed where there is none', () => {
    expect(code(() => lived(inProgress(), review('none', true), HEAD))).toBe('wrong_case_stage');
  });
});

describe('an answer', () => {
  test.each([
    ['at its deadline', 0, true],
    ['a moment after it', 1, false],
  ])('%s was in time: %#', (_label, after, wasOnTime) => {
    const entity = inProgress();
    expect(lived(entity, reply, HEAD, entity.dueAt + after)).toMatchObject({ wasOnTime });
  });

  test('given late once stays late, whatever comes later', () => {
    const entity = inProgress();
    const late = lived(entity, reply, HEAD, entity.dueAt + 1);
    const again = lived(
      late,
      { do: 'judge', isSolved: false, reason: '还是没有热水', satisfaction: null },
      ASKER,
      entity.dueAt + HOUR,
    );
    const second = lived(again, reply, HEAD, entity.dueAt + 2 * HOUR);
    expect(second).toMatchObject({
      wasOnTime: false,
      firstReplyAt: entity.dueAt + 1,
      repliedAt: entity.dueAt + 2 * HOUR,
    });
  });

  test('given during a pause that began in time was in time, and ends the pause', () => {
    const asked = lived(inProgress(), { do: 'askMore', text: '请补充房间号' }, HANDLER, MONDAY + 2 * HOUR);
    const after = lived(asked, reply, HEAD, asked.dueAt + DAY);
    expect(after).toMatchObject({ wasOnTime: true, pause: null });
    expect(after.history.at(-1)).toMatchObject({
      what: 'replied',
      lengthMs: asked.dueAt + DAY - (MONDAY + 2 * HOUR),
    });
  });

  test('takes an extension that was asked for, and the place on the public list, away', () => {
    const asked = lived(
      inProgress(),
      { do: 'askExtension', workingDays: 2, reason: '等配件' },
      HANDLER,
      MONDAY + 2 * HOUR,
    );
    expect(asked.askedExtension).not.toBeNull();
    const after = lived({ ...asked, isOnOverdueList: true }, reply, HEAD, MONDAY + 3 * HOUR);
    expect(after).toMatchObject({
      askedExtension: null,
      isOnOverdueList: false,
      verdict: null,
      newsAt: MONDAY + 3 * HOUR,
    });
  });
});

describe('a promise', () => {
  const now = MONDAY + 2 * HOUR;
  const promise = (promisedFor: number | null, outcome: 'promised' | 'solved' = 'promised'): CaseCommand => ({
    ...reply,
    do: 'draftReply',
    text: '换热站改造',
    outcome,
    promisedFor,
    pictures: [],
  });

  test.each([
    ['has a day', promise(null), 'promise_date_invalid'],
    ['is the only outcome that has one', promise(now + DAY, 'solved'), 'promise_date_invalid'],
    ['is not for now', promise(now), 'promise_date_invalid'],
    ['is for a day to come', promise(now + 1), 'done'],
  ])('%s', (_label, command, expected) => {
    expect(code(() => lived(inProgress(), command, HEAD, now))).toBe(expected);
  });

  test('becomes a commitment with the words of the answer', () => {
    expect(lived(inProgress(), promise(now + DAY), HEAD, now).commitment).toMatchObject({
      text: '换热站改造',
      dueAt: now + DAY,
      state: 'open',
      doneAt: null,
    });
  });

  test('stays when a later answer promises nothing', () => {
    const promised = lived(inProgress(), promise(now + DAY), HEAD, now);
    const again = lived(
      promised,
      { do: 'judge', isSolved: false, reason: '还没有', satisfaction: null },
      ASKER,
      now + HOUR,
    );
    expect(lived(again, reply, HEAD, now + 2 * HOUR).commitment).toEqual(promised.commitment);
  });

  test('that lay ahead when it was drafted and has passed since is not released', () => {
    const entity = lived(inProgress(), promise(now + DAY), HANDLER, now);
    const at = (instant: number) => code(() => lived(entity, review(draftOf(entity), true), HEAD, instant));
    expect(at(now + DAY)).toBe('promise_date_invalid');
    expect(at(now + DAY - 1)).toBe('done');
  });
});

test('nobody answers while a hand-back waits', () => {
  const back = lived(
    inProgress(),
    { do: 'handBack', ground: 'not_ours', text: '属于网络中心' },
    HANDLER,
    MONDAY + 2 * HOUR,
  );
  expect(code(() => lived(back, reply, HANDLER))).toBe('return_pending');
});

test('the office answers what it handles itself, without a review', () => {
  expect(replied().draft).toBeNull();
  expect(code(() => lived(inProgress(), reply, OFFICE))).toBe('not_allowed');
});
