import type { PlanPerson, SessionPlan } from '../../contract/session';
import type { Department } from '../people/department';
import { type Person, rolesAt } from '../people/person';

/** Somebody whom the plan may name, as the roster and the departments know them. */
export interface Candidate {
  personId: string | null;
  departmentId: string | null;
  name: string;
  title: string;
  unit: string;
}

/** What of the roster says who somebody is. */
type Listed = Pick<Person, '_id' | 'name' | 'unit' | 'roles'>;
type Named = Pick<Department, '_id' | 'name' | 'headName'>;

const folded = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** A leader is called by the office held, a head by the department; of everybody else no office is known. */
function candidateOf({ _id, name, unit, roles }: Listed, departments: readonly Named[], now: number) {
  const held = rolesAt(roles, now);
  const leader = held.find(({ role }) => role === 'leader');
  const heads = held.find(({ role, departmentId }) => role === 'head' && departmentId !== undefined);
  const department = departments.find((named) =>
    heads ? named._id === heads.departmentId : named.name === unit,
  );
  const candidate: Candidate = {
    personId: _id,
    departmentId: leader ? null : (department?._id ?? null),
    name,
    title: leader ? (leader.title ?? '') : heads && department ? headOf(department) : '',
    unit,
  };
  return { candidate, rank: leader ? 0 : heads ? 1 : 2, department: department?.name ?? '' };
}

const headOf = ({ name }: Named): string => `${name}负责人`;

/**
 * Leaders, then heads, then everybody else whose name, office or department holds what was typed, each once. A head whom
 * a department names without a role in the roster stands there without a person.
 */
export function candidatesFor(
  search: string,
  listed: readonly Listed[],
  departments: readonly Named[],
  now: number,
): Candidate[] {
  const typed = folded(search);
  const known = [...new Map(listed.map((person) => [person._id, person])).values()].map((person) =>
    candidateOf(person, departments, now),
  );
  const unlisted = departments
    .filter(
      ({ _id, headName }) =>
        headName &&
        !known.some(
          ({ candidate, rank }) =>
            rank < 2 && candidate.name === headName && (rank === 0 || candidate.departmentId === _id),
        ),
    )
    .map((department) => ({
      candidate: {
        personId: null,
        departmentId: department._id,
        name: department.headName ?? '',
        title: headOf(department),
        unit: department.name,
      },
      rank: 1,
      department: department.name,
    }));
  return [...known, ...unlisted]
    .filter(({ candidate: { name, title, unit }, rank, department }) =>
      // Of a department with a hundred people its name finds the head alone.
      [name, ...(rank < 2 ? [title, department, unit] : [])].some((text) => folded(text).includes(typed)),
    )
    .sort((one, other) => one.rank - other.rank)
    .map(({ candidate }) => candidate);
}

const nameless = <T extends PlanPerson>({ personId: _person, ...shown }: T) => shown;

/** The plan as everybody reads it: whom of the roster it names is the office's. */
export const withoutPersonIds = (plan: SessionPlan): SessionPlan => ({
  ...plan,
  chair: nameless(plan.chair),
  attendees: plan.attendees.map(nameless),
});
