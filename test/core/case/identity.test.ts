import type { Case } from '../../../cloudfunctions/core/case/case';
import { actionsOf, actorFor, actorsOf, viewerOf } from '../../../cloudfunctions/core/case/identity';
import { viewOf } from '../../../cloudfunctions/core/case/view';
import type { Person, RoleGrant } from '../../../cloudfunctions/core/people/person';
import {
  assigned,
  CO_HANDLER,
  HANDLER,
  HEAD,
  inProgress,
  lived,
  MONDAY,
  OFFICE,
  RULES,
  replied,
  submitted,
} from './samples';

const person = (_id: string, ...roles: RoleGrant[]): Person => ({
  _id,
  number: `number-of-${_id}`,
  name: `name-of-${_id}`,
  kind: 'student',
  unit: '信息工程系',
  roles,
  openid: `openid-of-${_id}`,
  hasLeft: false,
  absentFrom: null,
});
const asker = person('p-asker');
const stranger = person('p-stranger');
const handler = person('p-handler', { role: 'handler', departmentId: 'logistics' });
const coHandler = person('p-co', { role: 'handler', departmentId: 'network' });
const otherHead = person('p-other', { role: 'head', departmentId: 'teaching' });
const office = person('p-office', { role: 'office' });
const leader = person('p-leader', { role: 'leader' });
const operator = person('p-operator', { role: 'operator' });

const published = () =>
  lived(
    replied(),
    { do: 'publish', title: '公开的标题', text: '公开的内容', reply: '公开的答复' },
    OFFICE,
    MONDAY + 9 * 3_600_000,
  );
const unansweredAndPublished = () =>
  lived(
    inProgress(),
    { do: 'publish', title: '公开的标题', text: '公开的内容', reply: '' },
    OFFICE,
    MONDAY + 9 * 3_600_000,
  );
const seenBy = (entity: Case, who: Person | null) => {
  const viewer = viewerOf(entity, who);
  if (!viewer) throw new Error('not theirs');
  return viewOf(entity, {
    viewer,
    actors: actorsOf(entity, who),
    now: MONDAY,
    rules: RULES,
    urls: new Map(),
    asker: { name: asker.name, unit: asker.unit },
    target: null,
    hasJoined: false,
    isFollowing: false,
  });
};

describe('as whom somebody sees a case', () => {
  test.each<[string, () => Case, Person | null, string | null]>([
    ['the asker', submitted, asker, 'asker'],
    ['the office', submitted, office, 'office'],
    ['a leader', submitted, leader, 'leader'],
    ['a department that has not been given it', submitted, handler, null],
    ['the department that was given it', assigned, handler, 'department'],
    ['the department that has it', inProgress, handler, 'department'],
    ['a co-department', inProgress, coHandler, 'department'],
    ['another department', inProgress, otherHead, null],
    ['a stranger', inProgress, stranger, null],
    ['nobody in particular', inProgress, null, null],
    ['an operator who did not record it', inProgress, operator, null],
    ['a stranger, once it is published', published, stranger, 'public'],
    ['nobody in particular, once it is published', published, null, 'public'],
    ['another department, once it is published', published, otherHead, 'public'],
  ])('%s', (_label, entity, who, viewer) => {
    expect(viewerOf(entity(), who)).toBe(viewer);
  });

  test('any operator sees a call, whoever recorded it; a held or protected case is nobody’s but the office’s and leaders’', () => {
    expect(viewerOf({ ...inProgress(), channel: 'hotline', recordedBy: 'p-other' }, operator)).toBe(
      'operator',
    );
    expect(viewerOf(inProgress(), operator)).toBeNull();
    for (const mark of [{ isHeld: true }, { isProtected: true }])
      expect([handler, coHandler].map((who) => viewerOf({ ...inProgress(), ...mark }, who))).toEqual([
        null,
        null,
      ]);
  });
});

describe('what a viewer is told', () => {
  test.each([
    ['department', handler],
    ['office', office],
    ['leader', leader],
    ['co-department', coHandler],
    ['public', stranger],
  ])('a hidden asker is unknown to the %s', (_label, who) => {
    const view = seenBy(published(), who);
    expect(view.asker).toBeNull();
    expect(JSON.stringify(view)).not.toMatch(/asker"?:"|name-of-p-asker|p-asker/);
  });

  test('who signed is known to those who answer, and to the public never', () => {
    const named = { ...published(), identity: 'named' as const };
    expect(seenBy(named, handler).asker?.name).toBe(asker.name);
    expect(seenBy(named, stranger).asker).toBeNull();
  });

  test('the public reads public words only: no original text, no note, no name of staff, no inner step', () => {
    const noted = lived(
      published(),
      { do: 'note', text: '内部情况', pictures: [] },
      HANDLER,
      MONDAY + 10 * 3_600_000,
    );
    const view = JSON.stringify(seenBy(noted, stranger));
    for (const inner of ['三号楼', '热水', '内部情况', '锅炉', HANDLER.name, HEAD.name])
      expect(view).not.toContain(inner);
    expect(view).toContain('公开的答复');
  });

  test('a draft is seen by staff and not by the asker', () => {
    const drafted = lived(
      inProgress(),
      { do: 'draftReply', text: '草稿', outcome: 'explained', promisedFor: null, pictures: [] },
      HANDLER,
    );
    expect(seenBy(drafted, handler).draft?.text).toBe('草稿');
    expect(JSON.stringify(seenBy(drafted, asker))).not.toContain('草稿');
  });
});

describe('buttons', () => {
  const fact = (entity: Case, who: Person) => ({
    entity,
    actors: actorsOf(entity, who),
    rules: RULES,
    now: MONDAY,
    hasJoined: false,
    isFollowing: false,
  });

  test.each<[string, () => Case, Person, string[]]>([
    ['the office triages first', submitted, office, ['accept', 'decline']],
    ['the department takes first', assigned, handler, ['take']],
    [
      'a handler answers',
      inProgress,
      handler,
      ['draftReply', 'askMore', 'note', 'handTo', 'askExtension', 'handBack'],
    ],
    ['a co-department may only add notes', inProgress, coHandler, ['note']],
    ['a leader may only order supervision', inProgress, leader, ['supervise']],
    ['the asker judges first', replied, asker, ['judge', 'answer']],
    ['a stranger joins and follows what is public', unansweredAndPublished, stranger, ['join', 'follow']],
    ['a stranger only follows what is answered', published, stranger, ['follow']],
  ])('%s', (_label, entity, who, first) => {
    expect(actionsOf(fact(entity(), who)).slice(0, first.length)).toEqual(first);
  });

  test('somebody with two roles acts in the one that may', () => {
    const both = person(
      'p-both',
      { role: 'head', departmentId: 'logistics' },
      { role: 'handler', departmentId: 'network' },
    );
    const entity = inProgress();
    expect(actorFor(entity, 'reviewReply', actorsOf(entity, both))).toMatchObject({ role: 'head' });
    expect(actorFor(entity, 'note', actorsOf(entity, both))).toMatchObject({ departmentId: 'logistics' });
    expect(CO_HANDLER.departmentId).toBe('network');
  });
});
