import { CASE_ACTIONS, type CaseAction } from '../../../miniprogram/shared/case';
import { nameWithOffice } from '../../../miniprogram/shared/name-with-office';
import { hasWordsLeft } from '../black-out';
import type { Person } from '../people/person';
import type { RulesNow } from '../rules/case-rules';
import { clockAt } from '../rules/deadline';
import { reopenUntil } from './asker';
import { isCalledBack } from './call-back';
import { askedReturn, type Case } from './case';
import { isInScope, isOffered } from './change';
import { ASKER_ACTOR, type CaseActor } from './command';
import { returnUntil } from './department';
import { isPromiseOpen } from './leader';
import { isLeaverOpen } from './leaver';
import { isAnswered } from './public-state';
import { isReceiver } from './receiver';
import { CASE_TABLE, type CaseCommandName, type TableRow } from './table';

export type Viewer = 'asker' | 'department' | 'office' | 'leader' | 'operator' | 'public';

/** In which capacities the person may act, most specific first; roles as read now. */
export function actorsOf(entity: Case, person: Person | null): CaseActor[] {
  if (person === null) return [];
  const actors: CaseActor[] = entity.askerId === person._id ? [ASKER_ACTOR] : [];
  if (entity.isProtected) {
    if (isReceiver(entity, person))
      actors.push({ role: 'receiver', personId: person._id, name: person.name, departmentId: null });
    return actors;
  }
  if (entity.channel === 'hotline' && person.roles.some(({ role }) => role === 'operator'))
    actors.push({ role: 'operator', personId: person._id, name: person.name, departmentId: null });
  for (const role of ['head', 'handler', 'office', 'leader'] as const)
    for (const grant of person.roles)
      if (grant.role === role)
        actors.push({
          role,
          personId: person._id,
          name: role === 'leader' ? nameWithOffice({ title: '', ...grant, name: person.name }) : person.name,
          departmentId: role === 'head' || role === 'handler' ? (grant.departmentId ?? null) : null,
        });
  return actors;
}

/**
 * As whom the person sees the case, or null when it is none of theirs. A department sees what lies with it; held and
 * protected ones it never sees. An operator sees every call of the hotline, whoever recorded it. A protected report is seen by its
 * receivers alone, as the office sees all others.
 */
export function viewerOf(entity: Case, person: Person | null): Viewer | null {
  if (person !== null) {
    if (entity.askerId === person._id) return 'asker';
    if (entity.isProtected) return isReceiver(entity, person) ? 'office' : null;
    const actors = actorsOf(entity, person);
    if (actors.some(({ role }) => role === 'office')) return 'office';
    if (actors.some(({ role }) => role === 'leader')) return 'leader';
    if (actors.some((actor) => actor.departmentId !== null && isInScope(entity, actor, 'involved')))
      return 'department';
    const isOperator = person.roles.some(({ role }) => role === 'operator');
    if (isOperator && entity.channel === 'hotline') return 'operator';
  }
  return entity.isPublic ? 'public' : null;
}

/** The actor the command is given as: the first capacity in which it is offered, else the first that could. */
export function actorFor(
  entity: Case,
  command: CaseCommandName,
  actors: readonly CaseActor[],
): CaseActor | undefined {
  const row: TableRow = CASE_TABLE[command];
  return (
    actors.find((actor) => isOffered(entity, command, actor)) ??
    actors.find((actor) => row.by.includes(actor.role) && isInScope(entity, actor, row.of)) ??
    actors.find((actor) => row.by.includes(actor.role))
  );
}

/** May this viewer know who asked? A department only where the asker signed (docs/rules.md, Identity of askers). */
export function mayKnowAsker(entity: Case, viewer: Viewer): boolean {
  if (entity.askerId === null && !entity.callerName) return false;
  if (viewer === 'asker') return true;
  return entity.identity === 'named' && viewer !== 'public';
}

interface Fact {
  entity: Case;
  actors: readonly CaseActor[];
  rules: RulesNow;
  now: number;
  hasJoined: boolean;
  isFollowing: boolean;
}

// Beyond the table: what the transition would refuse for another reason is not offered as a button.
const MORE: Partial<Record<CaseCommandName, (fact: Fact) => boolean>> = {
  assign: ({ entity }) => askedReturn(entity) === null,
  decline: ({ entity }) => entity.responsibleId === null && entity.assignedTo === null,
  draftReply: ({ entity }) =>
    askedReturn(entity) === null && (entity.draft === null || entity.draft.sentBack !== ''),
  reviewReply: ({ entity }) => entity.draft !== null && entity.draft.sentBack === '',
  withdrawDraft: ({ entity }) => entity.draft !== null && entity.draft.sentBack === '',
  take: ({ entity, actors }) =>
    entity.status === 'assigned' &&
    askedReturn(entity) === null &&
    actors.some(({ departmentId }) => departmentId !== null && departmentId === entity.assignedTo),
  handBack: ({ entity, actors, rules, now }) =>
    askedReturn(entity) === null &&
    actors.some(({ departmentId }) => (returnUntil(entity, departmentId, rules) ?? 0) >= now),
  judgeReturn: ({ entity }) => askedReturn(entity) !== null,
  askExtension: ({ entity, rules, now }) =>
    entity.askedExtension === null &&
    entity.extensions < rules.cases.extensionsMax &&
    clockAt(entity, now) <= entity.dueAt,
  judgeExtension: ({ entity }) => entity.askedExtension !== null,
  judgeLeaver: ({ entity }) => isLeaverOpen(entity),
  askMore: ({ entity }) => !entity.askerLeft && entity.pause === null && askedReturn(entity) === null,
  handTo: ({ entity }) => askedReturn(entity) === null,
  callBack: ({ entity }) => isCalledBack(entity),
  fulfil: ({ entity }) => entity.commitment !== null && entity.commitment.state !== 'done',
  // Both of its buttons work for as long as "not solved" still reopens the case.
  judge: ({ entity, rules, now }) =>
    entity.closing !== 'merged' && entity.closing !== 'withdrawn' && now < (reopenUntil(entity, rules) ?? 0),
  allowName: ({ entity }) => entity.identity === 'hidden' && entity.askerId !== null,
  publish: ({ entity }) => !entity.isHeld,
  unpublish: ({ entity }) => entity.isPublic,
  correctPrivacy: ({ entity }) => Object.values(entity.published ?? {}).some(hasWordsLeft),
  revealAsker: ({ entity }) => entity.identity === 'hidden' && entity.askerId !== null,
  supervise: ({ entity }) => entity.status !== 'closed' || isPromiseOpen(entity),
  reportSupervision: ({ entity }) => entity.supervisions.some(({ state }) => state === 'ordered'),
  endSupervision: ({ entity }) => entity.supervisions.some(({ state }) => state !== 'ended'),
};

/** What is expected of the viewer comes first. */
const ORDER: readonly CaseCommandName[] = [
  'judgeReturn',
  'judgeExtension',
  'judgeLeaver',
  'accept',
  'reviewReply',
  'take',
  'draftReply',
  'judge',
  'answer',
  'reportSupervision',
  'fulfil',
  'assign',
  'decline',
  'askMore',
  'callBack',
  'note',
  'handTo',
  'askExtension',
  'withdrawDraft',
  'handBack',
  'endSupervision',
  'supervise',
  'changeClass',
  'setTopic',
  'publish',
  'unpublish',
  'correctPrivacy',
  'merge',
  'revealAsker',
  'withdraw',
  'allowName',
];
const isAction = (name: string): name is CaseAction => Object.keys(CASE_ACTIONS).includes(name);

/** The buttons the viewer has now. */
export function actionsOf(fact: Fact): CaseAction[] {
  const { entity, actors } = fact;
  const list: CaseAction[] = ORDER.filter(
    (command) => actors.some((actor) => isOffered(entity, command, actor)) && (MORE[command]?.(fact) ?? true),
  ).flatMap((command) => (isAction(command) ? [command] : []));
  const isAsker = actors.includes(ASKER_ACTOR);
  if (isAsker && entity.identity === 'named' && entity.isOpen) list.push('hideName');
  if (entity.isPublic && !isAsker) {
    if (fact.hasJoined) list.push('leave');
    else if (entity.isOpen && !isAnswered(entity)) list.push('join');
    list.push(fact.isFollowing ? 'unfollow' : 'follow');
  }
  return list;
}
