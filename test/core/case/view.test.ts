import type { Case, CaseEvent } from '../../../cloudfunctions/core/case/case';
import { eventOf } from '../../../cloudfunctions/core/case/command';
import { returnUntil } from '../../../cloudfunctions/core/case/department';
import type { Viewer } from '../../../cloudfunctions/core/case/identity';
import { deskRowOf, publicRowOf, rowOf } from '../../../cloudfunctions/core/case/row';
import { picturesFor, type ViewFacts, viewOf } from '../../../cloudfunctions/core/case/view';
import type { CaseEventKind } from '../../../miniprogram/shared/case';
import {
  accepted,
  assigned,
  CO_HANDLER,
  closed,
  DAY,
  HANDLER,
  inProgress,
  MONDAY,
  OFFICE,
  RULES,
  replied,
  submitted,
} from './samples';

// Who reads what of a case: one shape for all, with what is not theirs left out.

const VIEWERS: readonly Viewer[] = ['asker', 'department', 'office', 'leader', 'operator', 'public'];
const STAFF = ['department', 'office', 'leader'];
const NOW = MONDAY + DAY;
const act = { actor: HANDLER, now: MONDAY, rules: RULES, requestId: 'r' };
const line = (what: CaseEventKind, changes: Partial<CaseEvent> = {}): CaseEvent => ({
  ...eventOf(act, what, { text: `原话 ${what}` }),
  ...changes,
});
const pictures: Case['pictures'] = [
  { fileId: 'first', state: 'passed', traceId: '' },
  { fileId: 'doubtful', state: 'waiting', traceId: '' },
  { fileId: 'later', state: 'passed', traceId: '' },
];

/** A case in which there is something to be seen everywhere. */
const rich: Case = {
  ...inProgress(),
  identity: 'named',
  phone: '027-1',
  pictures,
  reply: {
    text: '答复原话',
    outcome: 'promised',
    promisedFor: NOW + DAY,
    pictures: ['reply'],
    departmentId: 'logistics',
    at: MONDAY,
  },
  draft: {
    text: '草稿',
    outcome: 'explained',
    promisedFor: null,
    pictures: ['draft'],
    departmentId: 'logistics',
    at: MONDAY,
    draftId: 'draft-1',
    authorId: 'p-secret',
    authorName: '起草人',
    sentBack: '',
  },
  pause: { at: MONDAY, until: NOW, question: '哪一层？' },
  returns: [{ departmentId: 'logistics', ground: 'not_ours', text: '不归我们', at: 5, decision: 'waiting' }],
  askedExtension: { workingDays: 2, reason: '配件在途', at: 6 },
  commitment: { text: '承诺原话', dueAt: NOW + DAY, state: 'open', doneAt: null, key: 'k' },
  satisfaction: 'satisfied',
  supervisions: [
    {
      orderId: 'o-1',
      text: '三日内办结',
      orderedById: 'p-secret',
      orderedBy: '校领导',
      orderedAt: 7,
      dueAt: NOW,
      state: 'ordered',
      report: '',
      isChased: false,
    },
  ],
  identityViews: [{ at: 8, by: '办公室', reason: '核实' }],
  isPublic: true,
  published: { title: '公开标题', text: '公开内容', reply: '公开答复' },
  history: [line('submitted', { pictures: [] }), line('answered_more', { pictures: ['later', 'gone'] })],
};

const facts = (viewer: Viewer, changes: Partial<ViewFacts> = {}): ViewFacts => ({
  viewer,
  actors: viewer === 'department' ? [HANDLER] : viewer === 'office' ? [OFFICE] : [],
  now: NOW,
  rules: RULES,
  urls: new Map(['first', 'doubtful', 'later', 'reply', 'draft'].map((id) => [id, `https://${id}`])),
  asker: { name: '提问人', unit: '信息工程系' },
  target: null,
  hasJoined: false,
  isFollowing: true,
  ...changes,
});
const seen = (viewer: Viewer, entity = rich, changes: Partial<ViewFacts> = {}) =>
  viewOf(entity, facts(viewer, changes));
const whoSees = (isSeen: (view: ReturnType<typeof viewOf>) => boolean, entity = rich) =>
  VIEWERS.filter((viewer) => isSeen(seen(viewer, entity)));
const NOT_PUBLIC = VIEWERS.filter((viewer) => viewer !== 'public');

describe('who reads what', () => {
  test.each<[string, (view: ReturnType<typeof viewOf>) => boolean, readonly string[]]>([
    ['the own title', ({ title }) => title === rich.title, NOT_PUBLIC],
    ['the public title', ({ title }) => title === '公开标题', ['public']],
    ['the own words', ({ text }) => text === rich.text, NOT_PUBLIC],
    ['the public words', ({ text }) => text === '公开内容', ['public']],
    ['the place', ({ place }) => place === rich.place, NOT_PUBLIC],
    ['who asked', ({ asker }) => asker !== null, NOT_PUBLIC],
    ['who handles it', ({ handlerName }) => handlerName === HANDLER.name, NOT_PUBLIC],
    ['the answer', ({ reply }) => reply?.text === '答复原话', NOT_PUBLIC],
    ['the public answer', ({ reply }) => reply?.text === '公开答复', ['public']],
    ['pictures of the answer', ({ reply }) => reply?.pictures.length === 1, NOT_PUBLIC],
    ['the draft', ({ draft }) => draft?.text === '草稿', STAFF],
    ['what the asker is asked', ({ question }) => question === '哪一层？', NOT_PUBLIC],
    ['that it is to be handed back', ({ askedReturn }) => askedReturn?.text === '不归我们', STAFF],
    ['that more time is asked for', ({ askedExtension }) => askedExtension !== null, NOT_PUBLIC],
    ['until when it may be handed back', ({ returnUntil: until }) => until !== null, ['department']],
    ['what was promised', ({ commitment }) => commitment?.text === '承诺原话', NOT_PUBLIC],
    ['the promise in public words', ({ commitment }) => commitment?.text === '公开答复', ['public']],
    [
      'how satisfied the asker is',
      ({ satisfaction }) => satisfaction !== null,
      ['asker', 'office', 'leader'],
    ],
    ['orders of leaders', ({ supervisions }) => supervisions.length === 1, STAFF],
    [
      'who looked at the name',
      ({ identityViews }) => identityViews.length === 1,
      ['asker', 'office', 'leader'],
    ],
    ['the public words beside the own', ({ published }) => published !== null, ['office']],
  ])('%s', (_label, isSeen, viewers) => {
    expect(whoSees(isSeen)).toEqual(viewers);
  });

  test('nobody reads an account', () => {
    for (const viewer of VIEWERS) expect(JSON.stringify(seen(viewer))).not.toMatch(/p-secret|p-asker/);
  });

  test('what is there stands in full where it may be read', () => {
    expect(seen('office')).toMatchObject({
      viewer: 'office',
      asker: { name: '提问人', unit: '信息工程系', phone: '027-1' },
      draft: {
        text: '草稿',
        outcome: 'explained',
        promisedFor: null,
        pictures: ['https://draft'],
        departmentId: 'logistics',
        at: MONDAY,
        draftId: 'draft-1',
        authorName: '起草人',
        sentBack: '',
      },
      askedReturn: { ground: 'not_ours', text: '不归我们', departmentId: 'logistics', at: 5 },
      askedExtension: { workingDays: 2, reason: '配件在途', at: 6 },
      commitment: { text: '承诺原话', dueAt: NOW + DAY, state: 'open', doneAt: null },
      supervisions: [
        {
          orderId: 'o-1',
          text: '三日内办结',
          orderedBy: '校领导',
          orderedAt: 7,
          dueAt: NOW,
          state: 'ordered',
        },
      ],
      picturesInCheck: 1,
      returns: 1,
      hasJoined: false,
      isFollowing: true,
      version: rich.version,
    });
    expect(seen('department').returnUntil).toBe(returnUntil(rich, 'logistics', RULES));
    expect(seen('department', rich, { actors: [CO_HANDLER] }).returnUntil).toBeNull();
    expect(seen('department', rich, { actors: [OFFICE, HANDLER] }).returnUntil).not.toBeNull();
    expect(seen('office', rich, { actors: [OFFICE, HANDLER] }).returnUntil).toBeNull();
    expect(returnUntil({ ...assigned(), leadId: null }, null, RULES)).toBeNull();
  });

  test('what is not there is not made up', () => {
    const bare = { ...submitted(), isPublic: true };
    for (const viewer of VIEWERS)
      expect(seen(viewer, bare)).toMatchObject({
        reply: null,
        draft: null,
        question: '',
        askedReturn: null,
        askedExtension: null,
        commitment: null,
        mergedInto: null,
        supervisions: [],
        published: null,
      });
    expect(seen('public', bare).text).toBe('');
    expect(seen('asker', { ...rich, identity: 'named' }, { asker: null }).asker).toBeNull();
    expect(seen('public', { ...rich, published: null })).toMatchObject({
      text: '',
      reply: { text: '' },
      commitment: { text: '' },
    });
  });
});

describe('pictures', () => {
  test('that are not checked yet are seen by the asker and the office', () => {
    const both = ['https://first', 'https://doubtful'];
    expect(VIEWERS.map((viewer) => seen(viewer).pictures)).toEqual([
      both,
      ['https://first'],
      both,
      ['https://first'],
      ['https://first'],
      [],
    ]);
  });

  test('that came later stand with what was said then; one that cannot be had is left out', () => {
    expect(seen('asker').timeline[0]?.pictures).toEqual(['https://later']);
    expect(seen('public').timeline.flatMap((entry) => entry.pictures)).toEqual([]);
  });

  test('whose addresses are asked for are those that may be seen', () => {
    expect(picturesFor(rich, 'public')).toEqual([]);
    expect(picturesFor(rich, 'asker')).toEqual(['first', 'doubtful', 'reply', 'draft', 'later', 'gone']);
    expect(picturesFor(rich, 'leader')).toEqual(['first', 'reply', 'draft', 'later', 'gone']);
    expect(picturesFor({ ...rich, reply: null, draft: null }, 'office')).toEqual([
      'first',
      'doubtful',
      'later',
      'gone',
    ]);
  });

  test('of what was said later wait for their check as well', () => {
    const waiting = {
      ...rich,
      pictures: pictures.map((picture) => ({ ...picture, state: 'waiting' as const })),
    };
    expect(seen('department', waiting).timeline[0]?.pictures).toEqual([]);
    expect(seen('office', waiting).timeline[0]?.pictures).toEqual(['https://later']);
  });
});

describe('the history', () => {
  const kinds: readonly CaseEventKind[] = [
    'submitted',
    'reply_drafted',
    'reply_sent_back',
    'identity_viewed',
    'picture_refused',
    'answered_more',
    'asked_more',
    'name_allowed',
    'name_hidden',
    'withdrawn',
    'unpublished',
    'published',
    'reminded',
    'supervision_ordered',
    'supervision_reported',
    'supervision_continued',
    'supervision_ended',
    'supervision_chased',
    'replied',
    'note',
  ];
  const entity = { ...rich, history: kinds.map((what) => line(what)) };
  const read = (viewer: Viewer) => seen(viewer, entity).timeline.map(({ what }) => what);
  const without = (...left: CaseEventKind[]) => [...kinds].reverse().filter((what) => !left.includes(what));

  test('is read newest first, by staff without what is between asker and office', () => {
    expect(read('office')).toEqual(without());
    expect(read('leader')).toEqual(without());
    expect(read('department')).toEqual(without('identity_viewed', 'picture_refused'));
    expect(read('asker')).toEqual(without('reply_drafted', 'reply_sent_back'));
    expect(read('operator')).toEqual(
      without('reply_drafted', 'reply_sent_back', 'identity_viewed', 'picture_refused'),
    );
  });

  test('is read by the public as far as it is public', () => {
    expect(read('public')).toEqual(['note', 'replied', 'submitted']);
  });

  test('holds the public answer for the public, and no other words or names', () => {
    expect(seen('public', entity).timeline.map(({ text, actorName }) => [text, actorName])).toEqual([
      ['', ''],
      ['公开答复', ''],
      ['', ''],
    ]);
    expect(seen('public', { ...entity, published: null }).timeline[1]?.text).toBe('');
  });

  test('does not tell the asker what leaders and departments write to each other', () => {
    const silent = ['supervision_ordered', 'supervision_reported', 'supervision_continued'];
    for (const viewer of ['asker', 'operator'] as const)
      for (const { what, text } of seen(viewer, entity).timeline)
        expect([what, text]).toEqual([what, silent.includes(what) ? '' : `原话 ${what}`]);
    for (const { what, text, actorName } of seen('department', entity).timeline)
      expect([what, text, actorName]).toEqual([what, `原话 ${what}`, HANDLER.name]);
  });
});

describe('what it was merged into', () => {
  const merged = { ...rich, mergedInto: { id: 'case-2', number: '20261123-0002' } };
  const reply = { ...Object(rich.reply), text: '那边的原话' };
  const published = { title: '', text: '', reply: '那边的公开答复' };
  const target = { isPublic: true, published, reply, status: 'in_progress' as const };
  const into = (viewer: Viewer, to: ViewFacts['target']) => seen(viewer, merged, { target: to }).mergedInto;

  test('answers for both in public words, else by its outcome, and without its pictures', () => {
    expect(into('asker', target)).toMatchObject({
      id: 'case-2',
      number: '20261123-0002',
      isPublic: true,
      reply: { text: '那边的公开答复', pictures: [] },
    });
    const unpublished = [
      { isPublic: false },
      { published: null },
      { published: { ...published, reply: '' } },
    ];
    for (const change of unpublished)
      expect(into('asker', { ...target, ...change })?.reply?.text).toMatch(/^部门已答复：/);
  });

  test('says nothing to the public, nor before it is answered or read', () => {
    expect(into('public', target)).toMatchObject({ isPublic: true, reply: null });
    expect(into('asker', { ...target, reply: null })?.reply).toBeNull();
    expect(into('asker', null)).toMatchObject({ isPublic: false, reply: null });
  });
});

describe('a row of a list', () => {
  test('says where the case stands, and when it is due', () => {
    const entity = inProgress();
    expect(rowOf(entity, entity.dueAt)).toEqual({
      id: 'case-1',
      number: '20261123-0001',
      channel: 'box',
      title: entity.title,
      category: 'logistics',
      status: 'in_progress',
      step: 3,
      urgency: 'ordinary',
      departmentId: 'logistics',
      dueAt: entity.dueAt,
      isPaused: false,
      isOverdue: false,
      outcome: null,
      joins: 0,
      submittedAt: MONDAY,
      isProtected: false,
    });
    expect(rowOf(entity, entity.dueAt + 1).isOverdue).toBe(true);
    expect(rowOf({ ...assigned(), responsibleId: 'teaching' }, NOW).departmentId).toBe('logistics');
  });

  test('that is answered is neither due nor late', () => {
    expect(rowOf(replied(), NOW + 99 * DAY)).toMatchObject({
      dueAt: null,
      isOverdue: false,
      outcome: 'solved',
    });
    expect(rowOf({ ...inProgress(), pause: rich.pause }, NOW).isPaused).toBe(true);
  });

  test('for everybody has public words, or none', () => {
    expect(publicRowOf(rich, NOW).title).toBe('公开标题');
    expect(publicRowOf({ ...rich, isPublic: false }, NOW).title).toBe('');
    expect(publicRowOf({ ...rich, published: null }, NOW).title).toBe('');
  });

  const nothing = { returns: [], askedExtension: null, pause: null, draft: null };
  test.each<[string, Case, string]>([
    ['nothing, once it is closed', { ...closed(), returns: rich.returns }, 'none'],
    ['the asker, once it is answered', { ...replied(), returns: rich.returns }, 'asker'],
    ['a judgement on handing it back', { ...rich }, 'return'],
    ['a judgement on more time', { ...rich, returns: [] }, 'extension'],
    ['being accepted', submitted(), 'accept'],
    ['being taken', assigned(), 'take'],
    ['the asker, who is asked for more', { ...rich, ...nothing, pause: rich.pause }, 'asker'],
    ['the head', { ...rich, ...nothing, deskBox: 'review' }, 'review'],
    ['an answer', { ...rich, ...nothing, deskBox: 'working' }, 'reply'],
    ['an answer of the office', accepted(), 'reply'],
  ])('waits for %s', (_label, entity, waitsFor) => {
    expect(deskRowOf(entity, NOW)).toMatchObject({ waitsFor, title: entity.title, isSupervised: false });
  });

  test('of a desk says who has it and what is special about it', () => {
    const entity = { ...rich, isHeld: true, isProtected: true, hasOpenSupervision: true };
    expect(deskRowOf(entity, NOW)).toMatchObject({
      leadId: 'logistics',
      handlerName: HANDLER.name,
      isHeld: true,
      isProtected: true,
      identity: 'named',
      isSupervised: true,
    });
  });
});
