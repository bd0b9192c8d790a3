import type { caseContract } from '../contract/case';
import { CASE_LIMITS } from '../core/case/case';
import { earlierOn, type SearchEntry, similarTo } from '../core/case/similar';
import type { Handler } from '../platform/call/dispatch';
import { areWordsForMembers } from '../platform/call/words-for-members';
import { cases } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { foundStateOf, STATE_FIELDS, searchIndex } from './search-index';

const FOUND = 20;

/**
 * Earlier answers on the same matter, before somebody sends it again; none for a stranger where words of others are for
 * members only. Two round trips at most, three there.
 */
export const similarCases: Handler<(typeof caseContract)['case.similar']> = {
  may: 'anyone',
  async run({ text }, { now, caller }) {
    if (areWordsForMembers() && (await caller.person()) === null) return { cases: [] };
    const { search, entries } = await searchIndex(now);
    return { cases: await asTheyAre(earlierOn(search, entries, text, CASE_LIMITS.similarMax)) };
  },
};

/** Published cases by words. Two round trips at most. */
export const searchCases: Handler<(typeof caseContract)['case.search']> = {
  may: 'anyone',
  showsWords: true,
  async run({ words }, { now }) {
    const { search, entries } = await searchIndex(now);
    return { cases: await asTheyAre(similarTo(search, entries, words, FOUND)) };
  },
};

/** What was found, as it stands now: the index is made anew only when somebody publishes. */
async function asTheyAre(found: readonly SearchEntry[]): Promise<SearchEntry[]> {
  if (found.length === 0) return [];
  const fresh = await find(
    cases,
    { _id: _.in(found.map(({ id }) => id)), isPublic: true },
    { limit: FOUND, fields: STATE_FIELDS },
  );
  const now = new Map(fresh.map((entity) => [entity._id, entity]));
  return found.flatMap((entry) => {
    const entity = now.get(entry.id);
    if (!entity) return [];
    return [{ ...entry, ...foundStateOf(entity) }];
  });
}
