import { CASE_LIMITS, type Urgency } from '../../../miniprogram/shared/case';
import type { Category } from '../../../miniprogram/shared/labels';
import { DomainError } from '../domain-error';
import type { Department } from '../people/department';

// What cases are about, more closely than their category says. The administrator keeps the list; a case keeps the name
// as it was when it was chosen.

/** A topic within a category, with where a case about it usually goes. */
export interface Topic {
  /** t1, t2 …: never given twice, so that what a case is about stays the same for good. */
  id: string;
  category: Category;
  name: string;
  /** Null: nothing is usual. */
  departmentId: string | null;
  urgency: Urgency | null;
  /** Cannot be chosen any more. It stays for the cases that have it. */
  isRetired: boolean;
}

/** The list of the college. Persisted in `case_topics` as one document; changing the shape needs a migration. */
export interface TopicList {
  _id: string;
  version: number;
  topics: Topic[];
  /** The request that saved it last. */
  savedBy: string;
}

/** What stands on a case. Persisted in `cases`. */
export interface CaseTopic {
  id: string;
  name: string;
}

/** A topic as the administrator writes it; a new one has no id yet. */
export type WrittenTopic = Omit<Topic, 'id'> & { id: string | null };

const folded = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');

/**
 * The list as the administrator wrote it over the one that is kept. New topics get ids that were never given. One that is
 * kept stays in its category, and one that is left out is retired: cases may have it.
 *
 * @throws DomainError invalid_input with `topics`: topic_unknown, topic_moved, topic_twice, topic_many or topics_full
 */
export function changedTopics(kept: readonly Topic[], written: readonly WrittenTopic[]): Topic[] {
  const before = new Map(kept.map((topic) => [topic.id, topic]));
  let last = Math.max(0, ...kept.map(({ id }) => Number(id.slice(1))));
  const topics = written.map((topic): Topic => {
    const known = topic.id === null ? undefined : before.get(topic.id);
    refuse(topic.id !== null && known === undefined, 'topic_unknown');
    refuse(known !== undefined && known.category !== topic.category, 'topic_moved');
    return { ...topic, id: topic.id ?? `t${++last}`, name: topic.name.replace(/\s+/gu, ' ') };
  });
  const named = new Set(topics.map(({ id }) => id));
  refuse(named.size < topics.length, 'topic_twice');
  const leftOut = kept.filter(({ id }) => !named.has(id)).map((topic) => ({ ...topic, isRetired: true }));
  const all = [...topics, ...leftOut];
  refuse(
    new Set(all.map(({ category, name }) => `${category} ${folded(name)}`)).size < all.length,
    'topic_twice',
  );
  refuse(
    all.some(({ category }) => choosableIn(all, category).length > CASE_LIMITS.topicsPerCategoryMax),
    'topic_many',
  );
  refuse(all.length > CASE_LIMITS.topicListMax, 'topics_full');
  return all;
}

function refuse(isWrong: boolean, code: string): void {
  if (isWrong) throw new DomainError('invalid_input', { topics: code });
}

/** What can be chosen for a category. */
const choosableIn = (topics: readonly Topic[], category: Category): Topic[] =>
  topics.filter((topic) => topic.category === category && !topic.isRetired);

/**
 * The topic that an asker chose, as the case keeps it. Null where it is not there any more, or belongs to another
 * category: an item is not refused for that, the office sees it anyway.
 */
export function askedTopic(
  topics: readonly Topic[],
  category: Category,
  topicId: string | null,
): CaseTopic | null {
  const chosen = choosableIn(topics, category).find(({ id }) => id === topicId);
  return chosen ? { id: chosen.id, name: chosen.name } : null;
}

/** Where a topic usually goes: the name it goes by, and the department that stands in for a dissolved one. */
interface Usual {
  topic: string;
  departmentId: string | null;
  urgency: Urgency | null;
}

/**
 * What a topic proposes to whoever accepts a case about it. Null where it was retired, or nothing is usual.
 *
 * @param department the one that the topic names, as it is now
 */
export function usualOf(
  topic: Topic | undefined,
  department: Pick<Department, '_id' | 'isDissolved' | 'successorId'> | null,
): Usual | null {
  if (topic === undefined || topic.isRetired) return null;
  const departmentId = department?.isDissolved ? (department.successorId ?? null) : (department?._id ?? null);
  if (departmentId === null && topic.urgency === null) return null;
  return { topic: topic.name, departmentId, urgency: topic.urgency };
}
