import type { caseContract } from '../contract/case';
import { changedCategories } from '../core/case/categories';
import { askedTopic, type CaseTopic, changedTopics, type Topic } from '../core/case/topics';
import { ensure } from '../core/domain-error';
import { ADMIN } from '../core/people/role-sets';
import type { Handlers } from '../platform/call/dispatch';
import { caseTopics } from '../platform/database/collections';
import { add, get, update } from '../platform/database/store';
import {
  forgetTopics,
  listNow,
  storedTopics,
  TOPIC_LIST,
  topicOf,
  topicsNow,
} from '../platform/database/topics';
import { ensureDepartments } from './departments';

/** What cases are about, within their category: kept by the administrator, chosen by everybody. */
export const topics = {
  /** For forms and filters, so with the retired ones. One round trip, or none. */
  'case.topics': {
    may: 'anyone',
    async run(_input, { now }) {
      const { categories, topics: known } = await listNow(now);
      return {
        categories: categories.map(({ id, name, isRetired }) => ({ id, name, isRetired })),
        topics: known.map(({ id, category, name, isRetired }) => ({ id, category, name, isRetired })),
      };
    },
  },
  'case.topicList': {
    may: ADMIN,
    run: () => storedTopics(),
  },
  /**
   * @throws DomainError invalid_input (core/case/categories.ts, topics.ts), department_unknown, conflict where somebody else has saved
   *   meanwhile
   */
  'case.saveTopics': {
    may: ADMIN,
    runs: 'once',
    async run({ version, categories: writtenCategories, topics: written }, { isDone, requestId }) {
      const kept = await storedTopics();
      if (isDone) return kept;
      const categories = writtenCategories
        ? changedCategories(kept.categories, writtenCategories)
        : kept.categories;
      const all = changedTopics(kept.topics, written, categories);
      await ensureDepartments([...newlyNamed(kept.categories, categories), ...newlyNamed(kept.topics, all)]);
      const next = { version: version + 1, categories, topics: all, savedBy: requestId };
      const isWritten =
        version === 0
          ? (await add(caseTopics, { _id: TOPIC_LIST, ...next })) !== 'exists'
          : (await update(caseTopics, { _id: TOPIC_LIST, version }, next)) > 0;
      // A repeat of a save whose answer was lost meets what it wrote itself.
      ensure(isWritten || (await get(caseTopics, TOPIC_LIST))?.savedBy === requestId, 'conflict');
      forgetTopics();
      return { version: next.version, categories, topics: all };
    },
  },
} satisfies Partial<Handlers<typeof caseContract>>;

type Habit = Pick<Topic, 'id' | 'departmentId'>;

/** A topic or category may go on naming a department that was dissolved, until somebody names another. */
function newlyNamed(kept: readonly Habit[], all: readonly Habit[]): Array<string | null> {
  const before = new Map(kept.map(({ id, departmentId }) => [id, departmentId]));
  return all
    .filter(({ id, departmentId }) => before.get(id) !== departmentId)
    .map(({ departmentId }) => departmentId);
}

/** What an asker or a caller says it is about, as the case keeps it. One round trip, or none. */
export const askedTopicNow = async (
  category: Topic['category'],
  topicId: string | null,
  now: number,
): Promise<CaseTopic | null> =>
  topicId === null ? null : askedTopic(await topicsNow(now), category, topicId);

/**
 * The topic that staff name, as it is now. At most two round trips, mostly none.
 *
 * @throws DomainError invalid_input where it cannot be chosen any more
 */
export async function namedTopic(topicId: string | null, now: number): Promise<Topic | null> {
  if (topicId === null) return null;
  const topic = await topicOf(topicId, now);
  ensure(topic !== undefined && !topic.isRetired, 'invalid_input', { topicId: 'topic_gone' });
  return topic;
}
