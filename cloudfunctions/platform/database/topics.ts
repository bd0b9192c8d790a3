import type { Category } from '../../../miniprogram/shared/category';
import {
  categoryNameIn,
  INITIAL_CATEGORIES,
  isChoosable,
  type KeptCategory,
} from '../../core/case/categories';
import type { Topic } from '../../core/case/topics';
import { ensure } from '../../core/domain-error';
import { caseTopics } from './collections';
import { get } from './store';

/** There is one list. */
export const TOPIC_LIST = 'list';
/** How long an instance goes by what it has read. */
const FRESH_MS = 60_000;

/** What items are about: categories, and topics within them. The retired ones too. */
interface Listed {
  version: number;
  categories: readonly KeptCategory[];
  topics: readonly Topic[];
}

let read: { at: number; listed: Listed } | undefined;

/** The list as it is kept; at version 0, until it is saved first, it is what a college begins with. One round trip. */
export async function storedTopics(): Promise<{
  version: number;
  categories: KeptCategory[];
  topics: Topic[];
}> {
  const kept = await get(caseTopics, TOPIC_LIST);
  return {
    version: kept?.version ?? 0,
    categories: kept?.categories ?? [...INITIAL_CATEGORIES],
    topics: kept?.topics ?? [],
  };
}

/** The list, read at most once a minute. One round trip, or none. */
export async function listNow(now: number): Promise<Listed> {
  if (read && Math.abs(now - read.at) < FRESH_MS) return read.listed;
  const listed = await storedTopics();
  read = { at: now, listed };
  return listed;
}

/** The topics of cases, the retired ones too. One round trip, or none. */
export const topicsNow = async (now: number): Promise<readonly Topic[]> => (await listNow(now)).topics;

/** What a category is called, by its id. One round trip, or none. */
export async function categoryNames(now: number): Promise<(id: Category) => string> {
  const { categories } = await listNow(now);
  return (id) => categoryNameIn(categories, id);
}

/** The list with these in it, where they are anywhere: what was added within the last minute is read anew. */
export async function listWith(
  named: { topicId?: string; category?: Category },
  now: number,
): Promise<Listed> {
  const { topicId, category } = named;
  const known = await listNow(now);
  const isThere =
    (topicId === undefined || known.topics.some(({ id }) => id === topicId)) &&
    (category === undefined || known.categories.some(({ id }) => id === category));
  if (isThere) return known;
  forgetTopics();
  return listNow(now);
}

/** A topic by its id. At most two round trips, mostly none. */
export const topicOf = async (topicId: string, now: number): Promise<Topic | undefined> =>
  (await listWith({ topicId }, now)).topics.find(({ id }) => id === topicId);

/**
 * Something new is about this category. At most two round trips, mostly none.
 *
 * @param wasMade asked where it cannot be chosen: what was made before is answered again whatever became of the list
 * @throws DomainError invalid_input for one that was retired or never was
 */
export async function ensureChoosable(
  category: Category,
  now: number,
  wasMade: () => Promise<boolean> = async () => false,
): Promise<void> {
  const { categories } = await listWith({ category }, now);
  if (isChoosable(categories, category) || (await wasMade())) return;
  ensure(false, 'invalid_input', { category: 'category_gone' });
}

/** What this instance has read is old: the list was saved. */
export const forgetTopics = (): void => {
  read = undefined;
};
