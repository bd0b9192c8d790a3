import { DomainError } from '../../core/domain-error';
import type { Difference } from './query';
import { _, type Collection, update, type VersionedCollection } from './store';

/** What people change together: written only as the version that was read plus one. */
export interface Versioned {
  _id: string;
  version: number;
  history: readonly unknown[];
  notices: readonly unknown[];
}

// Grow by what was added; the relay may have emptied `notices` meanwhile, and must not get told ones back.
const APPENDED = ['history', 'notices'] as const;

/**
 * Writes what a transition made of an entity, in one conditional update; 'stale' when the entity is no longer as it
 * was read. One round trip.
 */
export async function write<T extends Versioned>(
  to: VersionedCollection<T>,
  before: T,
  after: T,
): Promise<'written' | 'stale'> {
  const versioned: Collection<Versioned> = to;
  const patch: Difference<Versioned> = patchOf(before, after);
  const changed = await update(versioned, { _id: before._id, version: before.version }, patch);
  return changed === 1 ? 'written' : 'stale';
}

/** The same for a change that somebody decided on what they saw. @throws DomainError conflict when it is stale */
export async function commit<T extends Versioned>(
  to: VersionedCollection<T>,
  before: T,
  after: T,
): Promise<T> {
  if ((await write(to, before, after)) === 'stale') throw new DomainError('conflict');
  return after;
}

/** The update that turns one version of an entity into the next. */
export function patchOf<T extends Versioned>(before: T, after: T): Difference<T> {
  const patch: Record<string, unknown> = {};
  const was = new Map<string, unknown>(Object.entries(before));
  for (const [field, value] of Object.entries(after)) {
    if (JSON.stringify(was.get(field)) === JSON.stringify(value)) continue;
    // Without `set` the SDK would flatten an object into dotted fields and so merge the old one with the new.
    patch[field] = _.set(value);
  }
  for (const field of APPENDED) {
    const added = after[field].slice(before[field].length);
    delete patch[field];
    if (added.length > 0) patch[field] = _.push(added);
  }
  // The relay clears without a new version, so what was read may say "has a notice" when there is none any more.
  if (patch.notices !== undefined) patch.hasNotice = true;
  return patch;
}
