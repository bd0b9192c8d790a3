import type { CaseRow } from '../api/dto';
import { ACTORS, CASE_STATUSES, CASE_STEPS, OUTCOMES } from '../shared/case';
import { channelLabel } from '../shared/college';
import { lastDayWords, leftWords } from '../shared/time';

/** Department id → name; what is missing is simply called a department. */
export type DepartmentNames = Readonly<Record<string, string>>;

/** One case in any list. */
export interface CaseRowView {
  id: string;
  title: string;
  /** 意见建议箱 · 20261123-0042 */
  source: string;
  steps: readonly string[];
  step: number;
  /** Who has it: a department, or the office. */
  holder: string;
  /** Deadline or outcome in a few words. */
  state: string;
  isOverdue: boolean;
  /** 12 人也遇到了, or empty. */
  joins: string;
  /** All of it for a screen reader. */
  spoken: string;
}

export const holderName = (departmentId: string | null, names: DepartmentNames): string =>
  departmentId === null ? '活动办公室' : (names[departmentId] ?? '承办部门');

/** What a list says at the end of the row: what came of it, or how long is left. */
export function stateWords(row: CaseRow, now: number, isOwn = false): string {
  // Replied is what the department says; whether it is so, the asker has yet to say.
  if (row.outcome !== null && row.status === 'replied')
    return `部门答复“${OUTCOMES[row.outcome]}”，${isOwn ? '等你确认' : '待提出人确认'}`;
  if (row.outcome !== null && row.status === 'closed') return OUTCOMES[row.outcome];
  if (row.status === 'closed' || row.status === 'replied') return CASE_STATUSES[row.status];
  if (row.isPaused) return '等待补充，计时暂停';
  if (row.isOverdue && row.dueAt !== null) return `已超期（应于${lastDayWords(row.dueAt)}答复）`;
  return row.dueAt === null ? CASE_STATUSES[row.status] : leftWords('办理时限', row.dueAt, now);
}

/** A row's name: the words that stand in it, in their order, then what only its dots show; nothing twice. */
export const spokenRow = (parts: readonly string[]): string =>
  [...new Set(parts.filter((part) => part !== ''))].join('，');

/** @param isOwn the reader asked: what waits for them is said to them */
export function caseRowView(row: CaseRow, names: DepartmentNames, now: number, isOwn = false): CaseRowView {
  const holder = row.isProtected ? ACTORS.receiver : holderName(row.departmentId, names);
  const state = stateWords(row, now, isOwn);
  const source = `${channelLabel(row.channel)} · ${row.number}`;
  const joins = row.joins > 0 ? `${row.joins} 人也遇到了` : '';
  return {
    id: row.id,
    title: row.title,
    source,
    steps: CASE_STEPS,
    step: row.step,
    holder,
    state,
    isOverdue: row.isOverdue,
    joins,
    spoken: spokenRow([row.title, source, holder, state, joins, CASE_STATUSES[row.status]]),
  };
}
