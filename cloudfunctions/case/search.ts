import type { caseContract } from '../contract/case';
import { CASE_LIMITS } from '../core/case';
import { similarTo } from '../core/similar';
import type { Handler } from '../platform/dispatch';
import { searchIndex } from './search-index';

const FOUND = 20;

/** Earlier answers on the same matter, before somebody sends it again. One round trip at most. */
export const similarCases: Handler<(typeof caseContract)['case.similar']> = {
  may: 'anyone',
  async run({ text }, { now }) {
    const { search, entries } = await searchIndex(now);
    return { cases: similarTo(search, entries, text, CASE_LIMITS.similarMax) };
  },
};

/** Published cases by words. One round trip at most. */
export const searchCases: Handler<(typeof caseContract)['case.search']> = {
  may: 'anyone',
  async run({ words }, { now }) {
    const { search, entries } = await searchIndex(now);
    return { cases: similarTo(search, entries, words, FOUND) };
  },
};
