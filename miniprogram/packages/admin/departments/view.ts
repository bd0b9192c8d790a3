import type { Output } from '../../../api/dto';

type Listed = Output<'account.departmentList'>;

interface DepartmentRow {
  id: string;
  name: string;
  about: string;
  headName: string;
  leaderId: string;
}

export interface DepartmentsView {
  rows: DepartmentRow[];
  ended: DepartmentRow[];
  leaders: Choice[];
}

export interface Choice {
  key: string;
  label: string;
}

/** Departments as the administrator keeps them: those that answer, and those that stay for the record. */
export function departmentsView({ departments, leaders }: Listed): DepartmentsView {
  const nameOf = (list: readonly { id: string; name: string }[], id: string | null) =>
    list.find((one) => one.id === id)?.name ?? '';
  const rows = departments.map(({ id, name, headName, leaderId, isDissolved, successorId }) => {
    const leader = nameOf(leaders, leaderId);
    const successor = nameOf(departments, successorId);
    const standing = [headName && `负责人 ${headName}`, leader && `分管 ${leader}`]
      .filter(Boolean)
      .join(' · ');
    const ended = successor ? `已撤销，由${successor}承接` : '已撤销，诉求退回活动办公室';
    return {
      id,
      name,
      about: isDissolved ? ended : standing || '还没写负责人',
      headName,
      leaderId: leaderId ?? '',
      isDissolved,
    };
  });
  return {
    rows: rows.filter(({ isDissolved }) => !isDissolved),
    ended: rows.filter(({ isDissolved }) => isDissolved),
    leaders: [{ key: '', label: '不指定' }, ...leaders.map(({ id, name }) => ({ key: id, label: name }))],
  };
}

/** Who may take over from a department: the others that answer, or the office. */
export const successorChoices = ({ rows }: DepartmentsView, id: string): Choice[] => [
  { key: '', label: '退回活动办公室' },
  ...rows.filter((row) => row.id !== id).map((row) => ({ key: row.id, label: row.name })),
];
