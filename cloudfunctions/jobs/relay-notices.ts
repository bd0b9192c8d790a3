import { BOOKERS, messageOf, type Notice } from '../core/message';
import { bookings, messages, sessions } from '../platform/collections';
import { inParallel } from '../platform/parallel';
import { _, add, type Collection, find, update } from '../platform/store';

/** An entity that may have something to tell. */
interface Telling {
  _id: string;
  version: number;
  notices: Notice[];
}

const PAGE = 100;
const WIDTH = 20;
const ROUNDS = 100;

/**
 * Turns what entities have to tell into messages, then clears it. Stopped anywhere in between it tells again, and the
 * natural ids of the messages make the repeat collide; so none is lost and none is told twice.
 *
 * @returns how many entities were relayed
 */
export async function relayNotices(until: number): Promise<number> {
  return (await relay(sessions, until)) + (await relay(bookings, until));
}

async function relay<T extends Telling>(source: Collection<T>, until: number): Promise<number> {
  let relayed = 0;
  for (let round = 0; round < ROUNDS && Date.now() < until; round++) {
    const telling = await find(source, { hasNotice: true }, { limit: PAGE, fields: ['version', 'notices'] });
    await inParallel(telling, WIDTH, (entity) => tell(source, entity));
    relayed += telling.length;
    if (telling.length < PAGE) break;
  }
  return relayed;
}

async function tell<T extends Telling>(source: Collection<T>, entity: T): Promise<void> {
  for (const notice of entity.notices) {
    for (const to of await recipients(notice)) await add(messages, messageOf(notice, to));
  }
  // Somebody may have added to it meanwhile: then it stays, and the next run tells the rest.
  await update(source, { _id: entity._id, version: entity.version }, { notices: [], hasNotice: false });
}

async function recipients({ to, facts }: Notice): Promise<string[]> {
  return to === BOOKERS ? bookersOf(facts.sessionId) : [to];
}

/** Whoever has a place or waits for one, in pages. */
async function bookersOf(sessionId: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after = ''; ; ) {
    const page = await find(
      bookings,
      { sessionId, status: _.in(['confirmed', 'offered', 'waitlisted']), _id: _.gt(after) },
      { order: [['_id', 'asc']], limit: 1000, fields: ['personId'] },
    );
    ids.push(...page.map((booking) => booking.personId));
    const last = page[page.length - 1];
    if (page.length < 1000 || !last) return ids;
    after = last._id;
  }
}
