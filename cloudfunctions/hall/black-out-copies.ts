import { blackOutCases } from '../case/black-out-cases';
import { noteBlackOut } from '../case/search-index';
import { blackedOutIn } from '../core/black-out';
import { DomainError } from '../core/domain-error';
import { EVERYONE } from '../core/message/message';
import { cards, messages, questions, results, sessions, surveys } from '../platform/database/collections';
import { _, find, update, type VersionedCollection } from '../platform/database/store';
import { type Versioned, writeBlackedOut } from '../platform/database/versioned';

/** What is taken out of the words of a session, why, and by which correction (`name`, for the history of cases). */
export interface BlackOut {
  sessionId: string;
  /** When it took place: nothing was made of its words before. */
  since: number;
  passages: readonly string[];
  reason: string;
  name: string;
}

const TRIES = 4;

/**
 * Blacks passages out in everything that repeats what was said at a session: cases, the agenda, surveys, results, cards,
 * the plan, and messages to everybody. One round trip for each of these side by side, one more for each document that
 * held a passage, and the making of the search index. May be repeated.
 *
 * @throws DomainError conflict when somebody else keeps writing the same document
 */
export async function blackOutCopies(blackOut: BlackOut, now: number): Promise<void> {
  const { sessionId, since, passages } = blackOut;
  await Promise.all([
    blackOutCases(blackOut, now),
    blackOutAll(questions, () => find(questions, { sessionId }, { limit: 200 }), passages),
    blackOutAll(surveys, () => find(surveys, { sessionId }, { limit: 100 }), passages),
    // Rounds of earlier people are shown beside it, and tell what became of their questions since.
    blackOutAll(surveys, () => find(surveys, { heldWith: sessionId }, { limit: 100 }), passages),
    blackOutAll(cards, () => find(cards, { sessionId }, { limit: 200 }), passages),
    blackOutAll(sessions, () => find(sessions, { _id: sessionId }), passages),
    blackOutResults(sessionId, passages),
    blackOutMessages(since, passages),
  ]);
  await noteBlackOut(now);
}

async function blackOutAll<T extends Versioned>(
  of: VersionedCollection<T>,
  read: () => Promise<T[]>,
  passages: readonly string[],
): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const changed = changedBy(await read(), passages);
    const written = await Promise.all(
      changed.map(({ before, after }) =>
        writeBlackedOut(of, before, { ...after, version: before.version + 1 }),
      ),
    );
    if (!written.includes('stale')) return;
  }
  throw new DomainError('conflict');
}

/** The digest of a result is over its box, which holds no titles. */
async function blackOutResults(sessionId: string, passages: readonly string[]): Promise<void> {
  const changed = changedBy(await find(results, { sessionId }, { limit: 200 }), passages);
  await Promise.all(
    changed.map(({ after: { _id, items, reason } }) =>
      update(results, { _id }, { items: _.set(items), reason }),
    ),
  );
}

async function blackOutMessages(since: number, passages: readonly string[]): Promise<void> {
  const told = await find(messages, { to: EVERYONE, at: _.gte(since) }, { limit: 1000 });
  await Promise.all(
    changedBy(told, passages).map(({ after: { _id, title, body, push } }) =>
      update(messages, { _id }, { title, body, push: _.set(push) }),
    ),
  );
}

/** Those in which a passage stands, as they are and as they will be. */
const changedBy = <T>(found: readonly T[], passages: readonly string[]): Array<{ before: T; after: T }> =>
  found
    .map((before) => ({ before, after: blackedOutIn(before, passages) }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
