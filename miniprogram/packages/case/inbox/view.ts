import type { Me, Output } from '../../../api/dto';
import { CASE_STATUSES, INBOX_BOXES, type InboxBox, OFFICE_BOXES, URGENCIES } from '../../../shared/case';
import { percentOf } from '../../../shared/percent';
import { type CaseRowView, caseRowView, type DepartmentNames, spokenRow } from '../../../view/case';
import { lengthWords } from '../../../view/case-page';
import { SEARCH_BOXES } from './filter';

/** Whose desk: one department's, the office's, the receiver's of protected reports, or the leader's. */
export type Desk =
  | { kind: 'department'; id: string }
  | { kind: 'office' }
  | { kind: 'reports' }
  | { kind: 'leader'; departmentId: string };

export interface Box {
  key: string;
  label: string;
}

const LEADER_BOXES = {
  overdue: '已超期',
  supervised: '督办中',
  open: '全部在办',
  late: '答复超时',
  not_solved: '没解决',
  dissatisfied: '不满意',
  closed: '已办结',
  all: '全部',
} as const;
type LeaderBox = keyof typeof LEADER_BOXES;

const boxesOf = (labels: Readonly<Record<string, string>>, counts: Readonly<Record<string, number>>): Box[] =>
  Object.entries(labels).map(([key, label]) => ({
    key,
    label: counts[key] ? `${label} ${counts[key]}` : label,
  }));

export const departmentBoxes = (answer: Output<'case.inboxCounts'> | null): Box[] =>
  boxesOf({ ...INBOX_BOXES, ...SEARCH_BOXES }, answer?.counts ?? {});
export const officeBoxes = (answer: Output<'case.deskCounts'> | null): Box[] =>
  boxesOf({ ...OFFICE_BOXES, closed: SEARCH_BOXES.closed }, answer?.counts ?? {});
export const leaderBoxes = (): Box[] => boxesOf(LEADER_BOXES, {});

/** Where a department begins: with what is most pressing. */
export const firstBox = ({ counts }: Output<'case.inboxCounts'>): InboxBox =>
  (['overdue', 'near', 'waiting', 'review', 'working'] as const).find((box) => counts[box] > 0) ?? 'waiting';

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

/** The departments that the person heads, by id. */
export const headsOf = (me: Me): Record<string, boolean> =>
  Object.fromEntries(
    (me.person?.roles ?? []).flatMap(({ role, departmentId }) =>
      role === 'head' && departmentId ? [[departmentId, true]] : [],
    ),
  );

/** A number of the leader's desk and the cases behind it. */
interface Figure {
  label: string;
  value: string;
  /** The cases behind it. */
  box: LeaderBox;
  isAlarm: boolean;
}

export interface LeaderView {
  figures: Figure[];
  /** Departments with something overdue, most first. */
  exceptions: { id: string; text: string }[];
}

const percent = ({ count, of }: { count: number | null; of: number }): string =>
  count === null || of === 0 ? '—' : `${percentOf(count, of)}%`;

/** Figures first, exceptions next. */
export const leaderView = (board: Output<'report.dashboard'>): LeaderView => ({
  figures: [
    { label: '已超期', value: String(board.total.overdue), box: 'overdue', isAlarm: board.total.overdue > 0 },
    { label: '在办', value: String(board.total.open), box: 'open', isAlarm: false },
    { label: '提出', value: String(board.total.cases), box: 'all', isAlarm: false },
    { label: '按时答复', value: percent(board.total.onTime), box: 'late', isAlarm: false },
    { label: '解决', value: percent(board.total.resolution), box: 'not_solved', isAlarm: false },
    { label: '满意', value: percent(board.total.satisfaction), box: 'dissatisfied', isAlarm: false },
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
  leaver: '等决定是否续办',
  asker: '等提出人补充',
  none: '',
} as const;

export interface DeskRowsView {
  rows: CaseRowView[];
  next: string;
}

type DeskRow = Output<'case.desk'>['cases'][number];

const waitsWords = ({ waitsFor, status }: DeskRow): string =>
  waitsFor === 'asker' && status === 'replied' ? '等提出人评价' : WAITS[waitsFor];

/** A row as staff read it: what it waits for and with whom, and what makes it urgent. */
function deskRowView(row: DeskRow, names: DepartmentNames, now: number, isOwnDesk: boolean): CaseRowView {
  const view = caseRowView(row, names, now);
  const waits = waitsWords(row);
  const holder = [isOwnDesk ? '' : view.holder, waits, isOwnDesk ? row.handlerName : '']
    .filter((part) => part !== '')
    .join(' · ');
  const marks = [
    row.isSupervised ? '督办' : '',
    row.urgency === 'ordinary' ? '' : URGENCIES[row.urgency],
    row.isProtected ? '保密' : row.isHeld ? '待审看' : '',
  ].filter((mark) => mark !== '');
  const shown = {
    holder: holder || view.holder,
    state: row.isOverdue && row.dueAt !== null ? `已超期 ${lengthWords(now - row.dueAt)}` : view.state,
    source: [view.source, ...marks].join(' · '),
  };
  const { title, joins } = view;
  const status = CASE_STATUSES[row.status];
  return {
    ...view,
    ...shown,
    spoken: spokenRow([title, shown.source, shown.holder, shown.state, joins, status]),
  };
}

/** @param isOwnDesk the reader's own department, whose name need not be said in every row */
export const deskRowsView = (
  answer: Output<'case.desk'>,
  names: DepartmentNames,
  now: number,
  isOwnDesk = false,
): DeskRowsView => ({
  rows: answer.cases.map((row) => deskRowView(row, names, now, isOwnDesk)),
  next: answer.next ?? '',
});
