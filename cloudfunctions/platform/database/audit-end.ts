import type { AuditEnd } from '../../contract/audit-end';
import type { AuditLink } from '../../core/people/audit-chain';
import { auditLinks } from './collections';
import { find } from './store';

/** The last link of the chain over the audit log, or null before the first. One round trip. */
export async function newestLink(): Promise<AuditLink | null> {
  const [last] = await find(auditLinks, {}, { order: [['number', 'desc']], limit: 1 });
  return last ?? null;
}

/** Where the chain ends now, to be published. One round trip. */
export async function auditEnd(): Promise<AuditEnd | null> {
  const last = await newestLink();
  return last && { number: last.number, digest: last.digest };
}
