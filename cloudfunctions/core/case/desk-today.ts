import type { DeskToday } from '../../contract/session';
import { holds, type Person } from '../people/person';
import { addDays, dayOf, instantOf } from '../rules/calendar';

/** How many open cases lie with one department in one box, and the nearest of them. */
export interface DeskGroup {
  _id: {
    deskId: string | null;
    deskBox: string;
    officeBox: string;
    due: 'overdue' | 'near' | 'later' | 'none';
  };
  count: number;
  nearest: { id: string; title: string; dueAt: number; dueKey: string; isDue: boolean };
}

/** What was asked of one lead department in one month; `before`: what is open of all the time before, or between. */
export interface MonthGroup {
  _id: { month: 'this' | 'last' | 'before'; leadId: string | null };
  cases: number;
  replied: number;
  onTime: number;
  overdue: number;
}

/** Handlers and heads by their departments; the office and leaders for the college. */
export const departmentsOf = ({ roles }: Pick<Person, 'roles'>): string[] => [
  ...new Set(
    roles.flatMap(({ role, departmentId }) =>
      (role === 'handler' || role === 'head') && departmentId ? [departmentId] : [],
    ),
  ),
];

export const hasDesk = (person: Pick<Person, 'roles'>): boolean =>
  departmentsOf(person).length > 0 || holds(person, ['office', 'leader']);

/**
 * The first instants of this month and of the one before, in Shanghai, and where the one before had come as far as this
 * one has: half a month against a whole one would always be less.
 */
export function monthsAround(now: number): { lastFrom: number; lastUntil: number; thisFrom: number } {
  const first = `${dayOf(now).slice(0, 7)}-01`;
  const thisFrom = instantOf(first);
  const lastFrom = instantOf(`${addDays(first, -1).slice(0, 7)}-01`);
  return { thisFrom, lastFrom, lastUntil: Math.min(thisFrom, lastFrom + (now - thisFrom)) };
}

const totalOf = <T>(groups: readonly T[], count: (group: T) => number): number =>
  groups.reduce((sum, group) => sum + count(group), 0);

/** What waits for this person on their desks today, counted. */
export function deskToday(
  person: Pick<Person, 'roles'>,
  groups: readonly DeskGroup[],
  months: readonly MonthGroup[],
): DeskToday {
  const counted = (is: (group: DeskGroup['_id']) => boolean) =>
    totalOf(
      groups.filter(({ _id }) => is(_id)),
      ({ count }) => count,
    );
  return {
    departments: departmentsOf(person).map((departmentId) => {
      const of = (is: (group: DeskGroup['_id']) => boolean) =>
        counted((group) => group.deskId === departmentId && is(group));
      return {
        departmentId,
        isHead: holds(person, ['head'], departmentId),
        overdue: of(({ due }) => due === 'overdue'),
        near: of(({ due }) => due === 'near'),
        waiting: of(({ deskBox }) => deskBox === 'waiting'),
        working: of(({ deskBox }) => deskBox === 'working'),
        review: of(({ deskBox }) => deskBox === 'review'),
        nearest: nearestOf(groups.filter(({ _id }) => _id.deskId === departmentId)),
      };
    }),
    office: holds(person, ['office'])
      ? {
          submitted: counted(({ officeBox }) => officeBox === 'submitted'),
          decisions: counted(({ officeBox }) =>
            ['returns', 'extensions', 'review', 'left'].includes(officeBox),
          ),
          overdue: counted(({ due }) => due === 'overdue'),
        }
      : null,
    leader: holds(person, ['leader']) ? leaderToday(months) : null,
  };
}

function nearestOf(groups: readonly DeskGroup[]): DeskToday['departments'][number]['nearest'] {
  const due = groups.map(({ nearest }) => nearest).filter(({ isDue }) => isDue);
  const [first] = due.sort((one, other) => (one.dueKey < other.dueKey ? -1 : 1));
  return first ? { id: first.id, title: first.title, dueAt: first.dueAt } : null;
}

/** So many departments stand on home: the rest are one tap away. */
const DEPARTMENTS_SHOWN = 5;

function leaderToday(months: readonly MonthGroup[]): DeskToday['leader'] {
  const of = (month: 'this' | 'last') => {
    const groups = months.filter(({ _id }) => _id.month === month);
    return {
      cases: totalOf(groups, ({ cases }) => cases),
      replied: totalOf(groups, ({ replied }) => replied),
      onTime: totalOf(groups, ({ onTime }) => onTime),
      late: totalOf(groups, ({ overdue }) => overdue),
    };
  };
  const late = new Map<string, number>();
  for (const { _id, overdue } of months)
    if (_id.leadId !== null && overdue > 0) late.set(_id.leadId, (late.get(_id.leadId) ?? 0) + overdue);
  const departments = [...late]
    .map(([departmentId, overdue]) => ({ departmentId, overdue }))
    .sort((one, other) => other.overdue - one.overdue)
    .slice(0, DEPARTMENTS_SHOWN);
  const overdue = totalOf(months, ({ overdue }) => overdue);
  return { thisMonth: of('this'), lastMonth: of('last'), overdue, departments };
}
