import { ensure } from '../domain-error';
import { clockAt } from '../rules/deadline';
import { resumed } from './asker';
import type { Case, CaseReply } from './case';
import { type CaseAct, type CaseChange, eventOf, type Transition } from './command';
import { keyOf } from './key';

/** The answer goes out to the asker. It may close the clock's pause: whoever answers no longer needs more. */
export function released(entity: Case, reply: CaseReply, act: CaseAct): CaseChange {
  const { now } = act;
  return {
    set: {
      status: 'replied',
      reply,
      draft: null,
      repliedAt: now,
      firstReplyAt: entity.firstReplyAt ?? now,
      // Judged by the clock, once, on the first answer. A pause that began in time keeps it in time.
      wasOnTime: entity.wasOnTime ?? clockAt(entity, now) <= entity.dueAt,
      commitment:
        reply.promisedFor === null
          ? entity.commitment
          : {
              text: reply.text,
              dueAt: reply.promisedFor,
              state: 'open',
              doneAt: null,
              key: keyOf(reply.promisedFor, entity.number),
              ...(entity.firstReplyAt === null ? {} : { isLater: true }),
            },
      ...resumed(entity, now, act).set,
      askedExtension: null,
      isOnOverdueList: false,
      verdict: null,
      newsAt: now,
    },
    events: [
      eventOf(act, 'replied', {
        text: reply.text,
        pictures: reply.pictures,
        departmentId: reply.departmentId,
        dueAt: reply.promisedFor,
        lengthMs: entity.pause ? now - entity.pause.at : null,
      }),
    ],
  };
}

/** A handler's draft waits for the head; a head's own answer, and the office's on what it handles itself, goes out. */
export const draftReply: Transition<'draftReply'> = (entity, command, act) => {
  const { text, outcome, promisedFor, pictures, standIn = null } = command;
  ensure(
    entity.returns.every(({ decision }) => decision !== 'waiting'),
    'return_pending',
  );
  ensure((outcome === 'promised') === (promisedFor !== null), 'promise_date_invalid', {
    promisedFor: 'promise_date',
  });
  ensure(promisedFor === null || promisedFor > act.now, 'promise_date_invalid', {
    promisedFor: 'date_in_past',
  });
  const reply: CaseReply = {
    text,
    outcome,
    promisedFor,
    pictures,
    departmentId: entity.responsibleId,
    at: act.now,
  };
  if (act.actor.role !== 'handler') return released(entity, reply, act);
  return {
    set: {
      draft: {
        ...reply,
        draftId: act.requestId,
        authorId: act.actor.personId,
        authorName: act.actor.name,
        sentBack: '',
        standIn,
      },
      handlerId: act.actor.personId,
      handlerName: act.actor.name,
    },
    events: [eventOf(act, standIn === null ? 'reply_drafted' : 'review_handed_on')],
  };
};

/** The head releases exactly the draft that was read, or sends it back with what is missing. */
export const reviewReply: Transition<'reviewReply'> = (entity, { draftId, isReleased, note }, act) => {
  const { draft } = entity;
  ensure(draft !== null && draft.sentBack === '', 'wrong_case_stage');
  ensure(draft.draftId === draftId, 'conflict');
  if (!isReleased) {
    ensure(note !== '', 'reason_needed', { note: 'text_empty' });
    return {
      set: { draft: { ...draft, sentBack: note } },
      events: [eventOf(act, 'reply_sent_back', { text: note })],
    };
  }
  const { text, outcome, promisedFor, pictures, departmentId } = draft;
  ensure(promisedFor === null || promisedFor > act.now, 'promise_date_invalid', {
    promisedFor: 'date_in_past',
  });
  return released(entity, { text, outcome, promisedFor, pictures, departmentId, at: act.now }, act);
};

/** The handler takes a draft back before it was reviewed, to write it anew; its words are kept for that. */
export const withdrawDraft: Transition<'withdrawDraft'> = (entity, _command, act) => {
  const { draft } = entity;
  ensure(draft !== null && draft.sentBack === '', 'wrong_case_stage');
  return {
    set: { draft: { ...draft, sentBack: WITHDRAWN, standIn: null } },
    events: [eventOf(act, 'draft_withdrawn')],
  };
};
const WITHDRAWN = '经办人已撤回，可修改后再提交';

/** The department has no head any more: a draft that waits is reviewed by the office or the leader in charge. */
export const standIn: Transition<'standIn'> = (entity, { leaderId }, act) => {
  const { draft } = entity;
  ensure(draft !== null && draft.sentBack === '' && !draft.standIn, 'wrong_case_stage');
  return {
    set: { draft: { ...draft, standIn: { leaderId } } },
    events: [eventOf(act, 'review_handed_on')],
  };
};
