import type { caseContract } from '../contract/case';
import {
  ANSWERING,
  ANSWERING_OR_RECEIVING,
  DEPARTMENT,
  LEADER,
  OFFICE,
  OPERATOR,
  RECEIVING,
  REVIEWING,
} from '../core/people/role-sets';
import type { Handlers } from '../platform/call/dispatch';
import { ensureDepartments } from './departments';
import { draftReply } from './draft-reply';
import { handTo } from './hand-to';
import { staffCommand } from './staff-command';
import { topicCommands } from './topic-commands';

/** What staff do to a case by one tap: who may is read at the door and again on the case. */
export const staffCommands = {
  'case.take': staffCommand(DEPARTMENT, () => ({ do: 'take' })),
  ...topicCommands,
  'case.handTo': handTo,
  'case.draftReply': draftReply,
  'case.withdrawDraft': staffCommand(DEPARTMENT, () => ({ do: 'withdrawDraft' })),
  'case.reviewReply': staffCommand(REVIEWING, ({ draftId, isReleased, note }) => ({
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
  'case.askMore': staffCommand(ANSWERING_OR_RECEIVING, ({ text }) => ({ do: 'askMore', text })),
  'case.note': staffCommand(ANSWERING_OR_RECEIVING, ({ text, pictures }) => ({ do: 'note', text, pictures })),
  'case.fulfil': staffCommand(ANSWERING_OR_RECEIVING, ({ text, pictures }) => ({
    do: 'fulfil',
    text,
    pictures,
  })),
  'case.reportSupervision': staffCommand(ANSWERING, ({ orderId, text }) => ({
    do: 'reportSupervision',
    orderId,
    text,
  })),
  'case.callBack': staffCommand(OPERATOR, ({ isReached, isSolved, reason, satisfaction }) => ({
    do: 'callBack',
    isReached,
    isSolved,
    reason,
    satisfaction,
  })),
  'case.assign': staffCommand(
    OFFICE,
    ({ leadId, coIds, reason }) => ({ do: 'assign', leadId, coIds, reason }),
    ({ leadId, coIds }) => ensureDepartments([leadId, ...coIds]),
  ),
  'case.decline': staffCommand(RECEIVING, ({ reason }) => ({ do: 'decline', reason })),
  'case.changeClass': staffCommand(RECEIVING, ({ urgency, reason }) => ({
    do: 'changeClass',
    urgency,
    reason,
  })),
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
  'case.judgeLeaver': staffCommand(OFFICE, ({ isClosed, reason }) => ({
    do: 'judgeLeaver',
    isClosed,
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
