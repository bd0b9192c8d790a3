import * as z from 'zod';
import { DAY_MS, dayOf, HOUR_MS } from '../../../cloudfunctions/core/rules/calendar';
import { CASE_STATUSES, type CaseStatus, URGENCIES, type Urgency } from '../../../miniprogram/shared/case';
import type { Category } from '../../../miniprogram/shared/category';
import { departments, members } from '../cast';
import { accountOf, type Deed, drawn, LEADER_ACCOUNT, OFFICE_ACCOUNT, patience } from './deed';

const keysOf = <T extends string>(labels: Readonly<Record<T, unknown>>) => Object.keys(labels) as [T, ...T[]];

/** What a colleague reads of a case on the desk. */
export const deskCase = z.object({
  _id: z.string(),
  version: z.number(),
  status: z.enum(keysOf<CaseStatus>(CASE_STATUSES)),
  category: z.string(),
  urgency: z.enum(keysOf<Urgency>(URGENCIES)),
  isProtected: z.boolean(),
  isOpen: z.boolean(),
  askerId: z.string().nullable(),
  responsibleId: z.string().nullable(),
  assignedTo: z.string().nullable(),
  submittedAt: z.number(),
  dueAt: z.number(),
  pause: z.object({}).nullable(),
  askedExtension: z.object({}).nullable(),
  returns: z.array(z.object({ departmentId: z.string(), decision: z.string() })),
  draft: z.object({ draftId: z.string(), sentBack: z.string() }).nullable(),
  commitment: z.object({ state: z.string(), dueAt: z.number() }).nullable(),
  supervisions: z.array(z.object({ orderId: z.string(), state: z.string() })),
  history: z.array(z.object({ at: z.number() })),
});
export type DeskCase = z.output<typeof deskCase>;

const LEADS: Readonly<Record<Category, string | null>> = {
  logistics: 'logistics',
  teaching: 'teaching',
  affairs: 'affairs',
  safety: 'security',
  development: 'careers',
  other: null,
};

/** One case in so many is left until it is overdue. */
const ONE_SLOW_IN = 12;
const ONE_UNHAPPY_IN = 10;
const ONE_SILENT_IN = 4;

/**
 * What is done next with a case, or null while it may lie: each step takes some hours, mostly in time before the
 * deadline. `since`: when the colleagues came in; before that nobody has looked at anything.
 */
export function nextCaseDeed(entity: DeskCase, now: number, since: number): Deed | null {
  const lastAt = Math.max(since, entity.history[entity.history.length - 1]?.at ?? 0);
  return isTime(entity, now, lastAt) ? deedOf(entity, now, lastAt) : null;
}

function isTime(
  { _id, version, status, submittedAt, dueAt }: DeskCase,
  now: number,
  lastAt: number,
): boolean {
  const isLate = now > dueAt;
  const isAnswered = status === 'replied' || status === 'closed';
  if (!isAnswered && drawn(_id, ONE_SLOW_IN) === 0) return now > Math.max(lastAt, dueAt + 20 * HOUR_MS);
  const isNear = !isLate && now > dueAt - Math.min(2 * DAY_MS, (dueAt - submittedAt) / 2);
  return (isNear && !isAnswered) || now >= lastAt + patience(`${_id}.${version}`, isAnswered ? 24 : 7);
}

function deedOf(entity: DeskCase, now: number, lastAt: number): Deed | null {
  const ordered = ofSupervision(entity);
  if (ordered) return ordered;
  switch (entity.status) {
    case 'submitted':
      return accepted(entity);
    case 'accepted':
      return answered(entity, now);
    case 'assigned':
      return decided(entity) ?? taken(entity);
    case 'in_progress':
      return decided(entity) ?? reviewed(entity) ?? answered(entity, now);
    case 'replied':
      return judged(entity) ?? fulfilled(entity, now, lastAt);
    case 'closed':
      return fulfilled(entity, now, lastAt);
  }
}

function accepted({ _id: caseId, urgency, category, isProtected }: DeskCase): Deed {
  const leadId = isProtected ? null : (LEADS[category] ?? null);
  const by = isProtected ? LEADER_ACCOUNT : OFFICE_ACCOUNT;
  return { by, action: 'case.accept', input: { caseId, urgency, leadId, coIds: [] } };
}

const taken = ({ _id: caseId, assignedTo }: DeskCase): Deed | null =>
  assignedTo === null
    ? null
    : { by: accountOf('handler', assignedTo), action: 'case.take', input: { caseId } };

/** The office decides what a department has asked for. */
function decided({ _id: caseId, category, returns, askedExtension }: DeskCase): Deed | null {
  const asked = returns.find(({ decision }) => decision === 'waiting');
  if (asked) {
    const leadId = LEADS[category] ?? null;
    const isUpheld = leadId !== null && leadId !== asked.departmentId;
    const reason = isUpheld ? '按职责分工改派。' : '按职责分工由贵部门继续办理。';
    const input = { caseId, isUpheld, reason, leadId: isUpheld ? leadId : null };
    return { by: OFFICE_ACCOUNT, action: 'case.judgeReturn', input };
  }
  if (askedExtension === null) return null;
  return {
    by: OFFICE_ACCOUNT,
    action: 'case.judgeExtension',
    input: { caseId, isGranted: true, reason: '' },
  };
}

function reviewed({ _id: caseId, responsibleId, draft }: DeskCase): Deed | null {
  if (draft === null || draft.sentBack !== '' || responsibleId === null) return null;
  const input = { caseId, draftId: draft.draftId, isReleased: true, note: '' };
  return { by: accountOf('head', responsibleId), action: 'case.reviewReply', input };
}

function answered(
  { _id: caseId, responsibleId, assignedTo, pause, isProtected }: DeskCase,
  now: number,
): Deed | null {
  if (pause !== null || assignedTo !== null) return null;
  const [, month, day] = dayOf(now).split('-').map(Number);
  const name = departments.find(({ _id }) => _id === responsibleId)?.name ?? '活动办公室';
  const isSolved = drawn(caseId, 10) < 7;
  const text = isSolved
    ? `${name}${month}月${day}日已到现场核实并处理完毕，处理后复查正常。`
    : `${name}${month}月${day}日已核实情况，现行规定和办理步骤已写入办事指南，可在服务窗口当面咨询。`;
  const ours = isProtected ? LEADER_ACCOUNT : OFFICE_ACCOUNT;
  const by = responsibleId === null ? ours : accountOf('handler', responsibleId);
  const outcome = isSolved ? ('solved' as const) : ('explained' as const);
  return {
    by,
    action: 'case.draftReply',
    input: { caseId, text, outcome, promisedFor: null, pictures: [] },
  };
}

/** Whoever asked says how it went; people of the cast say it themselves, and some say nothing. */
function judged({ _id: caseId, askerId }: DeskCase): Deed | null {
  const isPlayed = members.some(({ _id }) => _id === askerId);
  if (askerId === null || isPlayed || drawn(`${caseId} silent`, ONE_SILENT_IN) === 0) return null;
  const isSolved = drawn(`${caseId} verdict`, ONE_UNHAPPY_IN) > 0;
  const input = {
    caseId,
    isSolved,
    reason: isSolved ? '' : '情况没有变化，请再核实。',
    satisfaction: isSolved ? ('satisfied' as const) : ('dissatisfied' as const),
  };
  return { by: `demo-${askerId}`, action: 'case.judge', input };
}

/** A promise is kept on its last day, a late one some days after the colleagues came in. */
function fulfilled(
  { _id: caseId, commitment, responsibleId }: DeskCase,
  now: number,
  lastAt: number,
): Deed | null {
  if (commitment === null || commitment.state === 'done' || responsibleId === null) return null;
  const keptAt = commitment.state === 'open' ? commitment.dueAt - 12 * HOUR_MS : lastAt + 3 * DAY_MS;
  if (now < keptAt) return null;
  const input = { caseId, text: '已按承诺完成，请师生监督。', pictures: [] };
  return { by: accountOf('handler', responsibleId), action: 'case.fulfil', input };
}

function ofSupervision({ _id: caseId, supervisions, responsibleId, status }: DeskCase): Deed | null {
  const order = supervisions.find(({ state }) => state !== 'ended');
  if (!order || responsibleId === null) return null;
  const { orderId } = order;
  if (order.state === 'ordered') {
    const input = { caseId, orderId, text: '已明确完成时间和责任人，办理期间安排专人值守。' };
    return { by: accountOf('handler', responsibleId), action: 'case.reportSupervision', input };
  }
  if (status !== 'replied' && status !== 'closed') return null;
  const input = { caseId, orderId, isDone: true, text: '', dueAt: null };
  return { by: LEADER_ACCOUNT, action: 'case.endSupervision', input };
}
