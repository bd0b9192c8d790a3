import { CASE_STATUSES, OUTCOMES } from '../../../miniprogram/shared/case';

/** The word of a label list for a code that came as text; empty for one that it does not know. */
const wordIn = (labels: Readonly<Record<string, string>>, code: string): string =>
  Object.entries(labels).find(([known]) => known === code)?.[1] ?? '';

/** How a question of a session ended, or how its case stands. */
export function outcomeWords({
  outcome,
  case: opened,
}: {
  outcome: 'on_spot' | 'transferred' | string;
  case: { status: string; outcome: string | null } | null;
}): string {
  if (outcome === 'on_spot') return '现场答复';
  if (!opened) return '会后转办';
  return `会后转办：${wordIn(OUTCOMES, opened.outcome ?? '') || wordIn(CASE_STATUSES, opened.status)}`;
}
