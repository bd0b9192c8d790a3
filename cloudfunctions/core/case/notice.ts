import type { MessageKind } from '../../../miniprogram/shared/labels';

/**
 * Who is to be told. Symbolic, because who holds a role is read when the notice is relayed:
 * `asker`, `joiners` (me-too and followers), `handlers:<departmentId>`, `heads:<departmentId>`,
 * `receivers` (of a protected report), `handler` (who works on it),
 * `leader:<departmentId>` (in charge; all leaders where none is named), `leaders`, `office`.
 */
export type CaseAudience =
  | 'asker'
  | 'joiners'
  | 'office'
  | 'handler'
  | 'leaders'
  | 'receivers'
  | `handlers:${string}`
  | `heads:${string}`
  | `leader:${string}`;

/** Something to be told about a case, left inside it by the write that made it true. Persisted. */
export interface CaseNotice {
  kind: Extract<MessageKind, 'case_progress' | 'deadline_near' | 'overdue'>;
  to: CaseAudience;
  /** Makes the message's id: version of the case and place in the list, so that it is told once. */
  subject: string;
  at: number;
  title: string;
  body: string;
  /** Once a day is enough, whatever else is late: for those who watch over it. */
  isDaily?: true;
}
