import type { caseContract } from '../contract/case';
import { FIRST_SYNONYMS, readSynonyms, type Thesaurus, thesaurusOf } from '../core/case/synonyms';
import { ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import type { Handlers } from '../platform/call/dispatch';
import { caseIndex } from '../platform/database/collections';
import { add, get, update } from '../platform/database/store';

/** Beside the parts of the index, so that one read fetches both. */
export const SYNONYMS = 'synonyms';
/** How long an instance searches by what it has read. */
const FRESH_MS = 60_000;

let read: { at: number; thesaurus: Thesaurus } | undefined;

/** The office's list, read at most once a minute. One round trip, or none. */
export async function synonymsNow(now: number): Promise<Thesaurus> {
  if (read && Math.abs(now - read.at) < FRESH_MS) return read.thesaurus;
  const { lines } = await stored();
  read = { at: now, thesaurus: thesaurusOf(lines) };
  return read.thesaurus;
}

async function stored(): Promise<{ version: number; lines: readonly string[] }> {
  const kept = await get(caseIndex, SYNONYMS);
  return { version: kept?.version ?? 0, lines: kept?.synonyms ?? FIRST_SYNONYMS };
}

async function shown() {
  const { version, lines } = await stored();
  return { version, text: lines.join('\n') };
}

/** Words that people use for the same thing: kept by the office, searched by everybody. */
export const synonyms = {
  'case.synonyms': {
    may: OFFICE,
    run: () => shown(),
  },
  /** @throws DomainError invalid_input (core/case/synonyms.ts), conflict where somebody else has saved meanwhile */
  'case.saveSynonyms': {
    may: OFFICE,
    runs: 'once',
    async run({ version, text }, { isDone, requestId }) {
      const lines = readSynonyms(text);
      if (isDone) return shown();
      const next = { synonyms: lines, version: version + 1, savedBy: requestId };
      const isWritten =
        version === 0
          ? (await add(caseIndex, { _id: SYNONYMS, entries: [], ...next })) !== 'exists'
          : (await update(caseIndex, { _id: SYNONYMS, version }, next)) > 0;
      // A repeat of a save whose answer was lost meets what it wrote itself.
      ensure(isWritten || (await get(caseIndex, SYNONYMS))?.savedBy === requestId, 'conflict');
      read = undefined;
      return { version: next.version, text: lines.join('\n') };
    },
  },
} satisfies Partial<Handlers<typeof caseContract>>;
