import type { caseContract } from '../contract/case';
import { ANSWERING, DEPARTMENT, HEAD, LEADER, OFFICE } from '../core/people/role-sets';
import type { Handlers } from '../platform/call/dispatch';
import { ensureDepartments } from './departments';
import { staffCommand } from './staff-command';

/** What staff do to a case by one tap: who may is read at the door and again on the case. */
export const staffCommands = {
  'case.take': staffCommand(DEPARTMENT, () => ({ do: 'take' })),
  'case.draftReply': staffCommand(ANSWERING, ({ text, outcome, promisedFor, pictures }) => ({
    do: 'draftReply',
    text,
    outcome,
    promisedFor,
    pictures,
  })),
  'case.reviewReply': staffCommand(HEAD, ({ draftId, isReleased, note }) => ({
    do: 'reviewReply',
    draftId,
    isReleased,
    note,
  })),
  'case.handBack': staffCommand(DEPARTMENT, ({ ground, text }) => ({ do: 'handBack', ground, text })),
  'case.askExtension': staffCommand(DEPARTMENT, ({ workingDays, reason }) => ({
    do: 'askExtension',
    workingDays,
    reason,
  })),
  'case.askMore': staffCommand(ANSWERING, ({ text }) => ({ do: 'askMore', text })),
  'case.note': staffCommand(ANSWERING, ({ text, pictures }) => ({ do: 'note', text, pictures })),
  'case.fulfil': staffCommand(ANSWERING, ({ text, pictures }) => ({ do: 'fulfil', text, pictures })),
  'case.reportSupervision': staffCommand(ANSWERING, ({ orderId, text }) => ({
    do: 'reportSupervision',
    orderId,
    text,
  })),
  'case.accept': staffCommand(
    OFFICE,
    ({ urgency, leadId, coIds }) => ({ do: 'accept', urgency, leadId, coIds }),
    ({ leadId, coIds }) => ensureDepartments([leadId, ...coIds]),
  ),
  'case.assign': staffCommand(
    OFFICE,
    ({ leadId, coIds, reason }) => ({ do: 'assign', leadId, coIds, reason }),
    ({ leadId, coIds }) => ensureDepartments([leadId, ...coIds]),
  ),
  'case.decline': staffCommand(OFFICE, ({ reason }) => ({ do: 'decline', reason })),
  'case.changeClass': staffCommand(OFFICE, ({ urgency, reason }) => ({ do: 'changeClass', urgency, reason })),
  'case.judgeReturn': staffCommand(
    OFFICE,
    ({ isUpheld, reason, leadId }) => ({ do: 'judgeReturn', isUpheld, reason, leadId }),
    ({ leadId }) => ensureDepartments([leadId]),
  ),
  'case.judgeExtension': staffCommand(OFFICE, ({ isGranted, reason }) => ({
    do: 'judgeExtension',
    isGranted,
    reason,
  })),
  'case.supervise': staffCommand(LEADER, ({ text, dueAt }) => ({ do: 'supervise', text, dueAt })),
  'case.endSupervision': staffCommand(LEADER, ({ orderId, isDone, text, dueAt }) => ({
    do: 'endSupervision',
    orderId,
    isDone,
    text,
    dueAt,
  })),
} satisfies Partial<Handlers<typeof caseContract>>;
