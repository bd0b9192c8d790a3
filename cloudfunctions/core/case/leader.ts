import { ensure } from '../domain-error';
import type { Case } from './case';
import { eventOf, type Transition } from './command';

/** A case that is closed may still owe what was promised in its answer. */
export const isPromiseOpen = ({ commitment }: Pick<Case, 'commitment'>): boolean =>
  commitment !== null && commitment.state !== 'done';

/** A supervision order (督办): tracked from here until a leader ends it, whatever becomes of the case. */
export const supervise: Transition<'supervise'> = (entity, { text, dueAt }, act) => {
  ensure(entity.status !== 'closed' || isPromiseOpen(entity), 'wrong_case_stage');
  ensure(dueAt > act.now, 'date_in_past', { dueAt: 'date_in_past' });
  const order = {
    orderId: act.requestId,
    text,
    orderedById: act.actor.personId,
    orderedBy: act.actor.name,
    orderedAt: act.now,
    dueAt,
    state: 'ordered' as const,
    report: '',
    isChased: false,
  };
  return {
    set: { supervisions: [...entity.supervisions, order] },
    events: [eventOf(act, 'supervision_ordered', { text, dueAt })],
  };
};

/** Done, or back to the department with what is missing, and with another day where the leader names one. */
export const endSupervision: Transition<'endSupervision'> = (entity, command, act) => {
  const { orderId, isDone, text, dueAt } = command;
  const order = entity.supervisions.find((supervision) => supervision.orderId === orderId);
  ensure(order !== undefined, 'not_found');
  ensure(order.state !== 'ended', 'wrong_case_stage');
  ensure(isDone || text !== '', 'reason_needed', { text: 'text_empty' });
  ensure(dueAt === null || dueAt > act.now, 'date_in_past', { dueAt: 'date_in_past' });
  const next = isDone
    ? { ...order, state: 'ended' as const }
    : { ...order, state: 'ordered' as const, ...(dueAt === null ? {} : { dueAt, isChased: false }) };
  const event = isDone
    ? eventOf(act, 'supervision_ended', { text })
    : eventOf(act, 'supervision_continued', { text, dueAt });
  return {
    set: {
      supervisions: entity.supervisions.map((supervision) => (supervision === order ? next : supervision)),
    },
    events: [event],
  };
};
