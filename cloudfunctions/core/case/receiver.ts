import type { ReportRoute } from '../../../miniprogram/shared/case';
import { holds, type Person } from '../people/person';

/** To whom a protected report goes, and whom it is about, as its asker said. Persisted in `cases`. */
export interface Protection {
  route: ReportRoute;
  aboutOffice: boolean;
  aboutDepartmentIds: string[];
  /** Roster entries of leaders. */
  aboutLeaderIds: string[];
}

/** Reports from before the asker could choose. */
export const TO_LEADERS: Protection = {
  route: 'leaders',
  aboutOffice: false,
  aboutDepartmentIds: [],
  aboutLeaderIds: [],
};

/** What of a case decides who receives it. */
interface Report {
  isProtected: boolean;
  protection?: Protection | null;
  askerId: string | null;
}

const ROLE_OF = { leaders: 'leader', discipline: 'discipline' } as const;

/**
 * Is a protected report in this person's hands? Only those whom the asker chose, and of them nobody whom it is about, in
 * whatever other capacity: they can neither decide nor look (docs/rules.md, Identity of askers).
 */
export function isReceiver(
  { isProtected, protection, askerId }: Report,
  person: Pick<Person, '_id' | 'roles'>,
): boolean {
  if (!isProtected || person._id === askerId) return false;
  const chosen = protection ?? TO_LEADERS;
  return holds(person, [ROLE_OF[chosen.route]]) && !isAbout(chosen, person);
}

/** Is anybody of these there to whom the report goes and whom it is not about? */
export const isHeard = (report: Report, staff: ReadonlyArray<Pick<Person, '_id' | 'roles'>>): boolean =>
  staff.some((person) => isReceiver(report, person));

function isAbout(
  { aboutOffice, aboutDepartmentIds, aboutLeaderIds }: Protection,
  { _id, roles }: Pick<Person, '_id' | 'roles'>,
): boolean {
  if (aboutLeaderIds.includes(_id)) return true;
  return roles.some(
    ({ role, departmentId = '' }) =>
      (aboutOffice && role === 'office') || aboutDepartmentIds.includes(departmentId),
  );
}
