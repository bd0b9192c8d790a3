import cloud from 'wx-server-sdk';
import * as z from 'zod';
import type { Role } from '../../../miniprogram/shared/labels';
import { id } from '../../contract/text';
import { DomainError } from '../../core/domain-error';
import { holds, isVisitor, type Person, type RoleGrant, rolesAt } from '../../core/people/person';
import { people } from '../database/collections';
import { aggregate, type Collection, find, get } from '../database/store';
import { type Known, knownLookups } from './request';

/** Who calls. The account comes from WeChat; person and roles are read from the database at each call. */
export interface Caller {
  readonly openid: string;
  /** The phone's own, IPv4 or IPv6, as WeChat says; empty where it does not. Never kept. */
  readonly address: string;
  /** The bound person, read once per call; null when not bound. One round trip, the first time. */
  person(): Promise<Person | null>;
  /** @throws DomainError not_bound, visitor_only for a command that a visitor may not give */
  boundPerson(): Promise<Person>;
  /** What the command's id was used for before, read with the person; null for a query and when not bound. */
  known(): Promise<Known | null>;
  /** A document, read with the person where the handler asked for it (`beside`); otherwise one round trip. */
  readBeside<T extends { _id: string }>(from: Collection<T>, id: string): Promise<T | null>;
}

/** Which document a use case needs besides the person: the one whose id stands in this field of the input. */
export interface Beside {
  readonly from: Collection<{ _id: string }>;
  readonly field: string;
}

/** A command as far as it can be looked at before its input is. */
export interface CommandCall {
  readonly requestId: string;
  readonly beside?: Beside | undefined;
  /** Whether a visitor may give it too. */
  readonly isForVisitors: boolean;
  readonly input: unknown;
}

interface Read {
  person: Person;
  known: Known | null;
  beside: { name: string; id: string; found: unknown[] } | null;
}

/** The caller of this invocation. @throws DomainError not_bound when WeChat delivered no account. */
export function currentCaller(command?: CommandCall): Caller {
  const { OPENID, CLIENTIP, CLIENTIPV6 } = cloud.getWXContext();
  if (!OPENID) throw new DomainError('not_bound');
  let reading: Promise<Read | null> | undefined;
  const read = () => {
    reading ??= command ? readForCommand(OPENID, command) : readForQuery(OPENID);
    return reading;
  };
  const person = async () => (await read())?.person ?? null;
  return {
    openid: OPENID,
    address: String(CLIENTIP || CLIENTIPV6 || ''),
    person,
    async boundPerson() {
      const bound = await person();
      if (!bound) throw new DomainError('not_bound');
      if (command && !command.isForVisitors && isVisitor(bound)) throw new DomainError('visitor_only');
      return bound;
    },
    known: async () => (await read())?.known ?? null,
    async readBeside<T extends { _id: string }>(from: Collection<T>, wanted: string) {
      const beside = (await read())?.beside;
      if (beside?.name !== from.name || beside.id !== wanted) return get(from, wanted);
      const [first] = beside.found;
      return first === undefined ? null : (first as T);
    },
  };
}

async function readForQuery(openid: string): Promise<Read | null> {
  const [person] = await find(people, { openid, hasLeft: false }, { limit: 1 });
  return person ? { person: asOfNow(person), known: null, beside: null } : null;
}

/** The same round trip also tells whether the command's id is known, and brings the document asked for. */
async function readForCommand(
  openid: string,
  { requestId, beside, input }: CommandCall,
): Promise<Read | null> {
  const wanted = beside && z.looseObject({ [beside.field]: id }).safeParse(input).data?.[beside.field];
  const besideId = typeof wanted === 'string' ? wanted : undefined;
  type Joined = Person & Known & { beside?: unknown[] };
  const [joined] = await aggregate(people, [
    { match: { openid, hasLeft: false } },
    { limit: 1 },
    ...knownLookups(requestId),
    ...(beside && besideId !== undefined
      ? [{ lookup: { from: beside.from.name, pipeline: [{ $match: { _id: besideId } }], as: 'beside' } }]
      : []),
  ]).list<Joined>();
  if (!joined) return null;
  const { claims, submittedAs, scannedAs, beside: found, ...person } = joined;
  return {
    person: asOfNow(person),
    known: { claims, submittedAs, scannedAs },
    beside:
      beside && besideId !== undefined ? { name: beside.from.name, id: besideId, found: found ?? [] } : null,
  };
}

/** A deputy whose time has not come, or is over, has no right. */
const asOfNow = (person: Person): Person => ({ ...person, roles: rolesAt(person.roles, Date.now()) });

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
