import { DomainError, ensure } from '../domain-error';

/** A department that answers. Persisted in `departments`; a dissolved one stays, for the record. */
export interface Department {
  _id: string;
  name: string;
  headName?: string;
  isDissolved?: boolean;
  /** Takes over the open cases of a dissolved department; without one they go back to the office. */
  successorId?: string;
  /** Dissolved, and nothing of it was left to give away when `jobs` last looked. */
  isHandedOver?: boolean;
  /** The leader in charge, told when a case of the department is long overdue; without one all leaders are. */
  leaderId?: string;
}

/** What the administrator types of a department. */
export interface DepartmentForm {
  name: string;
  /** Who heads it, as it is shown; empty when nobody is named. */
  headName: string;
  /** The leader in charge, or null. */
  leaderId: string | null;
}

/**
 * The department as the form makes it: a new one under `_id`, or `before` with its new name. Cases hold the id, so a
 * renamed department keeps them.
 *
 * @throws DomainError department_exists, department_dissolved
 */
export function savedDepartment(
  _id: string,
  { name, headName, leaderId }: DepartmentForm,
  before: Department | null,
  others: readonly Department[],
): Department {
  ensure(!before?.isDissolved, 'department_dissolved');
  const isTaken = others.some(
    (department) => department._id !== _id && !department.isDissolved && department.name === name,
  );
  ensure(!isTaken, 'department_exists', { name: 'department_exists' });
  return {
    _id,
    name,
    ...(headName === '' ? {} : { headName }),
    ...(leaderId === null ? {} : { leaderId }),
  };
}

/**
 * The department as it stays for the record. Its cases go on by `jobs`: to the successor, or back to the office.
 *
 * @throws DomainError department_dissolved, department_unknown for a successor that is not there or is the same
 */
export function dissolvedDepartment(
  department: Department,
  successor: Department | null | undefined,
): Department {
  ensure(!department.isDissolved, 'department_dissolved');
  if (successor === null) return { ...department, isDissolved: true };
  if (successor === undefined || successor.isDissolved || successor._id === department._id)
    throw new DomainError('department_unknown', { successorId: 'department_unknown' });
  return { ...department, isDissolved: true, successorId: successor._id };
}

/**
 * Who took over from a dissolved department; a successor may have been dissolved too. `ended` are all that were. Null
 * where nobody did, and for a circle of them.
 */
export function successorOf(department: Department, ended: readonly Department[]): string | null {
  const dissolved = new Map(ended.map((former) => [former._id, former]));
  const seen = new Set<string>([department._id]);
  let next = department.successorId ?? null;
  while (next !== null && dissolved.has(next) && !seen.has(next)) {
    seen.add(next);
    next = dissolved.get(next)?.successorId ?? null;
  }
  return next !== null && dissolved.has(next) ? null : next;
}
