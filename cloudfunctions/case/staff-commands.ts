import type { caseContract } from '../contract/case';
import type { Handlers } from '../platform/call/dispatch';
import { ensureDepartments } from './departments';
import { checkPictures } from './pictures';
import { step } from './step';

const DEPARTMENT = ['handler', 'head'] as const;
const ANSWERING = ['handler', 'head', 'office'] as const;
const OFFICE = ['office'] as const;
const LEADER = ['leader'] as const;

/** What staff do to a case by one tap: who may is read at the door and again on the case. */
export const staffCommands = {
  'case.take': step(DEPARTMENT, () => ({ do: 'take' })),
  'case.draftReply': step(
    ANSWERING,
    ({ text, outcome, promisedFor, pictures }) => ({
      do: 'draftReply',
      text,
      outcome,
      promisedFor,
      pictures,
    }),
    ({ pictures }) => checkPictures(pictures),
  ),
  'case.reviewReply': step(['head'], ({ draftId, isReleased, note }) => ({
    do: 'reviewReply',
    draftId,
    isReleased,
    note,
  })),
  'case.handBack': step(DEPARTMENT, ({ ground, text }) => ({ do: 'handBack', ground, text })),
  'case.askExtension': step(DEPARTMENT, ({ workingDays, reason }) => ({
    do: 'askExtension',
    workingDays,
    reason,
  })),
  'case.askMore': step(ANSWERING, ({ text }) => ({ do: 'askMore', text })),
  'case.note': step(
    ANSWERING,
    ({ text, pictures }) => ({ do: 'note', text, pictures }),
    ({ pictures }) => checkPictures(pictures),
  ),
  'case.fulfil': step(
    ANSWERING,
    ({ text, pictures }) => ({ do: 'fulfil', text, pictures }),
    ({ pictures }) => checkPictures(pictures),
  ),
  'case.reportSupervision': step(ANSWERING, ({ orderId, text }) => ({
    do: 'reportSupervision',
    orderId,
    text,
  })),
  'case.accept': step(
    OFFICE,
    ({ urgency, leadId, coIds }) => ({ do: 'accept', urgency, leadId, coIds }),
    ({ leadId, coIds }) => ensureDepartments([leadId, ...coIds]),
  ),
  'case.assign': step(
    OFFICE,
    ({ leadId, coIds, reason }) => ({ do: 'assign', leadId, coIds, reason }),
    ({ leadId, coIds }) => ensureDepartments([leadId, ...coIds]),
  ),
  'case.decline': step(OFFICE, ({ reason }) => ({ do: 'decline', reason })),
  'case.changeClass': step(OFFICE, ({ urgency, reason }) => ({ do: 'changeClass', urgency, reason })),
  'case.judgeReturn': step(
    OFFICE,
    ({ isUpheld, reason, leadId }) => ({ do: 'judgeReturn', isUpheld, reason, leadId }),
    ({ leadId }) => ensureDepartments([leadId]),
  ),
  'case.judgeExtension': step(OFFICE, ({ isGranted, reason }) => ({
    do: 'judgeExtension',
    isGranted,
    reason,
  })),
  'case.supervise': step(LEADER, ({ text, dueAt }) => ({ do: 'supervise', text, dueAt })),
  'case.endSupervision': step(LEADER, ({ orderId, isDone, text, dueAt }) => ({
    do: 'endSupervision',
    orderId,
    isDone,
    text,
    dueAt,
  })),
} satisfies Partial<Handlers<typeof caseContract>>;
