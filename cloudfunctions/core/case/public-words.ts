import { OUTCOMES } from '../../../miniprogram/shared/case';
import type { Case } from './case';

/**
 * What everybody may read of how a case went on: the answer as the office published it, else a sentence made of status
 * and outcome. The words of the answer itself were written to one person (docs/rules.md, Identity of askers).
 */
export function publicProgress({
  isPublic,
  published,
  reply,
  status,
}: Pick<Case, 'isPublic' | 'published' | 'reply' | 'status'>): string {
  if (isPublic && published !== null && published.reply !== '') return published.reply;
  if (reply) return `部门已答复：${OUTCOMES[reply.outcome]}。`;
  if (status === 'closed') return '已办结。';
  return status === 'in_progress' ? '部门正在办理。' : '已转部门办理。';
}
