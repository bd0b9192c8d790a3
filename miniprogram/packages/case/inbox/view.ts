import type { Me, Output } from '../../../api/dto';
import { INBOX_BOXES, OFFICE_BOXES } from '../../../shared/case';
import { type CaseRowView, caseRowView, type DepartmentNames } from '../../../view/case';

/** Whose desk: one department's, the office's, or the leader's. */
export type Desk =
  | { kind: 'department'; id: string }
  | { kind: 'office' }
  | { kind: 'leader'; departmentId: string };

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

/** A number of the leader's desk and the cases behind it. */
export interface Figure {
  label: string;
  value: string;
  /** The box it opens; empty where it opens the figures themselves. */
  box: LeaderBox | '';
  isAlarm: boolean;
}

export interface LeaderView {
  figures: Figure[];
  /** Departments with something overdue, most first. */
  exceptions: { id: string; text: string }[];
}

const percent = ({ count, of }: { count: number | null; of: number }): string =>
  count === null || of === 0 ? '—' : `${Math.round((count * 100) / of)}%`;

/** Figures first, exceptions next. */
export const leaderView = (board: Output<'report.dashboard'>): LeaderView => ({
  figures: [
    { label: '已超期', value: String(board.total.overdue), box: 'overdue', isAlarm: board.total.overdue > 0 },
    { label: '在办', value: String(board.total.open), box: 'open', isAlarm: false },
    { label: '提出', value: String(board.total.cases), box: '', isAlarm: false },
    { label: '按时答复', value: percent(board.total.onTime), box: '', isAlarm: false },
    { label: '解决', value: percent(board.total.resolution), box: '', isAlarm: false },
    { label: '满意', value: percent(board.total.satisfaction), box: '', isAlarm: false },
  ],
  exceptions: board.departments
    .filter(({ figures }) => figures.overdue > 0)
    .sort((one, other) => other.figures.overdue - one.figures.overdue)
    .map(({ departmentId, name, figures }) => ({
      id: departmentId,
      text: `${name} ${figures.overdue}`,
    })),
});

/** A case number as somebody types or pastes it: full-width signs and blanks forgiven. Null when it is none. */
export function numberOf(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .replace(/[\s#]/g, '')
    .replace(/[–—－]/g, '-');
  return /^\d{8}-\d{4,6}$/.test(plain) ? plain : null;
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
