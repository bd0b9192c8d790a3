import { coarseTime, reopenUntil } from '../../../cloudfunctions/core/case/asker';
import type { Case } from '../../../cloudfunctions/core/case/case';
import { changeCase } from '../../../cloudfunctions/core/case/change';
import { caseNumber } from '../../../cloudfunctions/core/case/opening';
import { classDueAt, rungAt, workingDaysLater } from '../../../cloudfunctions/core/rules/deadline';
import { refusalOf } from '../session/december';
import {
  ASKER,
  accepted,
  assigned,
  closed,
  DAY,
  HANDLER,
  HOUR,
  inProgress,
  lived,
  MONDAY,
  RULES,
  replied,
  SYSTEM,
  submitted,
} from './samples';

// What the asker does to a case, and what happens to it by itself.

const NOW = MONDAY + 4 * HOUR;
const codeOf = (work: () => unknown) => refusalOf(work).code;
const last = (entity: Case) => entity.history.at(-1);
const paused = () => lived(inProgress(), { do: 'askMore', text: '哪一层？' }, HANDLER, MONDAY + 2 * HOUR);

describe('the asker adds something', () => {
  const answer = (entity: Case, pictures: string[] = [], now = NOW) =>
    lived(entity, { do: 'answer', text: '六层', pictures }, ASKER, now);

  test('and the clock goes on, with the days it stood still added to the deadline', () => {
    const before = { ...paused(), rung: 1, isReminded: true };
    const entity = answer(before, [], NOW + DAY);
    expect(entity).toMatchObject({
      pause: null,
      pauses: [{ at: MONDAY + 2 * HOUR, until: NOW + DAY }],
      dueAt: before.dueAt + DAY,
      rung: 0,
      isReminded: false,
    });
    expect(last(entity)).toMatchObject({
      what: 'answered_more',
      text: '六层',
      lengthMs: DAY + 2 * HOUR,
      dueAt: before.dueAt + DAY,
    });
  });

  test('and an answer on the same day moves no deadline that is given in days', () => {
    expect(answer(paused())).toMatchObject({ pause: null, dueAt: paused().dueAt });
  });

  test('and where no clock stood still, none moves', () => {
    const entity = answer(inProgress());
    expect(entity.dueAt).toBe(inProgress().dueAt);
    expect(last(entity)).toMatchObject({ what: 'answered_more', text: '六层', lengthMs: null });
  });

  test.each([
    ['hidden', 'hidden', false, 'waiting', true],
    ['anonymous and read by the office before', 'anonymous', false, 'passed', false],
    ['anonymous and not read yet', 'anonymous', true, 'waiting', false],
  ] as const)('pictures of somebody %s', (_label, identity, isHeld, state, hasUnchecked) => {
    const entity = answer({ ...inProgress(), identity, isHeld }, ['x']);
    expect(entity).toMatchObject({ pictures: [{ fileId: 'x', state, traceId: '' }], hasUnchecked });
    expect(last(entity)).toMatchObject({ pictures: ['x'] });
    expect(answer({ ...entity, hasUnchecked: true }, ['y'])).toMatchObject({
      pictures: [{ fileId: 'x' }, { fileId: 'y' }],
      hasUnchecked: true,
    });
    expect(answer(entity).pictures).toEqual(entity.pictures);
  });
});

test('the hour of an anonymous asker is known by ten minutes, and never runs backwards', () => {
  const at = (minutes: number) => MONDAY + minutes * 60_000;
  const entity = submitted({ identity: 'anonymous' });
  expect(coarseTime(entity, at(29))).toBe(at(20));
  expect(coarseTime(entity, at(30))).toBe(at(30));
  const later = { ...entity, history: entity.history.map((event) => ({ ...event, at: at(27) })) };
  expect(coarseTime(later, at(29))).toBe(at(27));
});

describe('the asker judges', () => {
  const judge = (
    entity: Case,
    isSolved: boolean,
    reason = '',
    now = NOW,
    satisfaction: Case['satisfaction'] = null,
  ) => lived(entity, { do: 'judge', isSolved, reason, satisfaction }, ASKER, now);
  // Answered on Monday, 23 November: the thirtieth day is Wednesday, 23 December, and it ends with its midnight.
  const end = Date.parse('2026-12-24T00:00:00+08:00');

  test('solved: the case closes, and saying it again only adds how satisfied they are', () => {
    const solved = judge(replied(), true, '谢谢');
    expect(solved).toMatchObject({
      status: 'closed',
      closing: 'asker_solved',
      closedAt: NOW,
      verdict: 'solved',
      satisfaction: null,
    });
    expect(last(solved)).toMatchObject({ what: 'solved', text: '谢谢' });
    const again = judge(solved, true, '', NOW + 1, 'satisfied');
    expect(again).toMatchObject({ closedAt: NOW, satisfaction: 'satisfied' });
    expect(again.history).toEqual(solved.history);
    expect(judge(again, true).satisfaction).toBe('satisfied');
  });

  test.each([
    ['in the last millisecond of the last day', end - 1, 'allowed'],
    ['when that day is over', end, 'reopen_too_late'],
  ])('not solved, %s', (_label, now, code) => {
    expect(codeOf(() => judge(replied(), false, '还是没有', now))).toBe(code);
    expect(codeOf(() => judge(replied(), true, '', now))).toBe('allowed');
  });

  test('has as long as the rules say, from the answer on', () => {
    expect(reopenUntil(replied(), RULES)).toBe(end);
    expect(reopenUntil({ repliedAt: null }, RULES)).toBeNull();
  });

  test('not solved needs a word', () => {
    expect(refusalOf(() => judge(replied(), false))).toEqual({
      code: 'reason_needed',
      fields: { reason: 'text_empty' },
    });
  });

  test.each(['merged', 'withdrawn'] as const)('nothing of what was %s', (closing) => {
    expect(codeOf(() => judge({ ...closed(), closing }, true))).toBe('case_closed');
  });

  test('nothing before there is an answer', () => {
    expect(codeOf(() => judge({ ...closed(), repliedAt: null }, true))).toBe('case_closed');
  });

  test('not solved: it begins anew with the department that answers for it', () => {
    const before = {
      ...replied(),
      rung: 3,
      isReminded: true,
      extraDays: 2,
      pauses: [{ at: 1, until: 2 }],
      satisfaction: 'satisfied' as const,
    };
    const entity = judge(before, false, '还是没有');
    const dueAt = classDueAt(NOW, 'ordinary', RULES);
    expect(entity).toMatchObject({
      status: 'in_progress',
      clockStart: NOW,
      pauses: [],
      extraDays: 0,
      baseDueAt: dueAt,
      dueAt,
      assignedTo: null,
      draft: null,
      askedExtension: null,
      reopenings: 1,
      rung: 0,
      isReminded: false,
      verdict: 'not_solved',
      satisfaction: 'satisfied',
      closing: null,
      closedAt: null,
      newsAt: NOW,
    });
    expect(last(entity)).toMatchObject({
      what: 'reopened',
      text: '还是没有',
      dueAt,
      departmentId: 'logistics',
    });
    expect(judge({ ...before, responsibleId: null }, false, 'x').status).toBe('accepted');
    expect(judge(before, false, 'x', NOW, 'dissatisfied').satisfaction).toBe('dissatisfied');
  });
});

test('what is withdrawn ends, with its pause and its place on the public list', () => {
  const entity = lived(
    { ...paused(), isOnOverdueList: true },
    { do: 'withdraw', reason: '好了' },
    ASKER,
    NOW,
  );
  expect(entity).toMatchObject({
    status: 'closed',
    closing: 'withdrawn',
    closedAt: NOW,
    draft: null,
    pause: null,
    askedExtension: null,
    isOnOverdueList: false,
  });
  expect(last(entity)).toMatchObject({ what: 'withdrawn', text: '好了' });
});

test('the asker lets the department know who asks, or not; anonymous is for good', () => {
  const allow = (entity: Case, isAllowed: boolean) =>
    lived(entity, { do: 'allowName', isAllowed }, ASKER, NOW);
  expect(allow(inProgress(), true).identity).toBe('named');
  expect(last(allow(inProgress(), true))).toMatchObject({ what: 'name_allowed' });
  expect(allow(inProgress(), false).identity).toBe('hidden');
  expect(last(allow(inProgress(), false))).toMatchObject({ what: 'name_hidden' });
  const anonymous = { ...inProgress(), identity: 'anonymous' as const };
  expect(codeOf(() => allow(anonymous, true))).toBe('not_allowed');
});

test('a picture that did not pass goes, and the rest is looked at still', () => {
  const picture = (fileId: string, state: 'waiting' | 'passed') => ({ fileId, state, traceId: '' });
  const refuse = (...states: Array<'waiting' | 'passed'>) =>
    lived(
      { ...inProgress(), pictures: [picture('x', 'waiting'), ...states.map((state) => picture('y', state))] },
      { do: 'refusePicture', fileId: 'x' },
      SYSTEM,
      NOW,
    );
  expect(refuse('passed')).toMatchObject({ pictures: [picture('y', 'passed')], hasUnchecked: false });
  expect(refuse('passed', 'waiting').hasUnchecked).toBe(true);
  expect(last(refuse())).toMatchObject({ what: 'picture_refused' });
});

describe('a department ends', () => {
  const end = (entity: Case, successorId: string | null, departmentId = 'logistics') =>
    lived(entity, { do: 'dissolve', departmentId, successorId }, SYSTEM, NOW);
  const held = { handlerId: 'p-1', handlerName: '马', askedExtension: { workingDays: 1, reason: '', at: 1 } };
  const moved = { handlerId: null, handlerName: '', draft: null, askedExtension: null };

  test.each<[string, Case, string | null, Partial<Case>]>([
    [
      'while it works on it: the successor is given it, the office answers until then',
      { ...inProgress(), ...held },
      'teaching',
      {
        status: 'assigned',
        responsibleId: null,
        assignedTo: 'teaching',
        assignedAt: NOW,
        leadId: 'teaching',
        ...moved,
      },
    ],
    [
      'while it works on it, without a successor',
      { ...inProgress(), ...held },
      null,
      {
        status: 'accepted',
        responsibleId: null,
        assignedTo: null,
        leadId: null,
        assignedAt: MONDAY + HOUR,
        ...moved,
      },
    ],
    [
      'before it has accepted it',
      assigned(),
      'teaching',
      { status: 'assigned', responsibleId: null, assignedTo: 'teaching', assignedAt: NOW },
    ],
    [
      'before it has accepted it, without a successor',
      assigned(),
      null,
      { status: 'accepted', assignedTo: null },
    ],
    [
      'while another has been given what it answers for',
      { ...inProgress(), status: 'assigned', assignedTo: 'teaching', leadId: 'teaching', ...held },
      'network',
      { status: 'assigned', responsibleId: null, assignedTo: 'teaching', leadId: 'teaching', ...moved },
    ],
    [
      'that was given what another answers for',
      { ...inProgress(), status: 'assigned', responsibleId: 'teaching', assignedTo: 'logistics' },
      null,
      { status: 'in_progress', responsibleId: 'teaching', assignedTo: null },
    ],
    [
      'after its answer: only who answers for it changes',
      { ...replied(), ...held },
      'teaching',
      { status: 'replied', responsibleId: 'teaching', assignedTo: null, assignedAt: NOW, leadId: 'teaching' },
    ],
    ['after the close, without a successor', closed(), null, { status: 'closed', responsibleId: null }],
    [
      'that only helps',
      {
        ...inProgress(),
        responsibleId: 'teaching',
        leadId: 'teaching',
        coIds: ['logistics', 'network'],
        ...held,
      },
      'sports',
      {
        status: 'in_progress',
        responsibleId: 'teaching',
        leadId: 'teaching',
        coIds: ['sports', 'network'],
        assignedAt: MONDAY + HOUR,
        ...held,
      },
    ],
    [
      'that only helps, without a successor',
      { ...inProgress(), responsibleId: 'teaching', leadId: 'teaching', coIds: ['logistics', 'network'] },
      null,
      { coIds: ['network'] },
    ],
    [
      'whose successor helps already: it helps itself no longer',
      { ...inProgress(), coIds: ['teaching', 'network'] },
      'teaching',
      { leadId: 'teaching', coIds: ['network'] },
    ],
    [
      'that only helps the office',
      { ...accepted(), coIds: ['logistics'] },
      null,
      { status: 'accepted', coIds: [] },
    ],
    [
      'that helps with what nobody has read',
      { ...submitted(), coIds: ['logistics'] },
      null,
      { status: 'submitted' },
    ],
  ])('%s', (_label, before, successorId, after) => {
    const entity = end(before, successorId);
    expect(entity).toMatchObject(after);
    expect(last(entity)).toMatchObject({ what: 'department_dissolved', departmentId: successorId });
  });

  test('what it asked to hand back is granted, what others asked or what was judged stays', () => {
    const asked = (departmentId: string, decision: 'waiting' | 'rejected') =>
      ({ departmentId, ground: 'not_ours', text: '', at: 1, decision }) as const;
    const returns = [
      asked('logistics', 'rejected'),
      asked('logistics', 'waiting'),
      asked('teaching', 'waiting'),
    ];
    const entity = end({ ...inProgress(), returns }, 'sports');
    expect(entity.returns.map(({ decision }) => decision)).toEqual(['rejected', 'upheld', 'waiting']);
  });
});

describe('time alone', () => {
  const wake = (entity: Case, now: number) =>
    changeCase(entity, { do: 'wake' }, { actor: SYSTEM, now, rules: RULES, requestId: 'wake' });
  const due = inProgress().dueAt;
  const rung = (number: number) => rungAt(number, due, 'ordinary', RULES);
  const whats = (entity: Case, now: number) => wake(entity, now).events.map(({ what }) => what);

  test.each([
    ['before anything is due', due - DAY - 1, []],
    ['a working day before the deadline', due - DAY, ['reminded']],
    ['at the deadline: the reminder is overtaken', due, ['escalated_handler']],
    ['just before the second rung', rung(2) - 1, ['escalated_handler']],
    ['at the second rung', rung(2), ['escalated_handler', 'escalated_head']],
    ['at the third', rung(3), ['escalated_handler', 'escalated_head', 'escalated_leader']],
  ])('%s', (_label, now, events) => {
    expect(whats({ ...inProgress(), newsAt: now }, now)).toEqual(events);
  });

  test('climbs the last rung onto the public list, once', () => {
    const now = rung(4);
    const { entity, events } = wake({ ...inProgress(), newsAt: now }, now);
    expect(events.at(-1)).toMatchObject({
      what: 'escalated_public',
      lengthMs: now - due,
      departmentId: 'logistics',
    });
    expect(entity).toMatchObject({ rung: 4, isOnOverdueList: true, isReminded: true });
    expect(whats(entity, now)).toEqual([]);
    const three = wake({ ...inProgress(), newsAt: now }, rung(3)).entity;
    expect(three.isOnOverdueList).toBe(false);
  });

  test('tells the asker how it stands, so many working days after the last news', () => {
    const complex = { ...inProgress(), dueAt: due + 60 * DAY };
    const news = workingDaysLater(complex.newsAt, 5, RULES);
    const asks = workingDaysLater(complex.newsAt, 4, RULES);
    expect(whats(complex, asks - 1)).toEqual([]);
    const asked = wake(complex, asks);
    expect(asked.events).toMatchObject([{ what: 'note_asked' }]);
    expect(whats(asked.entity, news - 1)).toEqual([]);
    // Woken late, nobody is asked for what is told in the same minute.
    expect(whats(complex, news)).toEqual(['progress']);
    const { entity, events } = wake(asked.entity, news);
    expect(events).toMatchObject([{ what: 'progress', dueAt: complex.dueAt }]);
    expect(entity.newsAt).toBe(news);
    // And once more before the next.
    expect(whats(entity, workingDaysLater(news, 4, RULES))).toEqual(['note_asked']);
  });

  test('ends a pause at its end, not when it is noticed', () => {
    const before = paused();
    const until = before.pause?.until ?? 0;
    expect(whats(before, until - 1)).toEqual([]);
    const { entity, events } = wake(before, until + HOUR);
    const lengthMs = until - MONDAY - 2 * HOUR;
    expect(events[0]).toMatchObject({ what: 'resumed', lengthMs, dueAt: entity.dueAt });
    expect(entity).toMatchObject({
      pause: null,
      pauses: [{ at: MONDAY + 2 * HOUR, until }],
      newsAt: until + HOUR,
    });
  });

  test('closes what nobody objected to, without calling it solved', () => {
    const silent = workingDaysLater(MONDAY + 2 * HOUR, 5, RULES);
    expect(whats(replied(), silent - 1)).toEqual([]);
    const { entity, events } = wake(replied(), silent);
    expect(entity).toMatchObject({
      status: 'closed',
      closing: 'asker_silent',
      closedAt: silent,
      verdict: null,
    });
    expect(events).toMatchObject([{ what: 'closed', dueAt: Date.parse('2026-12-24T00:00:00+08:00') }]);
  });

  test('marks a promise that is late, and chases an order, each once', () => {
    const promise = { text: '', dueAt: NOW, state: 'open', doneAt: null, key: 'k' } as const;
    const order = {
      orderId: 'o',
      text: '',
      orderedById: 'p',
      orderedBy: '',
      orderedAt: 1,
      dueAt: NOW,
      state: 'ordered',
      report: '',
      isChased: false,
    } as const;
    const other = { ...order, orderId: 'o2', dueAt: NOW + DAY };
    const before: Case = { ...closed(), commitment: promise, supervisions: [order, other] };
    expect(whats(before, NOW - 1)).toEqual([]);
    const { entity, events } = wake(before, NOW);
    expect(events).toMatchObject([
      { what: 'commitment_late', dueAt: NOW },
      { what: 'supervision_chased', dueAt: NOW, departmentId: 'logistics' },
    ]);
    expect(entity.commitment).toEqual({ ...promise, state: 'late' });
    expect(entity.supervisions.map(({ isChased }) => isChased)).toEqual([true, false]);
    expect(whats(entity, NOW)).toEqual([]);
    expect(whats({ ...before, supervisions: [{ ...order, state: 'reported' }] }, NOW)).toEqual([
      'commitment_late',
    ]);
  });
});

describe('a new case', () => {
  test.each([
    ['2026-11-23', 1, '20261123-0001'],
    ['2026-11-23', 9999, '20261123-9999'],
    ['2026-11-23', 10_000, '20261123-10000'],
  ])('of %s, number %d', (day, sequence, number) => {
    expect(caseNumber(day, sequence)).toBe(number);
  });

  test('begins with the office, told to nobody else', () => {
    expect(
      submitted({ pictures: ['x'], receipt: { selector: 's', hash: 'h' }, recordedBy: 'p-op' }),
    ).toMatchObject({
      version: 1,
      status: 'submitted',
      submittedAt: MONDAY,
      clockStart: MONDAY,
      newsAt: MONDAY,
      pictures: [{ fileId: 'x', state: 'waiting', traceId: '' }],
      hasUnchecked: true,
      isHeld: false,
      isPublic: false,
      askerId: 'p-asker',
      receiptSelector: 's',
      receiptHash: 'h',
      recordedBy: 'p-op',
      sessionId: null,
      questionId: null,
      responsibleId: null,
      assignedTo: null,
      assignedAt: null,
      coIds: [],
      officeBox: 'submitted',
      hasNotice: true,
      isReminded: false,
      isOnOverdueList: false,
      returns: [],
      pauses: [],
      supervisions: [],
      identityViews: [],
      history: [{ what: 'submitted', requestId: 'case-1.0', dueAt: classDueAt(MONDAY, 'ordinary', RULES) }],
      notices: [{ to: 'office' }],
    });
  });

  test('without a receipt, a picture or a doubt has none', () => {
    expect(submitted()).toMatchObject({ receiptSelector: null, receiptHash: null, hasUnchecked: false });
    expect(submitted({ isDoubtful: true }).isHeld).toBe(true);
  });

  test('anonymous holds no account, no telephone, no exact time, and is read by the office first', () => {
    const entity = submitted({ identity: 'anonymous', phone: '1', pictures: ['x'] }, MONDAY + 9 * 60_000);
    expect(entity).toMatchObject({
      askerId: null,
      phone: '',
      submittedAt: MONDAY,
      isHeld: true,
      hasUnchecked: false,
    });
  });

  test('of a question of the hall lies with its department at once', () => {
    const question = {
      sessionId: 's',
      questionId: 'q',
      leadId: 'logistics',
      coIds: ['network'],
      dueAt: NOW + DAY,
    };
    const entity = submitted({ channel: 'dialogue', question });
    expect(entity).toMatchObject({
      status: 'assigned',
      sessionId: 's',
      questionId: 'q',
      leadId: 'logistics',
      coIds: ['network'],
      assignedTo: 'logistics',
      assignedAt: MONDAY,
      responsibleId: null,
      dueAt: NOW + DAY,
      baseDueAt: NOW + DAY,
    });
    expect(entity.history).toMatchObject([
      { what: 'submitted' },
      { what: 'assigned', departmentId: 'logistics', dueAt: NOW + DAY },
    ]);
    expect(submitted({ question: { ...question, dueAt: null } }).dueAt).toBe(
      classDueAt(MONDAY, 'ordinary', RULES),
    );
  });
});
