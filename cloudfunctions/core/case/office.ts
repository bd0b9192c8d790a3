import { ensure } from '../domain-error';
import { classDueAt, deadlineOf, movedDeadline } from '../rules/deadline';
import { askedReturn, type Case, type Responsibility } from './case';
import { type CaseChange, eventOf, type Transition } from './command';
import { freshDeadline } from './escalation';
import { released } from './reply';
import { setTopic } from './set-topic';

/** The department is given the case. Whoever answered for it before still does, until the department takes it. */
function givenTo(
  entity: Case,
  leadId: string,
  coIds: readonly string[],
  now: number,
): Partial<Case> & Partial<Responsibility> {
  ensure(!entity.isProtected, 'case_protected');
  ensure(!coIds.includes(leadId), 'department_unknown', { coIds: 'department_is_lead' });
  const base = { leadId, coIds: [...new Set(coIds)], draft: null, isHeld: false };
  // Back to the department that answers for it already: there is nothing to accept.
  if (leadId === entity.responsibleId) return { ...base, assignedTo: null, status: 'in_progress' };
  return { ...base, assignedTo: leadId, assignedAt: now, status: 'assigned' };
}

const NOTHING: CaseChange = { set: {}, events: [] };

/** Taken on by the office, with its class; assigned at once where a department is named. */
export const accept: Transition<'accept'> = (entity, { urgency, leadId, coIds, topic, categories }, act) => {
  // The class that the asker was told keeps its deadline; another one is counted from the moment of asking.
  const dueAt =
    urgency === entity.urgency ? entity.baseDueAt : classDueAt(entity.clockStart, urgency, act.rules);
  const accepted = eventOf(act, 'accepted', { dueAt });
  const isNew = topic !== undefined && topic?.id !== entity.topic?.id;
  const named = isNew
    ? setTopic(entity, { do: 'setTopic', topic, ...(categories && { categories }) }, act)
    : NOTHING;
  const base: Partial<Case> = {
    ...named.set,
    ...freshDeadline(entity, dueAt, act.now),
    urgency,
    baseDueAt: dueAt,
    isHeld: false,
    status: 'accepted',
    newsAt: act.now,
    // Pictures that WeChat could not look at, anonymous ones above all, the office has looked at now.
    pictures: entity.pictures.map((picture) => ({ ...picture, state: 'passed' as const })),
    hasUnchecked: false,
  };
  if (leadId === null) return { set: base, events: [...named.events, accepted] };
  return {
    set: { ...base, ...givenTo(entity, leadId, coIds, act.now) },
    events: [...named.events, accepted, eventOf(act, 'assigned', { departmentId: leadId, dueAt })],
  };
};

export const assign: Transition<'assign'> = (entity, { leadId, coIds, reason }, act) => {
  ensure(askedReturn(entity) === null, 'return_pending');
  return {
    set: { ...givenTo(entity, leadId, coIds, act.now), newsAt: act.now },
    events: [eventOf(act, 'assigned', { departmentId: leadId, text: reason, dueAt: entity.dueAt })],
  };
};

/** Not accepted, with the reason. It is an answer: the asker may object to it like to any other. */
export const decline: Transition<'decline'> = (entity, { reason }, act) => {
  ensure(entity.responsibleId === null && entity.assignedTo === null, 'wrong_case_stage');
  return released(
    entity,
    {
      text: reason,
      outcome: 'not_accepted',
      promisedFor: null,
      pictures: [],
      departmentId: null,
      at: act.now,
    },
    act,
  );
};

/** Another deadline class: the deadline is counted again from the moment the person asked. */
export const changeClass: Transition<'changeClass'> = (entity, { urgency, reason }, act) => {
  const baseDueAt = classDueAt(entity.clockStart, urgency, act.rules);
  const dueAt = deadlineOf({ ...entity, urgency, baseDueAt }, act.rules);
  return {
    set: { ...freshDeadline(entity, dueAt, act.now), urgency, baseDueAt },
    events: [eventOf(act, 'class_changed', { text: reason, dueAt })],
  };
};

export const judgeReturn: Transition<'judgeReturn'> = (entity, { isUpheld, reason, leadId }, act) => {
  const asked = askedReturn(entity);
  ensure(asked !== null, 'wrong_case_stage');
  const decision = isUpheld ? ('upheld' as const) : ('rejected' as const);
  const returns = entity.returns.map((returned) =>
    returned === asked ? { ...returned, decision } : returned,
  );
  if (!isUpheld)
    return {
      set: { returns },
      events: [eventOf(act, 'return_rejected', { text: reason, departmentId: asked.departmentId })],
    };
  const upheld = eventOf(act, 'return_upheld', { text: reason, departmentId: asked.departmentId });
  if (leadId === null)
    // Nobody else is named, so the office answers for it itself from here.
    return {
      set: {
        returns,
        status: 'accepted',
        responsibleId: null,
        assignedTo: null,
        leadId: null,
        handlerId: null,
        handlerName: '',
        draft: null,
        askedExtension: null,
      },
      events: [upheld],
    };
  ensure(leadId !== asked.departmentId, 'department_unknown', { leadId: 'department_returned_it' });
  const coIds = entity.coIds.filter((id) => id !== leadId);
  return {
    set: { returns, askedExtension: null, ...givenTo(entity, leadId, coIds, act.now) },
    events: [upheld, eventOf(act, 'assigned', { departmentId: leadId, dueAt: entity.dueAt })],
  };
};

export const judgeExtension: Transition<'judgeExtension'> = (entity, { isGranted, reason }, act) => {
  const { askedExtension: asked } = entity;
  ensure(asked !== null, 'wrong_case_stage');
  if (!isGranted)
    return { set: { askedExtension: null }, events: [eventOf(act, 'extension_refused', { text: reason })] };
  const extraDays = entity.extraDays + asked.workingDays;
  const dueAt = movedDeadline({ ...entity, extraDays }, act.rules);
  return {
    set: {
      ...freshDeadline(entity, dueAt, act.now),
      askedExtension: null,
      extraDays,
      extensions: entity.extensions + 1,
    },
    events: [
      eventOf(act, 'extension_granted', {
        text: reason || asked.reason,
        dueAt,
        lengthMs: dueAt - entity.dueAt,
        departmentId: entity.responsibleId,
      }),
    ],
  };
};
