import { CASE_LIMITS, type Urgency } from '../../../miniprogram/shared/case';
import type { Category } from '../../../miniprogram/shared/category';
import { DomainError } from '../domain-error';
import type { Department } from '../people/department';
import { folded, type KeptCategory } from './categories';

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
  /** Absent where nobody has saved it since categories are kept here: those that a college begins with. */
  categories?: KeptCategory[];
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

/**
 * The list as the administrator wrote it over the one that is kept. New topics get ids that were never given. One that is
 * kept stays in its category, and one that is left out is retired: cases may have it.
 *
 * @param categories those that there are, the retired ones too
 * @throws DomainError invalid_input with `topics`: topic_unknown, topic_moved, topic_homeless, topic_twice, topic_many or
 *   topics_full
 */
export function changedTopics(
  kept: readonly Topic[],
  written: readonly WrittenTopic[],
  categories: readonly KeptCategory[],
): Topic[] {
  const ids = new Set(categories.map(({ id }) => id));
  const before = new Map(kept.map((topic) => [topic.id, topic]));
  let last = Math.max(0, ...kept.map(({ id }) => Number(id.slice(1))));
  const topics = written.map((topic): Topic => {
    const known = topic.id === null ? undefined : before.get(topic.id);
    refuse(topic.id !== null && known === undefined, 'topic_unknown');
    refuse(!ids.has(topic.category), 'topic_homeless');
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

/** What a topic or a category says is usual. */
type Habit = Pick<Topic, 'name' | 'departmentId' | 'urgency' | 'isRetired'>;

/**
 * What is usual for a case: its topic's department and class, and where the topic leaves one open, its category's. What
 * was retired says nothing. Null where nobody says anything.
 */
export function habitOf(
  topic: Habit | undefined,
  category: Habit | undefined,
): Omit<Habit, 'isRetired'> | null {
  const [first, ...others] = [topic, category].filter(
    (one) => one !== undefined && !one.isRetired && isSaid(one),
  );
  if (first === undefined) return null;
  const [next] = others;
  return {
    name: first.name,
    departmentId: first.departmentId ?? next?.departmentId ?? null,
    urgency: first.urgency ?? next?.urgency ?? null,
  };
}

const isSaid = ({ departmentId, urgency }: Habit): boolean => departmentId !== null || urgency !== null;

/**
 * What is proposed to whoever accepts a case. Null where nothing is usual.
 *
 * @param department the one that the habit names, as it is now
 */
export function usualOf(
  habit: Omit<Habit, 'isRetired'> | null,
  department: Pick<Department, '_id' | 'isDissolved' | 'successorId'> | null,
): Usual | null {
  if (habit === null) return null;
  const departmentId = department?.isDissolved ? (department.successorId ?? null) : (department?._id ?? null);
  if (departmentId === null && habit.urgency === null) return null;
  return { topic: habit.name, departmentId, urgency: habit.urgency };
}
