import type { CaseStatus } from '../../../miniprogram/shared/case';

/**
 * Who may act on a case. `receiver`: whoever a protected report was sent to; nobody else acts on one, and they on nothing
 * else. `system` is time and the administrator's departments; nobody can call it from a phone.
 */
export const CASE_ROLES = [
  'asker',
  'handler',
  'head',
  'office',
  'leader',
  'receiver',
  'operator',
  'system',
] as const;
export type CaseRole = (typeof CASE_ROLES)[number];

/**
 * Of which department a handler or head must be: the one that answers for it now, the one on whose desk it lies (given
 * or taken), or any that is involved (co-departments too). `reviewing`: the head of the one that answers for it, and
 * where that has none the office and the leader in charge. The office stands in for `responsible` and `desk` only while
 * it answers for the case itself.
 */
export type Scope = 'responsible' | 'reviewing' | 'desk' | 'involved' | 'any';

export interface TableRow {
  by: readonly CaseRole[];
  of: Scope;
  from: readonly CaseStatus[];
  /** Where it may lead; equal to `from` where nothing is said. */
  to: readonly CaseStatus[] | 'same';
}

const UNANSWERED: readonly CaseStatus[] = ['submitted', 'accepted', 'assigned', 'in_progress'];
const OPEN: readonly CaseStatus[] = [...UNANSWERED, 'replied'];
const ALL: readonly CaseStatus[] = [...OPEN, 'closed'];
const WITH_DEPARTMENT: readonly CaseRole[] = ['handler', 'head'];
const ANSWERING: readonly CaseRole[] = ['handler', 'head', 'office', 'receiver'];

/**
 * Every command, who may give it, from which status and to which. docs/domain.md is checked against this table, and so
 * is every transition.
 */
export const CASE_TABLE = {
  accept: { by: ['office', 'receiver'], of: 'any', from: ['submitted'], to: ['accepted', 'assigned'] },
  assign: {
    by: ['office'],
    of: 'any',
    from: ['accepted', 'assigned', 'in_progress'],
    to: ['assigned', 'in_progress'],
  },
  take: { by: WITH_DEPARTMENT, of: 'desk', from: ['assigned', 'in_progress'], to: ['in_progress'] },
  handTo: { by: WITH_DEPARTMENT, of: 'responsible', from: ['in_progress'], to: 'same' },
  decline: { by: ['office', 'receiver'], of: 'any', from: ['submitted', 'accepted'], to: ['replied'] },
  changeClass: {
    by: ['office', 'receiver'],
    of: 'any',
    from: ['accepted', 'assigned', 'in_progress'],
    to: 'same',
  },
  setTopic: { by: ANSWERING, of: 'involved', from: ALL, to: 'same' },
  draftReply: {
    by: ANSWERING,
    of: 'responsible',
    from: ['accepted', 'in_progress'],
    to: ['in_progress', 'replied'],
  },
  reviewReply: {
    by: ['head', 'office', 'leader'],
    of: 'reviewing',
    from: ['in_progress'],
    to: ['in_progress', 'replied'],
  },
  withdrawDraft: { by: ['handler'], of: 'responsible', from: ['in_progress'], to: 'same' },
  handBack: { by: WITH_DEPARTMENT, of: 'desk', from: ['assigned', 'in_progress'], to: 'same' },
  judgeReturn: {
    by: ['office'],
    of: 'any',
    from: ['assigned', 'in_progress'],
    to: ['accepted', 'assigned', 'in_progress'],
  },
  askExtension: { by: WITH_DEPARTMENT, of: 'responsible', from: ['in_progress'], to: 'same' },
  judgeExtension: { by: ['office'], of: 'any', from: ['assigned', 'in_progress'], to: 'same' },
  judgeLeaver: { by: ['office'], of: 'any', from: UNANSWERED, to: ['closed'] },
  askMore: { by: ANSWERING, of: 'responsible', from: ['accepted', 'in_progress'], to: 'same' },
  note: {
    by: ANSWERING,
    of: 'involved',
    from: ['accepted', 'assigned', 'in_progress', 'replied'],
    to: 'same',
  },
  fulfil: { by: ANSWERING, of: 'responsible', from: ['replied', 'closed'], to: 'same' },
  reportSupervision: { by: ANSWERING, of: 'desk', from: ALL, to: 'same' },
  answer: { by: ['asker'], of: 'any', from: OPEN, to: 'same' },
  judge: {
    by: ['asker'],
    of: 'any',
    from: ['replied', 'closed'],
    to: ['closed', 'in_progress', 'accepted'],
  },
  callBack: {
    by: ['operator'],
    of: 'any',
    from: ['replied', 'closed'],
    to: ['closed', 'in_progress', 'accepted'],
  },
  withdraw: { by: ['asker'], of: 'any', from: UNANSWERED, to: ['closed'] },
  allowName: { by: ['asker'], of: 'any', from: OPEN, to: 'same' },
  merge: { by: ['office'], of: 'any', from: UNANSWERED, to: ['closed'] },
  publish: {
    by: ['office'],
    of: 'any',
    from: ['accepted', 'assigned', 'in_progress', 'replied', 'closed'],
    to: 'same',
  },
  unpublish: { by: ['office'], of: 'any', from: ALL, to: 'same' },
  correctPrivacy: { by: ['office'], of: 'any', from: ALL, to: 'same' },
  revealAsker: { by: ['office', 'receiver'], of: 'any', from: ALL, to: 'same' },
  supervise: { by: ['leader'], of: 'any', from: ALL, to: 'same' },
  endSupervision: { by: ['leader'], of: 'any', from: ALL, to: 'same' },
  absorb: { by: ['system'], of: 'any', from: ALL, to: 'same' },
  standIn: { by: ['system'], of: 'any', from: ['in_progress'], to: 'same' },
  leave: { by: ['system'], of: 'any', from: ALL, to: 'same' },
  comeBack: { by: ['system'], of: 'any', from: OPEN, to: 'same' },
  refusePicture: { by: ['system'], of: 'any', from: ALL, to: 'same' },
  dissolve: { by: ['system'], of: 'any', from: ALL, to: ['accepted', 'assigned', 'in_progress'] },
  wake: { by: ['system'], of: 'any', from: ALL, to: ['closed'] },
} as const satisfies Record<string, TableRow>;

export type CaseCommandName = keyof typeof CASE_TABLE;
