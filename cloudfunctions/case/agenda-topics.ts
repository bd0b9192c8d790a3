import { TOPICS_MAX } from '../core/case/similar';
import { matters, sessions } from '../platform/database/collections';
import { _, find, update, whereAt } from '../platform/database/store';

/** Matters that the office has taken and that no session has on its agenda yet. */
const waiting = () => find(matters, { state: 'on_agenda', sessionId: null }, { limit: TOPICS_MAX });

/** Topics that the next plan begins with. One round trip. */
export const waitingTopics = async (): Promise<string[]> => (await waiting()).map(({ title }) => title);

/** A session has been planned with these topics: the matters among them have found their place. One round trip. */
export async function placeTopics(sessionId: string, topics: readonly string[]): Promise<void> {
  if (topics.length === 0) return;
  const where = { state: 'on_agenda' as const, sessionId: null, title: _.in([...topics]) };
  await update(matters, where, { sessionId });
}

/**
 * Puts waiting matters into the plan of the next session that is not announced yet. Without one, or with a full plan,
 * they wait for the next plan, which begins with them.
 */
export async function fillAgenda(now: number): Promise<void> {
  const [next] = await find(
    sessions,
    { status: 'planned', startsAt: _.gt(now) },
    { order: [['startsAt', 'asc']], limit: 1 },
  );
  if (!next) return;
  for (const { _id, title } of await waiting()) {
    const hasRoom = whereAt(sessions, `plan.topics.${TOPICS_MAX - 1}`, _.exists(false));
    const where = { _id: next._id, status: 'planned' as const, ...hasRoom };
    if ((await update(sessions, where, { 'plan.topics': _.addToSet(title) })) === 1)
      await update(matters, { _id }, { sessionId: next._id });
  }
}
