import type { CaseRow } from '../../contract/case';
import { askedReturn, type Case, stepOf } from './case';
import { PUBLIC_STATE_FIELDS, publicFace } from './public-state';

/** What the rows of lists are made from: everything else stays in the database. */
export const ROW_FIELDS = [
  '_id',
  'number',
  'channel',
  'title',
  'category',
  'status',
  'urgency',
  'responsibleId',
  'assignedTo',
  'leadId',
  'dueAt',
  'dueKey',
  'pause',
  'isDue',
  'reply.outcome',
  'joins',
  'submittedAt',
  'published',
  'isPublic',
  'mergedInto',
  'isProtected',
] as const satisfies readonly string[];

/** The same for rows that everybody reads. */
export const PUBLIC_ROW_FIELDS = [...ROW_FIELDS, ...PUBLIC_STATE_FIELDS] as const;

export const DESK_ROW_FIELDS = [
  ...ROW_FIELDS,
  'handlerName',
  'isHeld',
  'identity',
  'returns',
  'askedExtension',
  'draft.sentBack',
  'deskBox',
  'officeBox',
  'hasOpenSupervision',
] as const;

type RowSource = Pick<
  Case,
  | '_id'
  | 'number'
  | 'channel'
  | 'title'
  | 'category'
  | 'status'
  | 'urgency'
  | 'responsibleId'
  | 'assignedTo'
  | 'dueAt'
  | 'pause'
  | 'isDue'
  | 'joins'
  | 'submittedAt'
  | 'isProtected'
> & { reply: { outcome: NonNullable<Case['reply']>['outcome'] } | null };

/** One row of a list, as who may see the original title sees it. */
export function rowOf(entity: RowSource, now: number): CaseRow {
  return {
    id: entity._id,
    number: entity.number,
    channel: entity.channel,
    title: entity.title,
    category: entity.category,
    status: entity.status,
    step: stepOf(entity.status),
    urgency: entity.urgency,
    departmentId: entity.assignedTo ?? entity.responsibleId,
    dueAt: entity.isDue ? entity.dueAt : null,
    isPaused: entity.pause !== null,
    isOverdue: entity.isDue && entity.dueAt < now,
    outcome: entity.reply?.outcome ?? null,
    joins: entity.joins,
    submittedAt: entity.submittedAt,
    isProtected: entity.isProtected,
  };
}

/** The row as everybody may see it: public words, or none. */
export function publicRowOf(
  entity: RowSource & Pick<Case, 'published' | 'isPublic' | 'firstReplyAt' | 'asAnswered'>,
  now: number,
): CaseRow {
  return { ...rowOf(publicFace(entity), now), title: entity.isPublic ? (entity.published?.title ?? '') : '' };
}

type DeskSource = RowSource &
  Pick<
    Case,
    | 'leadId'
    | 'handlerName'
    | 'isHeld'
    | 'identity'
    | 'returns'
    | 'deskBox'
    | 'officeBox'
    | 'hasOpenSupervision'
  > & {
    askedExtension: unknown;
  };

/** What staff are waiting for. */
function waitsFor(
  entity: Pick<Case, 'status' | 'returns' | 'deskBox' | 'officeBox' | 'pause'> & { askedExtension: unknown },
): 'accept' | 'take' | 'reply' | 'review' | 'return' | 'extension' | 'leaver' | 'asker' | 'none' {
  if (entity.status === 'closed') return 'none';
  if (entity.status === 'replied') return 'asker';
  if (askedReturn(entity)) return 'return';
  if (entity.askedExtension) return 'extension';
  if (entity.status === 'submitted') return 'accept';
  if (entity.officeBox === 'left') return 'leaver';
  if (entity.deskBox === 'waiting') return 'take';
  if (entity.pause !== null) return 'asker';
  return entity.deskBox === 'review' ? 'review' : 'reply';
}

/** A row as staff see it in their lists. */
export const deskRowOf = (entity: DeskSource, now: number) => ({
  ...rowOf(entity, now),
  leadId: entity.leadId,
  handlerName: entity.handlerName,
  isHeld: entity.isHeld,
  identity: entity.identity,
  isSupervised: entity.hasOpenSupervision,
  waitsFor: waitsFor(entity),
});
