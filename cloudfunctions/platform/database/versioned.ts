import { DomainError } from '../../core/domain-error';
import type { Difference } from './query';
import { _, type Collection, remove, update, type VersionedCollection } from './store';

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
  return patched(to, before, patchOf(before, after));
}

/** The one conditional update of them all. */
async function patched<T extends Versioned>(
  to: VersionedCollection<T>,
  { _id, version }: T,
  patch: Difference<Versioned>,
): Promise<'written' | 'stale'> {
  const versioned: Collection<Versioned> = to;
  return (await update(versioned, { _id, version }, patch)) === 1 ? 'written' : 'stale';
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

/**
 * Writes an entity out of which words were taken for privacy, past lines included (core/black-out.ts): with
 * `writeForgotten` the one write that changes what a history says. 'stale' as above. One round trip.
 */
export async function writeBlackedOut<T extends Versioned>(
  to: VersionedCollection<T>,
  before: T,
  after: T,
): Promise<'written' | 'stale'> {
  return patched(to, before, { ...patchOf(before, after), ...pastOf(before, after) });
}

/** History and notices as a whole where an old line of them changed; the relay tells no notice twice. */
function pastOf<T extends Versioned>(before: T, after: T): Difference<T> {
  const patch: Record<string, unknown> = {};
  for (const field of APPENDED) {
    const kept = after[field].slice(0, before[field].length);
    if (JSON.stringify(kept) !== JSON.stringify(before[field])) patch[field] = _.set(after[field]);
  }
  if (patch.notices !== undefined) patch.hasNotice = true;
  return patch;
}

/**
 * Writes an entity whose time is over, history and all, unless it has changed since it was read. The one write that
 * shortens what a history says: it takes words away and leaves every line. One round trip.
 */
export async function writeForgotten<T extends Versioned>(
  to: VersionedCollection<T>,
  before: T,
  after: T,
): Promise<'written' | 'stale'> {
  return patched(to, before, patchOf(before, after, ['notices']));
}

/** Removes entities whose time is over, history and all, by their ids. One round trip. */
export async function removeForgotten<T extends Versioned>(
  from: VersionedCollection<T>,
  ids: readonly string[],
): Promise<void> {
  const documents: Collection<{ _id: string }> = from;
  if (ids.length > 0) await remove(documents, { _id: _.in([...ids]) });
}

/** The update that turns one version of an entity into the next. */
export function patchOf<T extends Versioned>(
  before: T,
  after: T,
  appended: ReadonlyArray<(typeof APPENDED)[number]> = APPENDED,
): Difference<T> {
  const patch: Record<string, unknown> = {};
  const was = new Map<string, unknown>(Object.entries(before));
  for (const [field, value] of Object.entries(after)) {
    if (JSON.stringify(was.get(field)) === JSON.stringify(value)) continue;
    // Without `set` the SDK would flatten an object into dotted fields and so merge the old one with the new.
    patch[field] = _.set(value);
  }
  for (const field of appended) {
    const added = after[field].slice(before[field].length);
    delete patch[field];
    if (added.length > 0) patch[field] = _.push(added);
  }
  // The relay clears without a new version, so what was read may say "has a notice" when there is none any more.
  if (patch.notices !== undefined) patch.hasNotice = true;
  return patch;
}
