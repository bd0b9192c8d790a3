import type { Output } from '../../../api/dto';
import { exactWords } from '../../../shared/time';

export interface AuditView {
  entries: { id: string; when: string; actor: string; what: string; detail: string }[];
  next: string;
}

/** Who did what and when, with exact times: this page is read to settle questions. */
export function auditView(answer: Output<'account.auditLog'>): AuditView {
  return {
    entries: answer.entries.map(({ id, at, actor, what, detail }) => ({
      id,
      when: exactWords(at),
      actor,
      what,
      detail,
    })),
    next: answer.next ?? '',
  };
}
