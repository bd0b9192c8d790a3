import type { Case, CaseEvent } from './case';

// Once it is answered a case reads 已答复 to everybody for good: whether its asker calls it solved, sends it back or says
// nothing is told to nobody who has no part in it (docs/rules.md, Small groups).

/** What of an answered case everybody may read; kept when the asker sends it back, because all of it may change then. */
export const asAnsweredOf = (
  entity: Pick<
    Case,
    | 'asAnswered'
    | 'reply'
    | 'responsibleId'
    | 'leadId'
    | 'coIds'
    | 'urgency'
    | 'extensions'
    | 'returns'
    | 'commitment'
  >,
): NonNullable<Case['asAnswered']> | undefined =>
  entity.asAnswered ??
  (entity.reply === null
    ? undefined
    : {
        outcome: entity.reply.outcome,
        promisedFor: entity.reply.promisedFor,
        departmentId: entity.responsibleId,
        at: entity.reply.at,
        leadId: entity.leadId,
        coIds: entity.coIds,
        urgency: entity.urgency,
        extensions: entity.extensions,
        returns: entity.returns.length,
        commitment: entity.commitment,
      });

/** What rows and counts are made public by, read beside what they show. */
export const PUBLIC_STATE_FIELDS = ['firstReplyAt', 'asAnswered'] as const;

type Shown = Pick<
  Case,
  'firstReplyAt' | 'asAnswered' | 'status' | 'isDue' | 'pause' | 'urgency' | 'responsibleId' | 'assignedTo'
> & { reply: Pick<NonNullable<Case['reply']>, 'outcome'> | null };

/** The fields of a row as everybody may read them. */
export function publicFace<T extends Shown>(entity: T): T {
  const { asAnswered: first, reply } = entity;
  if (!isAnswered(entity)) return entity;
  return {
    ...entity,
    status: 'replied',
    isDue: false,
    pause: null,
    assignedTo: null,
    ...(first && { urgency: first.urgency, responsibleId: first.departmentId }),
    reply: reply && { ...reply, ...(first && { outcome: first.outcome }) },
  };
}

/** The whole case as everybody may read it. */
export function publicCase(entity: Case): Case {
  if (!isAnswered(entity)) return entity;
  const { asAnswered: first, reply } = entity;
  return {
    ...publicFace(entity),
    closing: null,
    mergedInto: null,
    reopenings: 0,
    version: 0,
    history: historyUntilAnswer(entity),
    commitment: entity.commitment?.isLater ? (first?.commitment ?? null) : entity.commitment,
    ...(first && {
      leadId: first.leadId,
      coIds: first.coIds,
      extensions: first.extensions,
      returns: entity.returns.slice(0, first.returns),
      reply: reply && {
        ...reply,
        outcome: first.outcome,
        promisedFor: first.promisedFor,
        departmentId: first.departmentId,
        at: first.at,
      },
    }),
  };
}

/** Answered once is answered for good. */
export const isAnswered = ({ firstReplyAt }: Pick<Case, 'firstReplyAt'>): boolean => firstReplyAt !== null;

/** What may come after the answer, whatever the asker says. */
const AFTER_ANSWER = new Set<CaseEvent['what']>([
  'privacy_corrected',
  'department_dissolved',
  'commitment_done',
  'commitment_late',
]);

function historyUntilAnswer(entity: Case): Case['history'] {
  const answeredAt = entity.history.findIndex(({ what }) => what === 'replied');
  const isFirstPromise = !entity.commitment?.isLater;
  return entity.history.filter(({ what }, index) => {
    if (index <= answeredAt) return true;
    return AFTER_ANSWER.has(what) && (isFirstPromise || !what.startsWith('commitment'));
  });
}

/** Whether this event may be told to those who joined or follow. */
export function isToldToFollowers(entity: Case, event: CaseEvent): boolean {
  if (event.what === 'published') return true;
  if (event.what.startsWith('commitment')) return !entity.commitment?.isLater;
  return event.what === 'replied' ? entity.reopenings === 0 : entity.firstReplyAt === null;
}
