import { ensure } from '../domain-error';
import type { RulesNow } from '../rules/case-rules';
import { clockAt, workingDaysLater } from '../rules/deadline';
import { askedReturn, type Case } from './case';
import { eventOf, type Transition } from './command';

/** The department accepts: from now on it answers for the case. A colleague may take over in the same way. */
export const take: Transition<'take'> = (entity, _command, act) => {
  const departmentId = act.actor.departmentId;
  ensure(askedReturn(entity) === null, 'return_pending');
  // While another department has been given it, the one that still answers for it has nothing to take.
  ensure(entity.assignedTo === null || entity.assignedTo === departmentId, 'not_allowed');
  return {
    set: {
      status: 'in_progress',
      responsibleId: departmentId,
      assignedTo: null,
      handlerId: act.actor.personId,
      handlerName: act.actor.name,
      newsAt: act.now,
    },
    events: [eventOf(act, 'taken', { dueAt: entity.dueAt })],
  };
};

/** A colleague of the same department goes on with it; who answers for it stays the same. */
export const handTo: Transition<'handTo'> = (entity, { personId, name }, act) => {
  ensure(entity.handlerId !== personId, 'wrong_case_stage');
  return {
    set: { handlerId: personId, handlerName: name },
    events: [eventOf(act, 'handed_to', { text: name })],
  };
};

/** Until when this department may hand the case back; null when it may not (any more). */
export function returnUntil(entity: Case, departmentId: string | null, rules: RulesNow): number | null {
  if (departmentId === null || entity.assignedAt === null || entity.leadId !== departmentId) return null;
  const refused = entity.returns.some(
    (returned) => returned.departmentId === departmentId && returned.decision === 'rejected',
  );
  return refused ? null : workingDaysLater(entity.assignedAt, rules.cases.returnWorkingDays, rules);
}

/** In time and with grounds only; the office adjudicates and it is counted. The clock goes on meanwhile. */
export const handBack: Transition<'handBack'> = (entity, { ground, text }, act) => {
  const { departmentId } = act.actor;
  ensure(departmentId !== null, 'not_allowed');
  ensure(askedReturn(entity) === null, 'return_pending');
  const until = returnUntil(entity, departmentId, act.rules);
  ensure(until !== null && act.now <= until, 'return_too_late');
  return {
    set: {
      returns: [...entity.returns, { departmentId, ground, text, at: act.now, decision: 'waiting' }],
    },
    events: [eventOf(act, 'return_asked', { text })],
  };
};

export const askExtension: Transition<'askExtension'> = (entity, { workingDays, reason }, act) => {
  ensure(entity.askedExtension === null, 'extension_pending');
  ensure(entity.extensions < act.rules.cases.extensionsMax, 'extension_limit');
  ensure(clockAt(entity, act.now) <= entity.dueAt, 'extension_too_late');
  return {
    set: { askedExtension: { workingDays, reason, at: act.now } },
    events: [eventOf(act, 'extension_asked', { text: reason })],
  };
};

/** The only thing that stops the clock; it stops for so many working days at most. */
export const askMore: Transition<'askMore'> = (entity, { text }, act) => {
  ensure(!entity.askerLeft, 'wrong_case_stage');
  ensure(entity.pause === null, 'clock_paused');
  ensure(askedReturn(entity) === null, 'return_pending');
  const until = workingDaysLater(act.now, act.rules.cases.askerWorkingDays, act.rules);
  return {
    set: { pause: { at: act.now, until, question: text }, newsAt: act.now },
    events: [eventOf(act, 'asked_more', { text, dueAt: until })],
  };
};

export const note: Transition<'note'> = (_entity, { text, pictures }, act) => ({
  set: { newsAt: act.now },
  events: [eventOf(act, 'note', { text, pictures })],
});

/** The promise has been kept. Late or not is seen from the two dates. */
export const fulfil: Transition<'fulfil'> = (entity, { text, pictures }, act) => {
  const { commitment } = entity;
  ensure(commitment !== null && commitment.state !== 'done', 'wrong_case_stage');
  return {
    set: { commitment: { ...commitment, state: 'done', doneAt: act.now }, newsAt: act.now },
    events: [eventOf(act, 'commitment_done', { text, pictures })],
  };
};

export const reportSupervision: Transition<'reportSupervision'> = (entity, { orderId, text }, act) => {
  const order = entity.supervisions.find((supervision) => supervision.orderId === orderId);
  ensure(order !== undefined, 'not_found');
  ensure(order.state === 'ordered', 'wrong_case_stage');
  return {
    set: {
      supervisions: entity.supervisions.map((supervision) =>
        supervision === order ? { ...supervision, state: 'reported', report: text } : supervision,
      ),
    },
    events: [eventOf(act, 'supervision_reported', { text })],
  };
};
