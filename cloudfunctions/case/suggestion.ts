import type { caseContract } from '../contract/case';
import { EVERYBODY, listOf } from '../core/case/found-by';
import { suggestionFor } from '../core/case/suggestion';
import { ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { cases } from '../platform/database/collections';
import { find } from '../platform/database/store';
import { synonymsNow } from './synonyms';

/** More change nothing about where a matter goes, and departments change. */
const PRECEDENTS = 300;

/**
 * Where earlier cases that are alike went, for whoever accepts one. Two round trips, and one a minute
 * for the words that mean the same, in one.
 *
 * @throws DomainError not_found, also for a protected report: where it goes is its asker's choice
 */
export const suggestion: Handler<(typeof caseContract)['case.suggestion']> = {
  may: OFFICE,
  async run({ caseId }, { now }) {
    const [[entity], precedents, thesaurus] = await Promise.all([
      find(cases, { _id: caseId, isProtected: false }, { limit: 1, fields: ['title'] }),
      find(
        cases,
        { lists: listOf(EVERYBODY, false) },
        { limit: PRECEDENTS, order: [['dueKey', 'desc']], fields: ['title', 'leadId', 'urgency'] },
      ),
      synonymsNow(now),
    ]);
    ensure(entity !== undefined, 'not_found');
    return suggestionFor(entity, precedents, thesaurus);
  },
};
