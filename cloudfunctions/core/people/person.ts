import type { PersonKind, Role } from '../../../miniprogram/shared/labels';

export { AGREEMENT_VERSION } from '../../../miniprogram/shared/agreement';

export interface RoleGrant {
  role: Role;
  /** The department the role is held in; absent for college-wide roles. */
  departmentId?: string;
}

/** One entry of the roster. Persisted in `people`; changing the shape needs a migration. */
export interface Person {
  /** Opaque and stable: never the student or staff number. */
  _id: string;
  number: string;
  name: string;
  kind: PersonKind;
  /** College or department, as the roster says it. */
  unit: string;
  roles: RoleGrant[];
  /** The bound WeChat account, or null. */
  openid: string | null;
  /** Left the college: keeps the record, loses every right. */
  hasLeft: boolean;
  /** Number of the session the person had a speaking slot in and did not come to, or null. */
  absentFrom: number | null;
  /** Messages up to this instant are read; kept here because every home page needs it. Absent: nothing read yet. */
  readUpTo?: number;
}

/**
 * The unit in the roster by which somebody is a visitor: WeChat's reviewer, who must get past binding and do no harm.
 * No unit of a college is called so.
 */
const VISITOR_UNIT = '审核体验';

/** Sees everything that a student sees; no command of a visitor is carried out, but those about the own account. */
export const isVisitor = ({ unit }: Pick<Person, 'unit'>): boolean => unit === VISITOR_UNIT;

/** Does the person hold one of these roles, college-wide or in the given department? */
export function holds(person: Person, roles: readonly Role[], departmentId?: string): boolean {
  return person.roles.some(
    (grant) =>
      roles.includes(grant.role) && (departmentId === undefined || grant.departmentId === departmentId),
  );
}
