import type { caseContract } from '../contract/case';
import { EVERYBODY, listOf } from '../core/case/found-by';
import { suggestionFor } from '../core/case/suggestion';
import { usualOf } from '../core/case/topics';
import { ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { cases, departments } from '../platform/database/collections';
import { find, get } from '../platform/database/store';
import { topicOf } from '../platform/database/topics';
import { synonymsNow } from './synonyms';

/** More change nothing about where a matter goes, and departments change. */
const PRECEDENTS = 300;

/**
 * Where its topic usually goes and where earlier cases that are alike went, for whoever accepts one. Two round trips, and
 * one a minute for the words that mean the same, in one; for a topic mostly one more, for its department.
 *
 * @throws DomainError not_found, also for a protected report: where it goes is its asker's choice
 */
export const suggestion: Handler<(typeof caseContract)['case.suggestion']> = {
  may: OFFICE,
  async run({ caseId, topicId }, { now }) {
    const [[entity], precedents, thesaurus] = await Promise.all([
      find(cases, { _id: caseId, isProtected: false }, { limit: 1, fields: ['title', 'topic'] }),
      find(
        cases,
        { lists: listOf(EVERYBODY, false) },
        { limit: PRECEDENTS, order: [['dueKey', 'desc']], fields: ['title', 'leadId', 'urgency'] },
      ),
      synonymsNow(now),
    ]);
    ensure(entity !== undefined, 'not_found');
    const named = topicId ?? entity.topic?.id;
    return {
      ...suggestionFor(entity, precedents, thesaurus),
      usual: named === undefined ? null : await usualNow(named, now),
    };
  },
};

async function usualNow(topicId: string, now: number) {
  const topic = await topicOf(topicId, now);
  const departmentId = topic?.departmentId ?? null;
  return usualOf(topic, departmentId === null ? null : await get(departments, departmentId));
}
