import type { Me, Output } from '../../../api/dto';
import { INBOX_BOXES, OFFICE_BOXES } from '../../../shared/case';
import { type CaseRowView, caseRowView, type DepartmentNames } from '../../../view/case';

/** Whose desk: one department's, the office's, or the leader's. */
export type Desk = { kind: 'department'; id: string } | { kind: 'office' } | { kind: 'leader' };

export interface Box {
  key: string;
  label: string;
}

const LEADER_BOXES = { overdue: '已超期', supervised: '督办中', open: '全部在办' } as const;
export type LeaderBox = keyof typeof LEADER_BOXES;

const boxesOf = (labels: Readonly<Record<string, string>>, counts: Readonly<Record<string, number>>): Box[] =>
  Object.entries(labels).map(([key, label]) => ({
    key,
    label: counts[key] ? `${label} ${counts[key]}` : label,
  }));

export const departmentBoxes = (answer: Output<'case.inboxCounts'> | null): Box[] =>
  boxesOf(INBOX_BOXES, answer?.counts ?? {});
export const officeBoxes = (answer: Output<'case.deskCounts'> | null): Box[] =>
  boxesOf(OFFICE_BOXES, answer?.counts ?? {});
export const leaderBoxes = (): Box[] => boxesOf(LEADER_BOXES, {});

/** The desks a person's roles open, in words. */
export function desksOf(me: Me, names: DepartmentNames): { key: string; label: string }[] {
  const grants = me.person?.roles ?? [];
  const departments = new Set(
    grants.flatMap(({ role, departmentId }) =>
      (role === 'handler' || role === 'head') && departmentId ? departmentId : [],
    ),
  );
  return [...departments].map((key) => ({ key, label: names[key] ?? '部门' }));
}

const WAITS = {
  accept: '等受理',
  take: '等部门接收',
  reply: '等答复',
  review: '等负责人审核',
  return: '等裁定退回',
  extension: '等批延期',
  asker: '等提出人补充',
  none: '',
} as const;

export interface DeskRowsView {
  rows: (CaseRowView & { waits: string })[];
  next: string;
}

export const deskRowsView = (
  answer: Output<'case.desk'>,
  names: DepartmentNames,
  now: number,
): DeskRowsView => ({
  rows: answer.cases.map((row) => ({ ...caseRowView(row, names, now), waits: WAITS[row.waitsFor] })),
  next: answer.next ?? '',
});
