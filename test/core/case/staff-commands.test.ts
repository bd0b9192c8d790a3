import type { Case } from '../../../cloudfunctions/core/case/case';
import type { CaseActor } from '../../../cloudfunctions/core/case/command';
import { returnUntil } from '../../../cloudfunctions/core/case/department';
import { isPromiseOpen } from '../../../cloudfunctions/core/case/leader';
import { classDueAt, workingDaysLater } from '../../../cloudfunctions/core/rules/deadline';
import { refusalOf } from '../session/december';
import {
  ASKER,
  accepted,
  assigned,
  DAY,
  HANDLER,
  HEAD,
  HOUR,
  inProgress,
  LEADER,
  lived,
  MONDAY,
  OFFICE,
  OTHER_HANDLER,
  RULES,
  replied,
  SYSTEM,
  submitted,
} from './samples';

// What each command of the office, a department and a leader does to a case, and on which side of its limits it stops.

const NOW = MONDAY + 2 * HOUR;
const codeOf = (work: () => unknown) => refusalOf(work).code;
const last = (entity: Case) => entity.history.at(-1);
const due = (urgency: Case['urgency']) => classDueAt(MONDAY, urgency, RULES);

const RECEIVER: CaseActor = { ...OFFICE, role: 'receiver' };

describe('the office takes a case on', () => {
  const accept = (
    urgency: Case['urgency'],
    leadId: string | null,
    coIds: string[] = [],
    entity = submitted(),
    by: CaseActor = OFFICE,
  ) => lived(entity, { do: 'accept', urgency, leadId, coIds }, by, NOW);

  test('without a department it handles the case itself', () => {
    const entity = accept('ordinary', null);
    expect(entity).toMatchObject({
      status: 'accepted',
      urgency: 'ordinary',
      responsibleId: null,
      assignedTo: null,
      isHeld: false,
      newsAt: NOW,
      dueAt: due('ordinary'),
      officeBox: 'ours',
      deskBox: 'office',
    });
    expect(last(entity)).toMatchObject({ what: 'accepted', dueAt: due('ordinary') });
  });

  test('with a department it is given on at once', () => {
    const entity = accept('ordinary', 'logistics', ['network', 'network']);
    expect(entity).toMatchObject({
      status: 'assigned',
      leadId: 'logistics',
      coIds: ['network'],
      assignedTo: 'logistics',
      assignedAt: NOW,
      responsibleId: null,
      deskId: 'logistics',
      deskBox: 'waiting',
    });
    expect(entity.history.slice(-2)).toMatchObject([
      { what: 'accepted' },
      { what: 'assigned', departmentId: 'logistics', dueAt: due('ordinary') },
    ]);
  });

  test('another class is counted from the moment of asking; the same class keeps what was promised', () => {
    expect(accept('complex', null)).toMatchObject({ dueAt: due('complex'), baseDueAt: due('complex') });
    const promised = { ...submitted(), baseDueAt: due('ordinary') + DAY, dueAt: due('ordinary') + DAY };
    expect(accept('ordinary', null, [], promised).dueAt).toBe(due('ordinary') + DAY);
    expect(accept('complex', null, [], promised).dueAt).toBe(due('complex'));
  });

  test('its pictures have been looked at by the office', () => {
    const picture = { fileId: 'x', state: 'waiting' as const, traceId: 't' };
    const entity = accept('ordinary', null, [], { ...submitted(), pictures: [picture], hasUnchecked: true });
    expect(entity).toMatchObject({ pictures: [{ ...picture, state: 'passed' }], hasUnchecked: false });
  });

  test('what is protected goes to no department, and a lead is no helper of itself', () => {
    const guarded = submitted({ isProtected: true });
    expect(codeOf(() => accept('ordinary', 'logistics', [], guarded, RECEIVER))).toBe('case_protected');
    expect(codeOf(() => accept('ordinary', null, [], guarded, RECEIVER))).toBe('allowed');
    expect(codeOf(() => accept('ordinary', null, [], guarded))).toBe('not_allowed');
    expect(refusalOf(() => accept('ordinary', 'logistics', ['network', 'logistics']))).toEqual({
      code: 'department_unknown',
      fields: { coIds: 'department_is_lead' },
    });
  });
});

describe('giving a case to a department', () => {
  const assign = (entity: Case, leadId: string) =>
    lived(entity, { do: 'assign', leadId, coIds: [], reason: '更合适' }, OFFICE, NOW);

  test('whoever answered for it does so until the other takes it', () => {
    const entity = assign(inProgress(), 'teaching');
    expect(entity).toMatchObject({
      status: 'assigned',
      assignedTo: 'teaching',
      assignedAt: NOW,
      leadId: 'teaching',
      responsibleId: 'logistics',
      newsAt: NOW,
      draft: null,
    });
    expect(last(entity)).toMatchObject({ what: 'assigned', text: '更合适', departmentId: 'teaching' });
  });

  test('back to the one that answers for it there is nothing to accept', () => {
    const entity = assign(assign(inProgress(), 'teaching'), 'logistics');
    expect(entity).toMatchObject({ status: 'in_progress', assignedTo: null, responsibleId: 'logistics' });
  });

  test('waits while a hand-back does', () => {
    const asked = lived(inProgress(), { do: 'handBack', ground: 'not_ours', text: '不是' }, HANDLER, NOW);
    expect(codeOf(() => assign(asked, 'teaching'))).toBe('return_pending');
  });
});

describe('declining', () => {
  const decline = (entity: Case) => lived(entity, { do: 'decline', reason: '不在职责内' }, OFFICE, NOW);

  test('is an answer with the reason', () => {
    expect(decline(accepted())).toMatchObject({
      status: 'replied',
      reply: {
        text: '不在职责内',
        outcome: 'not_accepted',
        promisedFor: null,
        pictures: [],
        departmentId: null,
        at: NOW,
      },
    });
  });
});

describe('another class', () => {
  test('counts again from the moment of asking, and begins its rungs anew where it lies ahead', () => {
    const climbed = { ...inProgress(), rung: 2, isReminded: true };
    const command = { do: 'changeClass', urgency: 'complex', reason: '涉及多部门' } as const;
    const entity = lived(climbed, command, OFFICE, NOW);
    expect(entity).toMatchObject({
      urgency: 'complex',
      baseDueAt: due('complex'),
      dueAt: due('complex'),
      rung: 0,
      isReminded: false,
    });
    expect(last(entity)).toMatchObject({ what: 'class_changed', text: '涉及多部门', dueAt: due('complex') });
  });
});

describe('handing a case back', () => {
  const until = workingDaysLater(MONDAY + HOUR, RULES.cases.returnWorkingDays, RULES);
  const handBack = (entity: Case, now: number, actor = HANDLER) =>
    lived(entity, { do: 'handBack', ground: 'not_ours', text: '属教务处' }, actor, now);

  test.each([
    ['at the end of its time', until, 'allowed'],
    ['a millisecond later', until + 1, 'return_too_late'],
  ])('%s', (_label, now, code) => {
    expect(codeOf(() => handBack(assigned(), now))).toBe(code);
  });

  test('is asked once, and waits for the office', () => {
    const entity = handBack(assigned(), NOW);
    expect(entity.returns).toEqual([
      { departmentId: 'logistics', ground: 'not_ours', text: '属教务处', at: NOW, decision: 'waiting' },
    ]);
    expect(entity.officeBox).toBe('returns');
    expect(last(entity)).toMatchObject({ what: 'return_asked', text: '属教务处' });
    expect(codeOf(() => handBack(entity, NOW))).toBe('return_pending');
    expect(codeOf(() => lived(entity, { do: 'take' }, HANDLER, NOW))).toBe('return_pending');
    expect(codeOf(() => lived(entity, { do: 'askMore', text: '?' }, HANDLER, NOW))).not.toBe('allowed');
  });

  test.each([
    ['the lead', 'logistics', {}, until],
    ['another department', 'teaching', {}, null],
    ['nobody’s', null, {}, null],
    ['one that was never given it', 'logistics', { assignedAt: null }, null],
  ])('is open to %s', (_label, departmentId, changes, at) => {
    expect(returnUntil({ ...assigned(), ...changes }, departmentId, RULES)).toBe(at);
  });

  const rejected = (entity: Case) =>
    lived(entity, { do: 'judgeReturn', isUpheld: false, reason: '是你们的', leadId: null }, OFFICE, NOW);
  test('rejected, it is not asked again; the department goes on', () => {
    const entity = rejected(handBack(assigned(), NOW));
    expect(entity).toMatchObject({ status: 'assigned', returns: [{ decision: 'rejected' }] });
    expect(last(entity)).toMatchObject({
      what: 'return_rejected',
      text: '是你们的',
      departmentId: 'logistics',
    });
    expect(returnUntil(entity, 'logistics', RULES)).toBeNull();
    expect(codeOf(() => handBack(entity, NOW))).toBe('return_too_late');
    expect(codeOf(() => rejected(entity))).toBe('wrong_case_stage');
    const elsewhere = { ...entity, returns: entity.returns.map((each) => ({ ...each, departmentId: 'x' })) };
    expect(returnUntil(elsewhere, 'logistics', RULES)).toBe(until);
  });

  test('upheld without another department, the office answers for it', () => {
    const asked = { ...handBack(inProgress(), NOW), askedExtension: { workingDays: 1, reason: '', at: NOW } };
    const command = { do: 'judgeReturn', isUpheld: true, reason: '有理', leadId: null } as const;
    const entity = lived(asked, command, OFFICE, NOW);
    expect(entity).toMatchObject({
      status: 'accepted',
      responsibleId: null,
      assignedTo: null,
      leadId: null,
      handlerId: null,
      handlerName: '',
      draft: null,
      askedExtension: null,
      returns: [{ decision: 'upheld' }],
    });
    expect(last(entity)).toMatchObject({ what: 'return_upheld', text: '有理', departmentId: 'logistics' });
  });

  test('upheld, it goes to another department, which helps no longer', () => {
    const asked = { ...handBack(inProgress(), NOW), askedExtension: { workingDays: 1, reason: '', at: NOW } };
    const command = { do: 'judgeReturn', isUpheld: true, reason: '有理', leadId: 'network' } as const;
    const entity = lived(asked, command, OFFICE, NOW);
    expect(entity).toMatchObject({
      status: 'assigned',
      assignedTo: 'network',
      leadId: 'network',
      coIds: [],
      responsibleId: 'logistics',
      askedExtension: null,
    });
    expect(entity.history.slice(-2).map(({ what }) => what)).toEqual(['return_upheld', 'assigned']);
    expect(refusalOf(() => lived(asked, { ...command, leadId: 'logistics' }, OFFICE, NOW))).toEqual({
      code: 'department_unknown',
      fields: { leadId: 'department_returned_it' },
    });
  });
});

describe('more time', () => {
  const ask = (entity: Case, now = NOW) =>
    lived(entity, { do: 'askExtension', workingDays: 2, reason: '配件在途' }, HANDLER, now);
  const judge = (entity: Case, isGranted: boolean, reason = '') =>
    lived(entity, { do: 'judgeExtension', isGranted, reason }, OFFICE, NOW);

  test.each([
    ['at the deadline', due('ordinary'), 'allowed'],
    ['a millisecond after it', due('ordinary') + 1, 'extension_too_late'],
  ])('is asked for %s', (_label, now, code) => {
    expect(codeOf(() => ask(inProgress(), now))).toBe(code);
  });

  test('is asked for late when the clock has stood still since before', () => {
    const paused = lived(inProgress(), { do: 'askMore', text: '哪一层？' }, HANDLER, NOW);
    expect(codeOf(() => ask(paused, due('ordinary') + 1))).toBe('allowed');
  });

  test('is asked for once at a time, and granted so often at most', () => {
    const asked = ask(inProgress());
    expect(asked).toMatchObject({
      askedExtension: { workingDays: 2, reason: '配件在途', at: NOW },
      officeBox: 'extensions',
    });
    expect(last(asked)).toMatchObject({ what: 'extension_asked', text: '配件在途' });
    expect(codeOf(() => ask(asked))).toBe('extension_pending');
    expect(codeOf(() => ask({ ...inProgress(), extensions: 1 }))).toBe('allowed');
    expect(codeOf(() => ask({ ...inProgress(), extensions: 2 }))).toBe('extension_limit');
    expect(codeOf(() => judge(inProgress(), true))).toBe('wrong_case_stage');
  });

  test('granted, the deadline moves by working days and its rungs begin anew', () => {
    const granted = judge({ ...ask(inProgress()), rung: 1, isReminded: true, extraDays: 1 }, true);
    const dueAt = workingDaysLater(due('ordinary'), 3, RULES);
    expect(granted).toMatchObject({
      dueAt,
      extraDays: 3,
      extensions: 1,
      askedExtension: null,
      rung: 0,
      isReminded: false,
    });
    expect(last(granted)).toMatchObject({
      what: 'extension_granted',
      text: '配件在途',
      dueAt,
      lengthMs: dueAt - due('ordinary'),
      departmentId: 'logistics',
    });
    expect(last(judge(ask(inProgress()), true, '同意'))).toMatchObject({ text: '同意' });
  });

  test('refused, nothing moves', () => {
    const refused = judge(ask(inProgress()), false, '抓紧');
    expect(refused).toMatchObject({
      dueAt: due('ordinary'),
      extraDays: 0,
      extensions: 0,
      askedExtension: null,
    });
    expect(last(refused)).toMatchObject({ what: 'extension_refused', text: '抓紧' });
  });
});

describe('a department', () => {
  test('takes the case, and a colleague may take over', () => {
    const entity = lived(assigned(), { do: 'take' }, HANDLER, NOW);
    expect(entity).toMatchObject({
      status: 'in_progress',
      responsibleId: 'logistics',
      assignedTo: null,
      handlerId: HANDLER.personId,
      handlerName: HANDLER.name,
      newsAt: NOW,
    });
    expect(last(entity)).toMatchObject({ what: 'taken', dueAt: due('ordinary') });
    const command = { do: 'take' } as const;
    expect(lived(entity, command, HEAD, NOW + 1)).toMatchObject({
      handlerId: HEAD.personId,
      newsAt: NOW + 1,
    });
  });

  test('has nothing to take while another has been given it', () => {
    const given = lived(
      inProgress(),
      { do: 'assign', leadId: 'teaching', coIds: [], reason: '' },
      OFFICE,
      NOW,
    );
    expect(codeOf(() => lived(given, { do: 'take' }, HANDLER, NOW))).toBe('not_allowed');
    expect(codeOf(() => lived(given, { do: 'take' }, OTHER_HANDLER, NOW))).toBe('allowed');
  });

  test('asks for more: the clock stops, for so many working days', () => {
    const asked = lived(inProgress(), { do: 'askMore', text: '哪一层？' }, HANDLER, NOW);
    const until = workingDaysLater(NOW, RULES.cases.askerWorkingDays, RULES);
    expect(asked).toMatchObject({
      pause: { at: NOW, until, question: '哪一层？' },
      newsAt: NOW,
      isDue: false,
    });
    expect(last(asked)).toMatchObject({ what: 'asked_more', text: '哪一层？', dueAt: until });
    expect(codeOf(() => lived(asked, { do: 'askMore', text: '?' }, HANDLER, NOW))).toBe('clock_paused');
  });

  test('notes its progress', () => {
    const noted = lived(inProgress(), { do: 'note', text: '已派人', pictures: ['x'] }, HANDLER, NOW);
    expect(noted.newsAt).toBe(NOW);
    expect(last(noted)).toMatchObject({ what: 'note', text: '已派人', pictures: ['x'] });
  });

  test('keeps its promise once', () => {
    const promise = { text: '换管', dueAt: NOW + DAY, state: 'late', doneAt: null, key: 'k' } as const;
    const fulfil = (entity: Case) =>
      lived(entity, { do: 'fulfil', text: '换好了', pictures: [] }, HANDLER, NOW);
    const kept = fulfil({ ...replied(), commitment: promise });
    expect(kept).toMatchObject({ commitment: { ...promise, state: 'done', doneAt: NOW }, newsAt: NOW });
    expect(last(kept)).toMatchObject({ what: 'commitment_done', text: '换好了' });
    expect(codeOf(() => fulfil(kept))).toBe('wrong_case_stage');
    expect(codeOf(() => fulfil(replied()))).toBe('wrong_case_stage');
    expect([
      isPromiseOpen(kept),
      isPromiseOpen({ commitment: promise }),
      isPromiseOpen({ commitment: null }),
    ]).toEqual([false, true, false]);
  });
});

describe('a supervision order', () => {
  const order = (entity: Case, dueAt: number) =>
    lived(entity, { do: 'supervise', text: '三日内办结', dueAt }, LEADER, NOW);
  const ordered = order(inProgress(), NOW + DAY);
  const orderId = ordered.supervisions[0]?.orderId ?? '';
  const report = (entity: Case, id = orderId) =>
    lived(entity, { do: 'reportSupervision', orderId: id, text: '已整改' }, HEAD, NOW);
  const end = (
    entity: Case,
    changes: { isDone?: boolean; text?: string; dueAt?: number | null } = {},
    id = orderId,
  ) =>
    lived(
      entity,
      { do: 'endSupervision', orderId: id, isDone: true, text: '', dueAt: null, ...changes },
      LEADER,
      NOW,
    );

  test.each([
    ['a millisecond ahead', NOW + 1, 'allowed'],
    ['now', NOW, 'date_in_past'],
  ])('is due %s', (_label, dueAt, code) => {
    const refusal = refusalOf(() => order(inProgress(), dueAt));
    expect(refusal).toEqual(code === 'allowed' ? { code } : { code, fields: { dueAt: code } });
  });

  test('says who ordered what, until when', () => {
    expect(ordered.supervisions).toEqual([
      {
        orderId,
        text: '三日内办结',
        orderedById: LEADER.personId,
        orderedBy: LEADER.name,
        orderedAt: NOW,
        dueAt: NOW + DAY,
        state: 'ordered',
        report: '',
        isChased: false,
      },
    ]);
    expect(ordered.hasOpenSupervision).toBe(true);
    expect(last(ordered)).toMatchObject({
      what: 'supervision_ordered',
      text: '三日内办结',
      dueAt: NOW + DAY,
    });
    expect(order(ordered, NOW + DAY).supervisions).toHaveLength(2);
  });

  test('is reported on once, and only the one that is meant', () => {
    const two = order(ordered, NOW + 2 * DAY);
    const reported = report(two);
    expect(reported.supervisions.map(({ state, report: text }) => [state, text])).toEqual([
      ['reported', '已整改'],
      ['ordered', ''],
    ]);
    expect(last(reported)).toMatchObject({ what: 'supervision_reported', text: '已整改' });
    expect(codeOf(() => report(reported))).toBe('wrong_case_stage');
    expect(codeOf(() => report(ordered, 'other'))).toBe('not_found');
  });

  test('is ended by a leader, once', () => {
    const two = order(ordered, NOW + 2 * DAY);
    const ended = end(two);
    expect(ended.supervisions.map(({ state }) => state)).toEqual(['ended', 'ordered']);
    expect(last(ended)).toMatchObject({ what: 'supervision_ended' });
    expect(end(ordered).hasOpenSupervision).toBe(false);
    expect(codeOf(() => end(ended))).toBe('wrong_case_stage');
    expect(codeOf(() => end(ordered, {}, 'other'))).toBe('not_found');
  });

  test('goes back with what is missing, and with another day where one is named', () => {
    const chased = { ...report(ordered) };
    chased.supervisions = chased.supervisions.map((each) => ({ ...each, isChased: true }));
    expect(refusalOf(() => end(chased, { isDone: false }))).toEqual({
      code: 'reason_needed',
      fields: { text: 'text_empty' },
    });
    expect(end(chased, { isDone: false, text: '缺照片' }).supervisions).toMatchObject([
      { state: 'ordered', dueAt: NOW + DAY, isChased: true },
    ]);
    const later = end(chased, { isDone: false, text: '缺照片', dueAt: NOW + 3 * DAY });
    expect(later.supervisions).toMatchObject([{ state: 'ordered', dueAt: NOW + 3 * DAY, isChased: false }]);
    expect(last(later)).toMatchObject({
      what: 'supervision_continued',
      text: '缺照片',
      dueAt: NOW + 3 * DAY,
    });
    expect(refusalOf(() => end(chased, { isDone: false, text: '缺', dueAt: NOW }))).toEqual({
      code: 'date_in_past',
      fields: { dueAt: 'date_in_past' },
    });
    expect(codeOf(() => end(chased, { isDone: false, text: '缺', dueAt: NOW + 1 }))).toBe('allowed');
  });

  test('of a closed case is for a promise that is still owed', () => {
    const over = lived(
      replied(),
      { do: 'judge', isSolved: true, reason: '', satisfaction: null },
      ASKER,
      NOW,
    );
    const promise = { text: '', dueAt: NOW + DAY, state: 'open', doneAt: null, key: 'k' } as const;
    expect(codeOf(() => order(over, NOW + DAY))).toBe('wrong_case_stage');
    expect(codeOf(() => order({ ...over, commitment: promise }, NOW + DAY))).toBe('allowed');
  });
});

describe('what the public reads', () => {
  const publish = (entity: Case, reply = '') =>
    lived(entity, { do: 'publish', title: '热水', text: '时断时续', reply }, OFFICE, NOW);

  test('is written apart from the asker’s words, and tells of an answer once', () => {
    const first = publish(replied());
    expect(first).toMatchObject({
      isPublic: true,
      published: { title: '热水', text: '时断时续', reply: '' },
    });
    expect(last(first)).toMatchObject({ what: 'published', text: '' });
    const second = publish(first, '已修');
    expect(last(second)).toMatchObject({ text: '答复已公开' });
    expect(last(publish(second, '已修'))).toMatchObject({ text: '' });
    expect(last(publish(second, '又修'))).toMatchObject({ text: '答复已公开' });
    const back = lived(second, { do: 'unpublish', reason: '误公开' }, OFFICE, NOW);
    expect(back.isPublic).toBe(false);
    expect(last(back)).toMatchObject({ what: 'unpublished', text: '误公开' });
    expect(last(publish(back, '已修'))).toMatchObject({ text: '答复已公开' });
    expect(codeOf(() => lived(back, { do: 'unpublish', reason: '' }, OFFICE, NOW))).toBe('wrong_case_stage');
  });

  test('is nothing of a protected case', () => {
    expect(codeOf(() => publish({ ...replied(), isProtected: true }))).toBe('not_allowed');
  });
});

describe('the same matter twice', () => {
  const merge = (entity: Case, into = { id: 'case-2', number: '20261123-0002' }, reason = '') =>
    lived(entity, { do: 'merge', into, reason }, OFFICE, NOW);

  test('ends here and goes on there', () => {
    const paused = lived(inProgress(), { do: 'askMore', text: '?' }, HANDLER, NOW);
    const entity = merge({ ...paused, isHeld: true, isOnOverdueList: true });
    expect(entity).toMatchObject({
      status: 'closed',
      closing: 'merged',
      closedAt: NOW,
      mergedInto: { id: 'case-2', number: '20261123-0002' },
      isHeld: false,
      draft: null,
      pause: null,
      askedExtension: null,
      isOnOverdueList: false,
      officeBox: 'none',
      deskBox: 'closed',
    });
    expect(last(entity)).toMatchObject({ what: 'merged', text: '20261123-0002' });
    expect(last(merge(inProgress(), undefined, '同一楼'))).toMatchObject({ text: '20261123-0002 同一楼' });
  });

  test('is not itself, and never a protected one', () => {
    expect(codeOf(() => merge(inProgress(), { id: 'case-1', number: 'x' }))).toBe('merge_invalid');
    expect(codeOf(() => merge(submitted({ isProtected: true })))).toBe('not_allowed');
  });

  test('stands in the history there; its voice is counted by its mark', () => {
    const entity = lived(inProgress(), { do: 'absorb', number: '20261123-0009' }, SYSTEM, NOW);
    expect(entity.joins).toBe(inProgress().joins);
    expect(last(entity)).toMatchObject({ what: 'absorbed', text: '20261123-0009' });
  });
});

test('who looked at the asker’s name, and why, is written down before', () => {
  const seen = lived(inProgress(), { do: 'revealAsker', reason: '当面核实' }, OFFICE, NOW);
  expect(seen.identityViews).toEqual([{ at: NOW, by: OFFICE.name, reason: '当面核实' }]);
  expect(last(seen)).toMatchObject({ what: 'identity_viewed', text: '当面核实' });
  const anonymous = { ...inProgress(), askerId: null };
  expect(codeOf(() => lived(anonymous, { do: 'revealAsker', reason: 'x' }, OFFICE, NOW))).toBe('not_found');
});
