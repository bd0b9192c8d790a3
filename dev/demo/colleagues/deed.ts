import { createHash } from 'node:crypto';
import type { Action, Input } from '../../../cloudfunctions/contract';
import { HOUR_MS } from '../../../cloudfunctions/core/rules/calendar';
import { memberWith } from '../cast';

/** What a colleague does next, as a call of the product: who, which action, with what. */
export type Deed = { [A in Action]: { by: string; action: A; input: Input<A> } }[Action];

/** The account of whoever holds a role. */
export function accountOf(...[role, departmentId]: Parameters<typeof memberWith>): string {
  const openid = memberWith(role, departmentId)?.openid;
  if (!openid) throw new Error(`nobody is ${role} of ${departmentId ?? 'the college'}`);
  return openid;
}

/** The second of the office and the second leader work; the first ones are left to whoever plays. */
export const OFFICE_ACCOUNT = 'demo-office-luo';
export const LEADER_ACCOUNT = 'demo-leader-shao';

/** A number from 0 up to `below` that is always the same for the same thing. */
export const drawn = (thing: string, below: number): number =>
  createHash('sha256').update(thing).digest().readUInt32BE(0) % below;

/** How long something lies on a desk: from one hour up to `most`. */
export const patience = (thing: string, most: number): number => HOUR_MS + drawn(thing, (most - 1) * HOUR_MS);
