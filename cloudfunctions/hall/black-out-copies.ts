import { blackOutCases } from '../case/black-out-cases';
import { noteBlackOut } from '../case/search-index';
import { blackedOutIn, passagesWithin } from '../core/black-out';
import { DomainError } from '../core/domain-error';
import { EVERYONE } from '../core/message/message';
import { remarks } from '../platform/ballots/remark-box';
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
 * Blacks passages out in everything that is public of a session: cases, the agenda, surveys, results, cards, the plan,
 * remarks, and messages to everybody. One round trip for each of these side by side, one more for each document that
 * held a passage, and the making of the search index. May be repeated.
 *
 * @throws DomainError conflict when somebody else keeps writing the same document
 */
export async function blackOutCopies(blackOut: BlackOut, now: number): Promise<void> {
  const { sessionId, since, passages } = blackOut;
  await Promise.all([
    blackOutCases(blackOut, now),
    blackOutAll(questions, () => ofSession.questions(sessionId), passages),
    blackOutAll(surveys, () => ofSession.surveys(sessionId), passages),
    // Rounds of earlier people are shown beside it, and tell what became of their questions since.
    blackOutAll(surveys, () => find(surveys, { heldWith: sessionId }, { limit: 100 }), passages),
    blackOutAll(cards, () => ofSession.cards(sessionId), passages),
    blackOutAll(sessions, () => ofSession.plan(sessionId), passages),
    blackOutRemarks(sessionId, passages),
    blackOutResults(sessionId, passages),
    blackOutMessages(since, passages),
  ]);
  await noteBlackOut(now);
}

/**
 * Those of the passages that stand in what is public of a session beside minutes and cases. No round trip for none, else
 * six side by side.
 */
export async function passagesInCopies(sessionId: string, passages: readonly string[]): Promise<string[]> {
  if (passages.length === 0) return [];
  const copies = await Promise.all(Object.values(ofSession).map((read) => read(sessionId)));
  return passagesWithin(copies.flat(), passages);
}

const ofSession = {
  questions: (sessionId: string) => find(questions, { sessionId }, { limit: 200 }),
  surveys: (sessionId: string) => find(surveys, { sessionId }, { limit: 100 }),
  cards: (sessionId: string) => find(cards, { sessionId }, { limit: 200 }),
  plan: (sessionId: string) => find(sessions, { _id: sessionId }, { limit: 1 }),
  results: (sessionId: string) => find(results, { sessionId }, { limit: 200 }),
  remarks: (sessionId: string) => find(remarks, { sessionId, state: 'shown' }, { limit: 1000 }),
};

/** Topics and notes of the plans of every session since then: a matter of the box may have become one. */
export const blackOutPlans = (since: number, passages: readonly string[]): Promise<void> =>
  blackOutAll(sessions, () => plansSince(since), passages);

/** Those of the passages that stand in these plans. One round trip, none for none. */
export const passagesInPlans = async (since: number, passages: readonly string[]): Promise<string[]> =>
  passages.length === 0 ? [] : passagesWithin(await plansSince(since), passages);

const plansSince = (since: number) => find(sessions, { startsAt: _.gte(since) }, { limit: 100 });

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
  const changed = changedBy(await ofSession.results(sessionId), passages);
  await Promise.all(
    changed.map(({ after: { _id, items, reason } }) =>
      update(results, { _id }, { items: _.set(items), reason }),
    ),
  );
}

/** Nothing is sealed of a remark but that there was one. */
async function blackOutRemarks(sessionId: string, passages: readonly string[]): Promise<void> {
  const changed = changedBy(await ofSession.remarks(sessionId), passages);
  await Promise.all(changed.map(({ after: { _id, text } }) => update(remarks, { _id }, { text })));
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
