import type { caseContract } from '../contract/case';
import { EVERYBODY, listOf } from '../core/case/found-by';
import { suggestionFor } from '../core/case/suggestion';
import { habitOf, type Topic, usualOf } from '../core/case/topics';
import { ensure } from '../core/domain-error';
import { OFFICE } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { cases, departments } from '../platform/database/collections';
import { find, get } from '../platform/database/store';
import { listWith } from '../platform/database/topics';
import { synonymsNow } from './synonyms';

/** More change nothing about where a matter goes, and departments change. */
const PRECEDENTS = 300;

/**
 * Where its topic or category usually goes and where earlier cases that are alike went, for whoever accepts one. Two round trips, and
 * one a minute for the words that mean the same, in one; for a topic mostly one more, for its department.
 *
 * @throws DomainError not_found, also for a protected report: where it goes is its asker's choice
 */
export const suggestion: Handler<(typeof caseContract)['case.suggestion']> = {
  may: OFFICE,
  async run({ caseId, topicId }, { now }) {
    const [[entity], precedents, thesaurus] = await Promise.all([
      find(cases, { _id: caseId, isProtected: false }, { limit: 1, fields: ['title', 'topic', 'category'] }),
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
      usual: await usualNow(named, entity.category, now),
    };
  },
};

async function usualNow(topicId: string | undefined, filedUnder: Topic['category'], now: number) {
  const { topics, categories } = await listWith(topicId === undefined ? {} : { topicId }, now);
  const topic = topics.find(({ id }) => id === topicId);
  const category = topic?.category ?? filedUnder;
  const habit = habitOf(
    topic,
    categories.find(({ id }) => id === category),
  );
  const departmentId = habit?.departmentId ?? null;
  return usualOf(habit, departmentId === null ? null : await get(departments, departmentId));
}
