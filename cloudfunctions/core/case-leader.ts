import { eventOf, type Transition } from './case-command';
import { ensure } from './domain-error';

/** A supervision order (督办): tracked from here until a leader ends it, whatever becomes of the case. */
export const supervise: Transition<'supervise'> = (entity, { text, dueAt }, act) => {
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

/** Done, or back to the department with what is missing. */
export const endSupervision: Transition<'endSupervision'> = (entity, { orderId, isDone, text }, act) => {
  const order = entity.supervisions.find((each) => each.orderId === orderId);
  ensure(order !== undefined, 'not_found');
  ensure(order.state !== 'ended', 'wrong_case_stage');
  ensure(isDone || text !== '', 'reason_needed', { text: 'text_empty' });
  const state = isDone ? ('ended' as const) : ('ordered' as const);
  return {
    set: {
      supervisions: entity.supervisions.map((each) => (each === order ? { ...each, state } : each)),
    },
    events: [eventOf(act, isDone ? 'supervision_ended' : 'supervision_continued', { text })],
  };
};
