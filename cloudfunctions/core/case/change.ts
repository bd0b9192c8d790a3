import { DomainError, ensure } from '../domain-error';
import { allowName, answer, judge, withdraw } from './asker';
import { callBack } from './call-back';
import type { Case } from './case';
import type { CaseAct, CaseActor, CaseChange, CaseCommand } from './command';
import { askExtension, askMore, fulfil, handBack, handTo, note, reportSupervision, take } from './department';
import { derived } from './derived';
import { endSupervision, supervise } from './leader';
import { comeBack, judgeLeaver, leave } from './leaver';
import { accept, assign, changeClass, decline, judgeExtension, judgeReturn } from './office';
import { correctPrivacy, merge, publish, revealAsker, unpublish } from './publicity';
import { draftReply, reviewReply, standIn, withdrawDraft } from './reply';
import { setTopic } from './set-topic';
import { absorb, dissolve, refusePicture, wake } from './system';
import { CASE_TABLE, type CaseCommandName, type Scope, type TableRow } from './table';
import { noticesOf } from './telling';

/** The next state of a case: the entity, with the lines that were added to its history and what is to be told. */
export interface CaseStep {
  entity: Case;
  events: Case['history'];
}

/**
 * One command on one case: (entity, command, act) → the next entity, version + 1, history longer, everything derived
 * recomputed. Does nothing else: no clock, no I/O.
 *
 * @throws DomainError not_allowed (role or department), case_closed / wrong_case_stage (status), or the command's own
 */
export function changeCase(entity: Case, command: CaseCommand, act: CaseAct): CaseStep {
  const row: TableRow = CASE_TABLE[command.do];
  ensure(row.by.includes(act.actor.role), 'not_allowed');
  ensure(isInScope(entity, act.actor, row.of), 'not_allowed');
  if (!row.from.includes(entity.status))
    throw new DomainError(entity.status === 'closed' ? 'case_closed' : 'wrong_case_stage');
  const { set, events } = transitionOf(entity, command, act);
  const changed: Case = { ...entity, ...set };
  const next: Case = {
    ...changed,
    version: entity.version + 1,
    rulesVersion: act.rules.version,
    history: [...entity.history, ...events],
    notices: [...entity.notices, ...noticesOf(changed, events, entity.version + 1)],
  };
  return { entity: { ...next, ...derived(next, act.rules) }, events };
}

/** May this actor, by department, act on the case within the scope? */
export function isInScope(entity: Case, actor: CaseActor, scope: Scope): boolean {
  if (isStaff(actor.role) && entity.isProtected !== (actor.role === 'receiver')) return false;
  if (scope === 'any') return true;
  if (scope === 'reviewing' && actor.role !== 'head') {
    const standsIn = entity.draft?.standIn ?? null;
    if (standsIn === null || entity.isProtected) return false;
    return actor.role === 'office' || (actor.role === 'leader' && actor.personId === standsIn.leaderId);
  }
  if (actor.role === 'office' || actor.role === 'receiver')
    return scope === 'involved' || (entity.responsibleId === null && entity.assignedTo === null);
  const { departmentId } = actor;
  if (departmentId === null || entity.isHeld || entity.isProtected) return false;
  if (departmentId === entity.responsibleId) return true;
  if (scope === 'responsible' || scope === 'reviewing') return false;
  if (departmentId === entity.assignedTo) return true;
  return scope === 'involved' && (departmentId === entity.leadId || entity.coIds.includes(departmentId));
}

const isStaff = (role: CaseActor['role']) => !['asker', 'operator', 'system'].includes(role);

/** Does the table let this actor give the command now? What a button needs to know; the transition may still refuse. */
export function isOffered(entity: Case, command: CaseCommandName, actor: CaseActor): boolean {
  const row: TableRow = CASE_TABLE[command];
  return row.by.includes(actor.role) && row.from.includes(entity.status) && isInScope(entity, actor, row.of);
}

function transitionOf(entity: Case, command: CaseCommand, act: CaseAct): CaseChange {
  switch (command.do) {
    case 'accept':
      return accept(entity, command, act);
    case 'assign':
      return assign(entity, command, act);
    case 'take':
      return take(entity, command, act);
    case 'handTo':
      return handTo(entity, command, act);
    case 'callBack':
      return callBack(entity, command, act);
    case 'decline':
      return decline(entity, command, act);
    case 'changeClass':
      return changeClass(entity, command, act);
    case 'setTopic':
      return setTopic(entity, command, act);
    case 'draftReply':
      return draftReply(entity, command, act);
    case 'reviewReply':
      return reviewReply(entity, command, act);
    case 'withdrawDraft':
      return withdrawDraft(entity, command, act);
    case 'handBack':
      return handBack(entity, command, act);
    case 'judgeReturn':
      return judgeReturn(entity, command, act);
    case 'askExtension':
      return askExtension(entity, command, act);
    case 'judgeExtension':
      return judgeExtension(entity, command, act);
    case 'judgeLeaver':
      return judgeLeaver(entity, command, act);
    case 'askMore':
      return askMore(entity, command, act);
    case 'note':
      return note(entity, command, act);
    case 'fulfil':
      return fulfil(entity, command, act);
    case 'reportSupervision':
      return reportSupervision(entity, command, act);
    case 'answer':
      return answer(entity, command, act);
    case 'judge':
      return judge(entity, command, act);
    case 'withdraw':
      return withdraw(entity, command, act);
    case 'allowName':
      return allowName(entity, command, act);
    case 'merge':
      return merge(entity, command, act);
    case 'publish':
      return publish(entity, command, act);
    case 'unpublish':
      return unpublish(entity, command, act);
    case 'correctPrivacy':
      return correctPrivacy(entity, command, act);
    case 'revealAsker':
      return revealAsker(entity, command, act);
    case 'supervise':
      return supervise(entity, command, act);
    case 'endSupervision':
      return endSupervision(entity, command, act);
    case 'absorb':
      return absorb(entity, command, act);
    case 'standIn':
      return standIn(entity, command, act);
    case 'leave':
      return leave(entity, command, act);
    case 'comeBack':
      return comeBack(entity, command, act);
    case 'refusePicture':
      return refusePicture(entity, command, act);
    case 'dissolve':
      return dissolve(entity, command, act);
    case 'wake':
      return wake(entity, command, act);
  }
}
