import { reopenUntil, resumed } from './asker';
import type { Case } from './case';
import { type CaseAct, eventOf, type Transition } from './command';
import { type Falls, firstDue, progressAt, RUNG_EVENTS, RUNGS } from './escalation';

/** Another case was merged into this one. Its voice is counted by its mark (case/count-joins). */
export const absorb: Transition<'absorb'> = (_entity, { number }, act) => ({
  set: {},
  events: [eventOf(act, 'absorbed', { text: number })],
});

export const refusePicture: Transition<'refusePicture'> = (entity, { fileId }, act) => {
  const pictures = entity.pictures.filter((picture) => picture.fileId !== fileId);
  return {
    set: { pictures, hasUnchecked: pictures.some(({ state }) => state !== 'passed') },
    events: [eventOf(act, 'picture_refused')],
  };
};

/** A department ends while it holds the case: the successor is given it; without one the office answers for it. */
export const dissolve: Transition<'dissolve'> = (entity, { departmentId, successorId }, act) => {
  const swap = (id: string | null) => (id === departmentId ? successorId : id);
  const isAnswered = entity.status === 'replied' || entity.status === 'closed';
  const wasResponsible = entity.responsibleId === departmentId;
  // An answered case only changes who answers for it; a running one must be accepted by the successor, and until then
  // the office answers for it, because the first receiver exists no more.
  const responsibleId = wasResponsible ? (isAnswered ? successorId : null) : entity.responsibleId;
  const isHolder = entity.assignedTo === departmentId || (wasResponsible && entity.assignedTo === null);
  const assignedTo = isAnswered ? null : isHolder ? successorId : entity.assignedTo;
  const status = isAnswered
    ? entity.status
    : assignedTo !== null
      ? 'assigned'
      : responsibleId !== null
        ? 'in_progress'
        : entity.status === 'submitted'
          ? 'submitted'
          : 'accepted';
  const isMoved = wasResponsible || isHolder;
  return {
    set: {
      status,
      responsibleId,
      assignedTo,
      assignedAt: isHolder && successorId !== null ? act.now : entity.assignedAt,
      leadId: swap(entity.leadId),
      ...(entity.asAnswered && { asAnswered: moved(entity.asAnswered, swap) }),
      coIds: entity.coIds.flatMap((id) => swap(id) ?? []).filter((id) => id !== swap(entity.leadId)),
      returns: entity.returns.map((returned) =>
        returned.decision === 'waiting' && returned.departmentId === departmentId
          ? { ...returned, decision: 'upheld' as const }
          : returned,
      ),
      ...(isMoved ? { handlerId: null, handlerName: '', draft: null, askedExtension: null } : {}),
    },
    events: [eventOf(act, 'department_dissolved', { departmentId: successorId })],
  };
};

/** What is shown of the first answer goes on with the successor, as the case itself does. */
const moved = (
  first: NonNullable<Case['asAnswered']>,
  swap: (id: string | null) => string | null,
): NonNullable<Case['asAnswered']> => ({
  ...first,
  departmentId: swap(first.departmentId),
  leadId: swap(first.leadId),
  coIds: first.coIds.flatMap((id) => swap(id) ?? []).filter((id) => id !== swap(first.leadId)),
});

/** Everything that has become due by now, in order, each once. Nothing due: nothing changes. */
export const wake: Transition<'wake'> = (entity, _command, act) => {
  let current = entity;
  const events: Case['history'] = [];
  for (let due = firstDue(current, act.rules, act.now); due; due = firstDue(current, act.rules, act.now)) {
    const { set, event } = fall(current, due, act);
    current = { ...current, ...set };
    if (event) events.push(event);
  }
  return { set: current, events };
};

function fall(
  entity: Case,
  due: Falls,
  act: CaseAct,
): { set: Partial<Case>; event: Case['history'][number] | null } {
  switch (due.what) {
    case 'resumed': {
      const { set, lengthMs } = resumed(entity, due.at, act);
      // The asker is told, so the next progress note counts from here.
      return {
        set: { ...set, newsAt: act.now },
        event: eventOf(act, 'resumed', { lengthMs, dueAt: set.dueAt ?? null }),
      };
    }
    case 'reminded':
      // A reminder that comes after the deadline would be overtaken by the first rung.
      return {
        set: { isReminded: true },
        event: act.now < entity.dueAt ? eventOf(act, 'reminded', { dueAt: entity.dueAt }) : null,
      };
    case 'escalated': {
      const what = RUNG_EVENTS[due.rung - 1];
      if (what === undefined) throw new RangeError(`no rung ${due.rung}`);
      return {
        set: { rung: due.rung, isOnOverdueList: due.rung === RUNGS },
        event: eventOf(act, what, { lengthMs: act.now - entity.dueAt, departmentId: entity.responsibleId }),
      };
    }
    case 'note_asked':
      // What comes with the clock's own sentence, or after it, asks for nothing any more.
      return {
        set: { noteAskedFor: entity.newsAt },
        event: act.now < progressAt(entity, act.rules) ? eventOf(act, 'note_asked') : null,
      };
    case 'progress':
      return { set: { newsAt: act.now }, event: eventOf(act, 'progress', { dueAt: entity.dueAt }) };
    case 'closed':
      return {
        set: { status: 'closed', closing: 'asker_silent', closedAt: act.now },
        event: eventOf(act, 'closed', { dueAt: reopenUntil(entity, act.rules) }),
      };
    case 'commitment_late':
      return {
        set: { commitment: entity.commitment && { ...entity.commitment, state: 'late' } },
        event: eventOf(act, 'commitment_late', { dueAt: due.at }),
      };
    case 'supervision_chased':
      return {
        set: {
          supervisions: entity.supervisions.map((supervision) =>
            supervision.orderId === due.orderId ? { ...supervision, isChased: true } : supervision,
          ),
        },
        event: eventOf(act, 'supervision_chased', { dueAt: due.at, departmentId: entity.responsibleId }),
      };
  }
}
