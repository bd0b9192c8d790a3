import type { Case } from '../core/case/case';
import { isAnswered } from '../core/case/public-state';
import { type CaseSearch, type SearchEntry, searchOver } from '../core/case/similar';
import { FIRST_SYNONYMS, thesaurusOf } from '../core/case/synonyms';
import { caseIndex, cases } from '../platform/database/collections';
import { _, add, find, get, put, remove, update } from '../platform/database/store';
import { SYNONYMS } from './synonyms';

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

/** How it stands, read for what is found. */
export const STATE_FIELDS = ['status', 'reply.outcome', 'joins', 'firstReplyAt', 'asAnswered'] as const;

type Standing = Pick<Case, 'status' | 'joins' | 'firstReplyAt' | 'asAnswered'> & {
  reply: Pick<NonNullable<Case['reply']>, 'outcome'> | null;
};

/** How what is found stands, as everybody may read it. */
export const foundStateOf = ({
  status,
  joins,
  firstReplyAt,
  asAnswered,
  reply,
}: Standing): Pick<SearchEntry, 'status' | 'outcome' | 'joins'> => ({
  status: isAnswered({ firstReplyAt }) ? 'replied' : status,
  outcome: asAnswered?.outcome ?? reply?.outcome ?? null,
  joins,
});

/** The index, read at most once a minute. One round trip, or none. */
export async function searchIndex(now: number) {
  if (read && Math.abs(now - read.at) < FRESH_MS) return read;
  const parts = await find(caseIndex, {}, { limit: PARTS + 2, order: [['_id', 'asc']] });
  const list = parts.flatMap(({ entries }) => entries);
  const entries = new Map(list.map((entry) => [entry.id, entry]));
  const lines = parts.find(({ _id }) => _id === SYNONYMS)?.synonyms ?? FIRST_SYNONYMS;
  read = { at: now, search: searchOver([...entries.values()], thesaurusOf(lines)), entries };
  return read;
}

/** Something published has changed: `jobs` makes the index anew. */
export async function touchIndex(): Promise<void> {
  const changed = await update(caseIndex, { _id: STATE }, { isStale: true, changes: _.inc(1) });
  if (changed === 0) await add(caseIndex, { _id: STATE, entries: [], isStale: true, changes: 1 });
}

/** Words were blacked out: the index is made anew at once, and phones learn of it (session.home). */
export async function noteBlackOut(now: number): Promise<void> {
  await touchIndex();
  await update(caseIndex, { _id: STATE }, { blackedOutAt: now });
  await rebuildIndex(now);
  read = undefined;
}

/** For home, which has no round trip to spare: when words were last blacked out, joined to something else. */
export const lastBlackOut = {
  from: caseIndex.name,
  pipeline: [{ $match: { _id: STATE } }, { $project: { blackedOutAt: 1 } }],
  as: 'blackOuts',
};

/** A call takes no longer. */
const CALL_MS = 60_000;

/**
 * The same before something published changes: the index is made anew until no such call can be under way any more, so
 * that one that dies right after its change leaves nothing to be found that was taken back. One round trip.
 */
export async function announceChange(now: number): Promise<void> {
  const state = { isStale: true, staleUntil: now + CALL_MS };
  const changed = await update(caseIndex, { _id: STATE }, state);
  if (changed === 0) await add(caseIndex, { _id: STATE, entries: [], ...state });
}

/** For `jobs`: rebuilds the index when something published has changed. */
export async function rebuildIndex(now: number): Promise<number> {
  const [stale] = await find(caseIndex, STALE_INDEX, { limit: 1, fields: ['changes'] });
  if (!stale) return 0;
  let before = '~';
  let count = 0;
  for (let part = 0; part < PARTS; part++) {
    const page = await find(
      cases,
      { isPublic: true, number: _.lt(before) },
      {
        order: [['number', 'desc']],
        limit: CHUNK,
        fields: ['number', 'published', ...STATE_FIELDS],
      },
    );
    const entries = page.flatMap((entity) =>
      entity.published
        ? [
            {
              id: entity._id,
              number: entity.number,
              ...shortened(entity.published),
              ...foundStateOf(entity),
            },
          ]
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
  // Cleared last: a run that dies is begun anew. What changed while it was built keeps it stale.
  const { changes } = stale;
  const known = changes === undefined ? { changes: _.exists(false) } : { changes };
  const isOver = _.or([{ staleUntil: _.exists(false) }, { staleUntil: _.lte(now) }]);
  await update(caseIndex, _.and([{ _id: STATE, ...known }, isOver]), { isStale: false });
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
