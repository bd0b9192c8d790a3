import type { Output } from '../../../api/dto';
import { exactWords } from '../../../shared/time';

export interface AuditView {
  entries: { id: string; when: string; actor: string; what: string; detail: string; link: string }[];
  next: string;
  /** 第 12 环 and its digest; empty before the first link, and on further pages. */
  end: { title: string; digest: string } | null;
}

/** Who did what and when, with exact times: this page is read to settle questions. */
export function auditView(answer: Output<'account.auditLog'>): AuditView {
  return {
    entries: answer.entries.map(({ id, at, actor, what, detail, link }) => ({
      id,
      when: exactWords(at),
      actor,
      what,
      detail,
      link: link === null ? '待编入' : `第 ${link} 环`,
    })),
    next: answer.next ?? '',
    end: answer.end && { title: `最新一环：第 ${answer.end.number} 环`, digest: answer.end.digest },
  };
}
