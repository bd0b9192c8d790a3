import type { AuditEnd } from '../../contract/audit-end';
import { digestOf } from '../canonical';
import type { AuditEntry } from './audit';

/**
 * A link of the chain over the audit log: the digests of some entries, and the digest of the link before. Whoever
 * alters, removes or inserts an entry has to make every later link anew, and then the newest digest is no longer the
 * one that was published with results. Persisted in `audit_links`; written once, never changed.
 */
export interface AuditLink {
  /** Made of the number, so that of two that are written at once one collides: the chain cannot fork. */
  _id: string;
  /** 1, 2, 3 … */
  number: number;
  /** Digest of the link before; empty for the first. */
  previous: string;
  at: number;
  entries: Array<{ id: string; digest: string }>;
  digest: string;
}

/** Entries of one link: a link is one document, and an answer carries a hundred without being asked. */
export const LINK_ENTRIES_MAX = 100;

/**
 * Entries older than this are done: the call that wrote them has ended (no function runs for longer than a minute), so
 * none is taken back any more because the act was refused.
 */
export const SETTLED_MS = 2 * 60_000;

export const linkId = (number: number): string => `link-${String(number).padStart(9, '0')}`;

/** SHA-256 of what an entry says. Throws RangeError for what has no canonical text. */
export const digestOfEntry = ({ link: _link, ...said }: AuditEntry): string => digestOf(said);

/** SHA-256 of a link without its own digest. */
export const digestOfLink = ({ number, previous, at, entries }: Omit<AuditLink, '_id' | 'digest'>): string =>
  digestOf({ number, previous, at, entries });

/** The link that follows `last` and holds these entries, in this order. */
export function nextLink(last: AuditEnd | null, entries: readonly AuditEntry[], at: number): AuditLink {
  const held = {
    number: (last?.number ?? 0) + 1,
    previous: last?.digest ?? '',
    at,
    entries: entries.map((entry) => ({ id: entry._id, digest: digestOfEntry(entry) })),
  };
  return { _id: linkId(held.number), ...held, digest: digestOfLink(held) };
}
