import type { PersonKind, Role } from '../../../miniprogram/shared/labels';

export { AGREEMENT_VERSION } from '../../../miniprogram/shared/agreement';

export interface RoleGrant {
  role: Role;
  /** The department the role is held in; absent for college-wide roles. */
  departmentId?: string;
  /** A deputy (代理): held from this instant on and before the other. Absent: for good. */
  from?: number;
  until?: number;
  /** The office a leader holds (党委书记): leaders are named with it, never by the bare name. */
  title?: string;
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
  /** When `jobs` first saw that the person had left; absent while they are here. */
  leftAt?: number;
  /** When name, number and unit were forgotten: an empty entry stays, so that what names it leads somewhere. */
  forgottenAt?: number;
  /** Number of the session the person had a speaking slot in and did not come to, or null. */
  absentFrom: number | null;
  /** Outbox: what follows from having left, or come back, has yet to be done (jobs/settle-moved). */
  moved?: 'left' | 'back' | null;
  /** The roles they had when they left, until those who depended on them were told. */
  formerRoles?: RoleGrant[];
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

/** What leaving takes at once; everything else they held is given up by `jobs`. */
export const departed = ({ roles }: Pick<Person, 'roles'>): Partial<Person> => ({
  hasLeft: true,
  openid: null,
  roles: [],
  moved: 'left',
  formerRoles: roles,
});

/** Back in the roster: as somebody new, unbound and without a role. */
export const RETURNED = {
  hasLeft: false,
  openid: null,
  roles: [],
  moved: 'back',
  formerRoles: [],
} satisfies Partial<Person>;

/** The roles that are held at this instant: a deputy's only within its time. Whoever reads roles for a right asks this. */
export const rolesAt = (roles: readonly RoleGrant[], now: number): RoleGrant[] =>
  roles.filter(({ from, until }) => (from ?? 0) <= now && now < (until ?? Number.POSITIVE_INFINITY));

/** Does the person hold one of these roles, college-wide or in the given department? */
export function holds(person: Pick<Person, 'roles'>, roles: readonly Role[], departmentId?: string): boolean {
  return person.roles.some(
    (grant) =>
      roles.includes(grant.role) && (departmentId === undefined || grant.departmentId === departmentId),
  );
}
