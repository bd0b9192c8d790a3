import type { May } from '../../cloudfunctions/platform/call/dispatch';
import { WHO } from './people';

/** Somebody for each kind of caller, as docs/rights.md names them. */
export const CALLERS = {
  anyone: 'nobody-we-know',
  bound: WHO.zhou,
  handler: WHO.handler,
  head: WHO.head,
  office: WHO.office,
  leader: WHO.leader,
  operator: WHO.operator,
  observer: WHO.observer,
  discipline: WHO.discipline,
  assessor: WHO.assessor,
  admin: WHO.admin,
} as const;
export type CallerKind = keyof typeof CALLERS;

export const KINDS_OF_CALLERS = Object.keys(CALLERS) as CallerKind[];

/** Whoever holds a role is bound, and whoever is bound is anyone. */
export const isLetIn = (kind: CallerKind, may: May): boolean =>
  may === 'anyone' || (may === 'bound' ? kind !== 'anyone' : may.some((role) => role === kind));
