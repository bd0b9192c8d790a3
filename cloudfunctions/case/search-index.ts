import { type CaseSearch, type SearchChunk, type SearchEntry, searchOver } from '../core/case/similar';
import { caseIndex, cases } from '../platform/database/collections';
import { _, add, find, get, put, remove, update } from '../platform/database/store';

// The published cases, newest first, in a few documents: one read fetches them all. Older ones than this are found in
// the list of published cases, not by words.
const ENTRIES_MAX = 4000;
const CHUNK = 400;
const PARTS = ENTRIES_MAX / CHUNK;
const STATE = 'state';
/** The index is to be made anew. */
export const STALE_INDEX = { _id: STATE, isStale: true } as const;
/** How long an instance searches in what it has read. */
const FRESH_MS = 60_000;

let read: { at: number; search: CaseSearch; entries: Map<string, SearchEntry> } | undefined;

/** The index, read at most once a minute. One round trip, or none. */
export async function searchIndex(now: number) {
  if (read && Math.abs(now - read.at) < FRESH_MS) return read;
  const parts = await find(caseIndex, {}, { limit: PARTS + 1, order: [['_id', 'asc']] });
  const list = parts.flatMap(({ entries }) => entries);
  const entries = new Map(list.map((entry) => [entry.id, entry]));
  read = { at: now, search: searchOver([...entries.values()]), entries };
  return read;
}

/** Something published has changed: `jobs` makes the index anew. */
export async function touchIndex(): Promise<void> {
  const changed = await update(caseIndex, { _id: STATE }, { isStale: true });
  if (changed === 0) await add(caseIndex, stateOf(true));
}

const stateOf = (isStale: boolean): SearchChunk => ({ _id: STATE, entries: [], isStale }) as const;

/** For `jobs`: rebuilds the index when something published has changed. */
export async function rebuildIndex(): Promise<number> {
  const [stale] = await find(caseIndex, STALE_INDEX, { limit: 1, fields: ['_id'] });
  if (!stale) return 0;
  // Cleared first: what changes while it is built makes it stale again.
  await update(caseIndex, { _id: STATE }, { isStale: false });
  let before = '~';
  let count = 0;
  for (let part = 0; part < PARTS; part++) {
    const page = await find(
      cases,
      { isPublic: true, number: _.lt(before) },
      {
        order: [['number', 'desc']],
        limit: CHUNK,
        fields: ['number', 'published', 'reply.outcome', 'status', 'joins'],
      },
    );
    const entries = page.flatMap(({ _id: id, number, published, reply, status, joins }) =>
      published
        ? [{ id, number, ...shortened(published), outcome: reply?.outcome ?? null, status, joins }]
        : [],
    );
    count += entries.length;
    if (entries.length > 0) await put(caseIndex, { _id: `part-${part}`, entries });
    else await remove(caseIndex, { _id: `part-${part}` });
    before = page[page.length - 1]?.number ?? '';
    if (page.length < CHUNK) {
      await removeFrom(part + 1);
      break;
    }
  }
  return count;
}

async function removeFrom(part: number): Promise<void> {
  for (let stale = part; stale < PARTS; stale++) {
    if (!(await get(caseIndex, `part-${stale}`))) return;
    await remove(caseIndex, { _id: `part-${stale}` });
  }
}

const shortened = ({ title, text, reply }: { title: string; text: string; reply: string }) =>
  ({
    title,
    text: Array.from(text).slice(0, 200).join(''),
    reply: Array.from(reply).slice(0, 300).join(''),
  }) as const;
