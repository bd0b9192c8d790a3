import cloud from 'wx-server-sdk';
import type { Role } from '../../../miniprogram/shared/labels';
import { DomainError } from '../../core/domain-error';
import { holds, type Person, type RoleGrant } from '../../core/people/person';
import { people } from '../database/collections';
import { find } from '../database/store';

/** Who calls. The account comes from WeChat; person and roles are read from the database at each call. */
export interface Caller {
  readonly openid: string;
  /** The bound person, read once per call; null when not bound. One round trip, the first time. */
  person(): Promise<Person | null>;
  /** @throws DomainError not_bound */
  boundPerson(): Promise<Person>;
}

/** The caller of this invocation. @throws DomainError not_bound when WeChat delivered no account. */
export function currentCaller(): Caller {
  const { OPENID } = cloud.getWXContext();
  if (!OPENID) throw new DomainError('not_bound');
  let reading: Promise<Person | null> | undefined;
  const person = () => {
    reading ??= find(people, { openid: OPENID, hasLeft: false }, { limit: 1 }).then(
      ([first]) => first ?? null,
    );
    return reading;
  };
  return {
    openid: OPENID,
    person,
    async boundPerson() {
      const bound = await person();
      if (!bound) throw new DomainError('not_bound');
      return bound;
    },
  };
}

/** @throws DomainError not_bound, not_allowed unless the person holds one of the roles now */
export async function requireRole(
  caller: Caller,
  roles: readonly Role[],
  departmentId?: string,
): Promise<Person> {
  const person = await caller.boundPerson();
  if (!holds(person, roles, departmentId)) throw new DomainError('not_allowed');
  return person;
}

/** Departments in which the person holds the role. */
export const departmentsOf = (person: Person, role: Role): string[] =>
  person.roles.filter((grant: RoleGrant) => grant.role === role).flatMap((grant) => grant.departmentId ?? []);

/**
 * Did a phone ask for this invocation? Functions that only timers and WeChat's events may start refuse it: any phone
 * can name any function, and an event that says who got what is only as good as whoever brings it.
 */
export const isFromPhone = (): boolean =>
  String(cloud.getWXContext().SOURCE ?? '')
    .split(',')
    .some((source) => source === 'wx_client' || source === 'wx_devtools');
