import { ensure } from '../domain-error';
import { resumed } from './asker';
import type { Case, CaseEvent } from './case';
import { eventOf, type Transition } from './command';

/** Has the office yet to say what becomes of the case of somebody who has left? An answered one closes by itself. */
export const isLeaverOpen = ({ askerLeft, status }: Pick<Case, 'askerLeft' | 'status'>): boolean =>
  askerLeft === 'open' && status !== 'replied' && status !== 'closed';

/**
 * Somebody has left the college (docs/rules.md, Roster). As the asker: the clock no longer waits for them, and the
 * office decides whether the matter goes on. As the handler: the department has the case without one. The id stands in
 * no history: the asker's never does.
 */
export const leave: Transition<'leave'> = (entity, { personId }, act) => {
  const events: CaseEvent[] = [];
  let set: Partial<Case> = {};
  if (entity.askerId === personId && !entity.askerLeft && entity.status !== 'closed') {
    set = { ...resumed(entity, act.now, act).set, askerLeft: 'open' };
    events.push(eventOf(act, 'asker_left'));
  }
  if (entity.handlerId === personId) {
    set = { ...set, handlerId: null, handlerName: '' };
    events.push(eventOf(act, 'handler_left', { departmentId: entity.responsibleId }));
  }
  return { set, events };
};

/** Back in the roster: the asker hears of an open case again. */
export const comeBack: Transition<'comeBack'> = (_entity, _command, act) => ({
  set: { askerLeft: null },
  events: [eventOf(act, 'asker_back')],
});

/** The office closes the case of somebody who has left, with its reason, or lets it go on for those who are there. */
export const judgeLeaver: Transition<'judgeLeaver'> = (entity, { isClosed, reason }, act) => {
  ensure(isLeaverOpen(entity), 'wrong_case_stage');
  if (!isClosed)
    return { set: { askerLeft: 'decided' }, events: [eventOf(act, 'leaver_kept', { text: reason })] };
  return {
    set: {
      askerLeft: 'decided',
      status: 'closed',
      closing: 'asker_left',
      closedAt: act.now,
      draft: null,
      pause: null,
      askedExtension: null,
      isOnOverdueList: false,
    },
    events: [eventOf(act, 'leaver_closed', { text: reason })],
  };
};
