import type { Topic, TopicList } from '../../core/case/topics';
import { caseTopics } from './collections';
import { get } from './store';

/** There is one list. */
export const TOPIC_LIST = 'list';
/** How long an instance goes by what it has read. */
const FRESH_MS = 60_000;

let read: { at: number; topics: readonly Topic[] } | undefined;

/** The list as it is kept, empty at version 0 until it is saved first. One round trip. */
export async function storedTopics(): Promise<Pick<TopicList, 'version' | 'topics'>> {
  const kept = await get(caseTopics, TOPIC_LIST);
  return { version: kept?.version ?? 0, topics: kept?.topics ?? [] };
}

/** The topics of cases, the retired ones too, read at most once a minute. One round trip, or none. */
export async function topicsNow(now: number): Promise<readonly Topic[]> {
  if (read && Math.abs(now - read.at) < FRESH_MS) return read.topics;
  const { topics } = await storedTopics();
  read = { at: now, topics };
  return topics;
}

/** A topic by its id; one that was added within the last minute is read anew. At most one round trip more. */
export async function topicOf(topicId: string, now: number): Promise<Topic | undefined> {
  const known = (await topicsNow(now)).find(({ id }) => id === topicId);
  if (known) return known;
  forgetTopics();
  return (await topicsNow(now)).find(({ id }) => id === topicId);
}

/** What this instance has read is old: the list was saved. */
export const forgetTopics = (): void => {
  read = undefined;
};
