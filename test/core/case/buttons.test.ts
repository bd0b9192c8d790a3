import type { Case } from '../../../cloudfunctions/core/case/case';
import { changeCase } from '../../../cloudfunctions/core/case/change';
import { ASKER_ACTOR, type CaseActor, type CaseCommand } from '../../../cloudfunctions/core/case/command';
import { returnUntil } from '../../../cloudfunctions/core/case/department';
import { derived } from '../../../cloudfunctions/core/case/derived';
import {
  actionsOf,
  actorFor,
  actorsOf,
  mayKnowAsker,
  viewerOf,
} from '../../../cloudfunctions/core/case/identity';
import type { Person, RoleGrant } from '../../../cloudfunctions/core/people/person';
import { daysEnd } from '../../../cloudfunctions/core/rules/working-time';
import type { CaseAction } from '../../../miniprogram/shared/case';
import { refusalOf } from '../session/december';
import {
  ASKER,
  accepted,
  assigned,
  CO_HANDLER,
  closed,
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
  OTHER_HEAD,
  RULES,
  replied,
  SYSTEM,
  submitted,
} from './samples';

// Each button on both sides of what it needs beyond role and status.

const NOW = MONDAY + 3 * HOUR;
interface Look {
  now?: number;
  hasJoined?: boolean;
  isFollowing?: boolean;
}
const buttons = (entity: Case, actors: CaseActor[], { now = NOW, ...look }: Look = {}): CaseAction[] =>
  actionsOf({ entity, actors, rules: RULES, now, hasJoined: false, isFollowing: false, ...look });

const waiting = {
  departmentId: 'logistics',
  ground: 'not_ours',
  text: '',
  at: 1,
  decision: 'waiting',
} as const;
const draft = (sentBack: string): NonNullable<Case['draft']> => ({
  text: '草稿',
  outcome: 'explained',
  promisedFor: null,
  pictures: [],
  departmentId: 'logistics',
  at: 1,
  draftId: 'd',
  authorId: null,
  authorName: '',
  sentBack,
});
const returned = (entity: Case): Case => ({ ...entity, returns: [waiting] });
const DUE = inProgress().dueAt;
const RETURN_UNTIL = returnUntil(assigned(), 'logistics', RULES) ?? 0;
const REOPEN_END = daysEnd(replied().repliedAt ?? 0, 30);
const promised = (state: 'open' | 'late' | 'done'): Case => ({
  ...closed(),
  commitment: { text: '', dueAt: NOW, state, doneAt: null, key: 'k' },
});

test.each<[string, CaseAction, Case, CaseActor, boolean, number?]>([
  ['assigned', 'assign', accepted(), OFFICE, true],
  ['assigned while protected', 'assign', { ...accepted(), isProtected: true }, OFFICE, false],
  ['assigned while a hand-back waits', 'assign', returned(assigned()), OFFICE, false],
  ['declined', 'decline', submitted(), OFFICE, true],
  ['declined by whoever handles it', 'decline', accepted(), OFFICE, true],
  ['declined while a department answers', 'decline', { ...accepted(), responsibleId: 'x' }, OFFICE, false],
  ['declined while a department has it', 'decline', { ...accepted(), assignedTo: 'x' }, OFFICE, false],
  ['answered', 'draftReply', inProgress(), HANDLER, true],
  ['answered while a hand-back waits', 'draftReply', returned(inProgress()), HANDLER, false],
  [
    'answered again before the head has read',
    'draftReply',
    { ...inProgress(), draft: draft('') },
    HANDLER,
    false,
  ],
  [
    'answered again once it was sent back',
    'draftReply',
    { ...inProgress(), draft: draft('缺') },
    HANDLER,
    true,
  ],
  ['reviewed', 'reviewReply', { ...inProgress(), draft: draft('') }, HEAD, true],
  ['reviewed without a draft', 'reviewReply', inProgress(), HEAD, false],
  ['reviewed once it was sent back', 'reviewReply', { ...inProgress(), draft: draft('缺') }, HEAD, false],
  ['taken', 'take', assigned(), HANDLER, true],
  ['taken once it is', 'take', { ...inProgress(), assignedTo: 'logistics' }, HANDLER, false],
  ['taken by another', 'take', { ...assigned(), responsibleId: 'teaching' }, OTHER_HANDLER, false],
  ['taken while a hand-back waits', 'take', returned(assigned()), HANDLER, false],
  ['handed back at the last moment', 'handBack', assigned(), HANDLER, true, RETURN_UNTIL],
  ['handed back a millisecond later', 'handBack', assigned(), HANDLER, false, RETURN_UNTIL + 1],
  ['handed back twice', 'handBack', returned(assigned()), HANDLER, false],
  ['judged where nothing was handed back', 'judgeReturn', assigned(), OFFICE, false],
  ['judged where it was', 'judgeReturn', returned(assigned()), OFFICE, true],
  ['asked more time for at the deadline', 'askExtension', inProgress(), HANDLER, true, DUE],
  ['asked more time for after it', 'askExtension', inProgress(), HANDLER, false, DUE + 1],
  ['asked more time for once', 'askExtension', { ...inProgress(), extensions: 1 }, HANDLER, true],
  ['asked more time for too often', 'askExtension', { ...inProgress(), extensions: 2 }, HANDLER, false],
  [
    'asked more time for twice at a time',
    'askExtension',
    { ...inProgress(), askedExtension: { workingDays: 1, reason: '', at: 1 } },
    HANDLER,
    false,
  ],
  ['given time where none was asked for', 'judgeExtension', inProgress(), OFFICE, false],
  ['asked more of', 'askMore', inProgress(), HANDLER, true],
  [
    'asked more of while it waits',
    'askMore',
    { ...inProgress(), pause: { at: 1, until: 2, question: '' } },
    HANDLER,
    false,
  ],
  ['asked more of while a hand-back waits', 'askMore', returned(inProgress()), HANDLER, false],
  ['kept as promised', 'fulfil', promised('open'), HANDLER, true],
  ['kept as promised, late', 'fulfil', promised('late'), HANDLER, true],
  ['kept as promised twice', 'fulfil', promised('done'), HANDLER, false],
  ['kept where nothing was promised', 'fulfil', replied(), HANDLER, false],
  ['judged to the last moment', 'judge', replied(), ASKER_ACTOR, true, REOPEN_END - 1],
  ['judged a millisecond later', 'judge', replied(), ASKER_ACTOR, false, REOPEN_END],
  ['judged after it was merged', 'judge', { ...closed(), closing: 'merged' }, ASKER_ACTOR, false],
  ['judged after it was withdrawn', 'judge', { ...closed(), closing: 'withdrawn' }, ASKER_ACTOR, false],
  ['signed', 'allowName', submitted(), ASKER_ACTOR, true],
  ['signed twice', 'allowName', submitted({ identity: 'named' }), ASKER_ACTOR, false],
  ['signed by nobody', 'allowName', { ...submitted(), askerId: null }, ASKER_ACTOR, false],
  ['published', 'publish', accepted(), OFFICE, true],
  ['published while protected', 'publish', { ...accepted(), isProtected: true }, OFFICE, false],
  ['published before it was read', 'publish', { ...accepted(), isHeld: true }, OFFICE, false],
  ['taken back from the public', 'unpublish', { ...accepted(), isPublic: true }, OFFICE, true],
  ['taken back from the public, where it never was', 'unpublish', accepted(), OFFICE, false],
  ['merged', 'merge', accepted(), OFFICE, true],
  ['merged while protected', 'merge', { ...accepted(), isProtected: true }, OFFICE, false],
  ['asked who it is from', 'revealAsker', accepted(), OFFICE, true],
  ['asked who it is from, who signed', 'revealAsker', { ...accepted(), identity: 'named' }, OFFICE, false],
  ['asked who it is from, of nobody', 'revealAsker', { ...accepted(), askerId: null }, OFFICE, false],
  ['supervised', 'supervise', replied(), LEADER, true],
  ['supervised once it is closed', 'supervise', closed(), LEADER, false],
  ['supervised for what it still owes', 'supervise', promised('open'), LEADER, true],
])('a case is %s: %s', (_label, action, entity, actor, isOffered, now = NOW) => {
  expect(buttons(entity, [actor], { now }).includes(action)).toBe(isOffered);
});

test('one of two capacities is enough for a button', () => {
  expect(buttons(assigned(), [OTHER_HEAD, HANDLER])).toEqual(expect.arrayContaining(['take', 'handBack']));
  expect(buttons(assigned(), [HANDLER, OTHER_HEAD])).toEqual(expect.arrayContaining(['take', 'handBack']));
});

describe('who only looks on', () => {
  const open = { ...inProgress(), isPublic: true };
  test.each<[string, Case, Look, CaseAction[]]>([
    ['joins and follows', open, {}, ['join', 'follow']],
    ['leaves', open, { hasJoined: true }, ['leave', 'follow']],
    ['follows no more', open, { isFollowing: true }, ['join', 'unfollow']],
    ['follows only, once it is closed', { ...closed(), isPublic: true }, {}, ['follow']],
    [
      'leaves also once it is closed',
      { ...closed(), isPublic: true },
      { hasJoined: true },
      ['leave', 'follow'],
    ],
    ['does nothing with what is not public', inProgress(), {}, []],
  ])('%s', (_label, entity, look, actions) => {
    expect(buttons(entity, [], look)).toEqual(actions);
  });

  test('is not the asker, who hides the name again while the case is open', () => {
    const named = { ...open, identity: 'named' as const };
    const isHiding = (entity: Case, actor: CaseActor) => buttons(entity, [actor]).includes('hideName');
    expect(buttons(named, [ASKER_ACTOR])).not.toEqual(expect.arrayContaining(['join']));
    expect(buttons(named, [ASKER_ACTOR])).not.toEqual(expect.arrayContaining(['follow']));
    expect(isHiding(named, ASKER_ACTOR)).toBe(true);
    expect(isHiding(open, ASKER_ACTOR)).toBe(false);
    expect(isHiding({ ...named, isOpen: false }, ASKER_ACTOR)).toBe(false);
    expect(isHiding(named, HEAD)).toBe(false);
  });
});

describe('in which capacity', () => {
  const person = (...roles: RoleGrant[]): Person => ({
    _id: 'p-1',
    number: '1',
    name: '职工',
    kind: 'staff',
    unit: '',
    roles,
    openid: 'o',
    hasLeft: false,
    absentFrom: null,
  });
  const office: RoleGrant = { role: 'office', departmentId: 'logistics' };
  const operator: RoleGrant = { role: 'operator' };

  test('nobody acts in none, and a role of the college belongs to no department', () => {
    expect(actorsOf(submitted(), null)).toEqual([]);
    expect(actorsOf(submitted(), person(office))).toEqual([
      { role: 'office', personId: 'p-1', name: '职工', departmentId: null },
    ]);
    expect(actorsOf({ ...submitted(), askerId: 'p-1' }, person())).toEqual([ASKER_ACTOR]);
    expect(actorsOf(submitted(), person({ role: 'head' }))).toMatchObject([{ departmentId: null }]);
  });

  test('an operator sees any call, whoever recorded it, and no other case; a head of nothing sees nothing', () => {
    const recorded = { ...submitted(), channel: 'hotline' as const, recordedBy: 'p-2' };
    expect(viewerOf(recorded, person({ role: 'admin' }, operator))).toBe('operator');
    expect(viewerOf(recorded, person({ role: 'admin' }))).toBeNull();
    expect(viewerOf(recorded, person())).toBeNull();
    expect(viewerOf(submitted(), person(operator))).toBeNull();
    expect(viewerOf(submitted(), person({ role: 'head' }))).toBeNull();
  });

  test('a command is given in the first that offers it, else the first that could, else the first of the role', () => {
    expect(actorFor(inProgress(), 'reviewReply', [OTHER_HEAD, HEAD])).toBe(HEAD);
    expect(actorFor(replied(), 'reviewReply', [OTHER_HEAD, HEAD])).toBe(HEAD);
    expect(actorFor(inProgress(), 'reviewReply', [HANDLER, OTHER_HEAD])).toBe(OTHER_HEAD);
    expect(actorFor(inProgress(), 'reviewReply', [HANDLER])).toBeUndefined();
  });

  test.each([
    ['asker', 'hidden', 'p-asker', true],
    ['asker', 'anonymous', null, false],
    ['office', 'hidden', 'p-asker', false],
    ['office', 'named', 'p-asker', true],
    ['department', 'named', 'p-asker', true],
    ['department', 'named', null, false],
    ['public', 'named', 'p-asker', false],
  ] as const)('the %s may know who asked, being %s: %s', (viewer, identity, askerId, may) => {
    expect(mayKnowAsker({ ...submitted(), identity, askerId }, viewer)).toBe(may);
  });
});

describe('what a command leaves behind', () => {
  const events = (entity: Case, command: CaseCommand, actor: CaseActor) =>
    changeCase(entity, command, { actor, now: NOW, rules: RULES, requestId: 'request-x' });

  test('is one version on, by the rules of the day, with a line and what is to be told', () => {
    const before = { ...inProgress(), version: 7, rulesVersion: 0 };
    const { entity, events: lines } = events(
      before,
      { do: 'note', text: '已派人', pictures: ['p'] },
      HANDLER,
    );
    expect(entity).toMatchObject({ version: 8, rulesVersion: 1, hasNotice: true });
    expect(entity.notices.slice(0, before.notices.length)).toEqual(before.notices);
    expect(entity.notices.at(-1)).toMatchObject({ to: 'asker', subject: '20261123-0001.8.0' });
    expect(lines).toEqual([
      {
        at: NOW,
        what: 'note',
        actor: 'department',
        personId: HANDLER.personId,
        name: HANDLER.name,
        departmentId: 'logistics',
        text: '已派人',
        dueAt: null,
        lengthMs: null,
        pictures: ['p'],
        requestId: 'request-x',
      },
    ]);
    expect(entity.history).toEqual([...before.history, ...lines]);
  });

  test('never names the asker, not even where the account is known', () => {
    const known = { ...ASKER, personId: 'p-asker', name: '提问人' };
    const { events: lines } = events(inProgress(), { do: 'answer', text: '六层', pictures: [] }, known);
    expect(lines).toMatchObject([{ actor: 'asker', personId: null, name: '', pictures: [] }]);
    expect(events(inProgress(), { do: 'supervise', text: '', dueAt: NOW + 1 }, LEADER).events).toMatchObject([
      { personId: LEADER.personId, name: LEADER.name, pictures: [] },
    ]);
  });

  test('of a draft is a line for the heads, and stands for review until it is sent back', () => {
    const command: CaseCommand = {
      do: 'draftReply',
      text: '好',
      outcome: 'solved',
      promisedFor: null,
      pictures: [],
    };
    const { entity, events: lines } = events(inProgress(), command, HANDLER);
    expect(lines).toMatchObject([{ what: 'reply_drafted' }]);
    expect([entity.deskBox, inProgress().deskBox]).toEqual(['review', 'working']);
    const back: CaseCommand = { do: 'reviewReply', draftId: 'request-x', isReleased: false, note: '缺' };
    expect(lived(entity, back, HEAD).deskBox).toBe('working');
  });

  test.each<[string, Case, CaseCommand, CaseActor, object]>([
    [
      'a draft sent back without a word',
      { ...inProgress(), draft: draft('') },
      { do: 'reviewReply', draftId: 'd', isReleased: false, note: '' },
      HEAD,
      { code: 'reason_needed', fields: { note: 'text_empty' } },
    ],
    [
      'a promise that has passed',
      { ...inProgress(), draft: { ...draft(''), promisedFor: NOW } },
      { do: 'reviewReply', draftId: 'd', isReleased: true, note: '' },
      HEAD,
      { code: 'promise_date_invalid', fields: { promisedFor: 'date_in_past' } },
    ],
    [
      'a promise without a day',
      inProgress(),
      { do: 'draftReply', text: '', outcome: 'promised', promisedFor: null, pictures: [] },
      HEAD,
      { code: 'promise_date_invalid', fields: { promisedFor: 'promise_date' } },
    ],
    [
      'a promise for now',
      inProgress(),
      { do: 'draftReply', text: '', outcome: 'promised', promisedFor: NOW, pictures: [] },
      HEAD,
      { code: 'promise_date_invalid', fields: { promisedFor: 'date_in_past' } },
    ],
    [
      'declined while a department answers for it',
      { ...accepted(), responsibleId: 'logistics' },
      { do: 'decline', reason: '不属' },
      OFFICE,
      { code: 'wrong_case_stage' },
    ],
    [
      'declined while a department has it',
      { ...accepted(), assignedTo: 'logistics' },
      { do: 'decline', reason: '不属' },
      OFFICE,
      { code: 'wrong_case_stage' },
    ],
    [
      'asked more of while a hand-back waits',
      returned(inProgress()),
      { do: 'askMore', text: '' },
      HANDLER,
      { code: 'return_pending' },
    ],
    [
      'a note of a department that only helps elsewhere',
      inProgress(),
      { do: 'note', text: '', pictures: [] },
      OTHER_HANDLER,
      { code: 'not_allowed' },
    ],
    [
      'an answer of a helper',
      inProgress(),
      { do: 'draftReply', text: '', outcome: 'solved', promisedFor: null, pictures: [] },
      CO_HANDLER,
      { code: 'not_allowed' },
    ],
  ])('is nothing where it is refused: %s', (_label, entity, command, actor, refusal) => {
    expect(refusalOf(() => events(entity, command, actor))).toEqual(refusal);
  });

  test('is nothing of a head without a department, not even where no department answers', () => {
    const command: CaseCommand = {
      do: 'draftReply',
      text: '',
      outcome: 'solved',
      promisedFor: null,
      pictures: [],
    };
    const head = { ...HEAD, departmentId: null };
    expect(refusalOf(() => events(accepted(), command, head)).code).toBe('not_allowed');
  });

  test('of an answer without pictures leaves nothing to be checked', () => {
    const command: CaseCommand = { do: 'answer', text: '六层', pictures: [] };
    expect(events(inProgress(), command, ASKER).entity).toMatchObject({ pictures: [], hasUnchecked: false });
    const one = events(inProgress(), { ...command, pictures: ['p'] }, ASKER).entity;
    expect(one).toMatchObject({ pictures: [{ fileId: 'p', state: 'waiting' }], hasUnchecked: true });
  });

  test('the lead sees and helps also while another has been given it; a helper never has it on the desk', () => {
    const lead = { ...inProgress(), responsibleId: null, assignedTo: null, leadId: 'teaching', coIds: [] };
    expect(events(lead, { do: 'note', text: '', pictures: [] }, OTHER_HANDLER).events).toHaveLength(1);
    expect(
      refusalOf(() => events(inProgress(), { do: 'handBack', ground: 'not_ours', text: '' }, CO_HANDLER))
        .code,
    ).toBe('not_allowed');
  });

  test('an upheld hand-back leaves the earlier ones as they were judged, and says where it goes', () => {
    const earlier = { ...waiting, departmentId: 'teaching', decision: 'rejected' as const };
    const entity = { ...assigned(), returns: [earlier, waiting], coIds: ['network', 'teaching'] };
    const command: CaseCommand = { do: 'judgeReturn', isUpheld: true, reason: '', leadId: 'teaching' };
    const after = events(entity, command, OFFICE);
    expect(after.entity).toMatchObject({
      returns: [earlier, { ...waiting, decision: 'upheld' }],
      coIds: ['network'],
    });
    expect(after.events.at(-1)).toMatchObject({
      what: 'assigned',
      departmentId: 'teaching',
      dueAt: entity.dueAt,
    });
  });

  test('a leader ends an order with words, and time says how it stands with its day', () => {
    const ordered = lived(inProgress(), { do: 'supervise', text: '办', dueAt: NOW + DAY }, LEADER, NOW);
    const orderId = ordered.supervisions[0]?.orderId ?? '';
    const ended = events(
      ordered,
      { do: 'endSupervision', orderId, isDone: true, text: '好', dueAt: null },
      LEADER,
    );
    expect(ended.events).toMatchObject([{ what: 'supervision_ended', text: '好' }]);
    const late = changeCase(
      inProgress(),
      { do: 'wake' },
      { actor: SYSTEM, now: DUE - 1, rules: RULES, requestId: 'w' },
    );
    expect(late.events.map(({ what, dueAt }) => [what, dueAt])).toEqual([['reminded', DUE]]);
  });
});

describe('where a case lies', () => {
  const box = (entity: Case) => {
    const { deskBox, officeBox, isOpen, hasNotice } = derived(entity, RULES);
    return [deskBox, officeBox, isOpen, hasNotice];
  };
  test.each<[string, Case, unknown[]]>([
    ['new', { ...submitted(), notices: [] }, ['office', 'submitted', true, false]],
    ['with the office', accepted(), ['office', 'ours', true, true]],
    [
      'with the office, given to a department',
      { ...accepted(), assignedTo: 'x' },
      ['waiting', 'ours', true, true],
    ],
    ['with a department that works on it', inProgress(), ['working', 'none', true, true]],
    ['with a draft', { ...inProgress(), draft: draft('') }, ['review', 'none', true, true]],
    [
      'with a draft that was sent back',
      { ...inProgress(), draft: draft('缺') },
      ['working', 'none', true, true],
    ],
    ['answered', replied(), ['replied', 'none', true, true]],
    ['closed', closed(), ['closed', 'none', false, true]],
    ['closed, once handed back', returned(closed()), ['closed', 'none', false, true]],
    ['to be handed back', returned(inProgress()), ['working', 'returns', true, true]],
  ])('%s', (_label, entity, boxes) => {
    expect(box(entity)).toEqual(boxes);
  });
});
