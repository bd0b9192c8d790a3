import type { hallContract } from '../contract/hall';
import { OFFICE } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { inParallel } from '../platform/call/parallel';
import { attendance, audit, bookings, lateEntries, people } from '../platform/database/collections';
import { _, add, count, find, remove } from '../platform/database/store';
import { letIn } from './desk-check-in';
import { refreshFigures } from './figures';
import { sessionWithOpenRoll } from './open-roll';

/**
 * A second member of the office stands by what the first brought in after the close: from now on they were there. Until
 * the survey's roll is frozen. May be repeated; one's own entries are left for somebody else.
 *
 * @throws DomainError not_found, check_in_closed
 */
export const confirmLate: Handler<(typeof hallContract)['hall.confirmLate']> = {
  may: OFFICE,
  async run({ sessionId, personIds }, { caller, now, requestId }) {
    const { _id: me } = await caller.boundPerson();
    const [session, waiting] = await Promise.all([
      sessionWithOpenRoll(sessionId),
      find(lateEntries, { sessionId, personId: _.in([...personIds]), by: _.neq(me) }, { limit: 100 }),
    ]);
    const checkedIn = () => count(attendance, { sessionId });
    // Confirmed already, or one's own: nothing to read further, and nothing to remove.
    if (waiting.length === 0) return { confirmed: 0, checkedIn: await checkedIn() };
    const ids = waiting.map(({ _id }) => _id);
    const [known, booked] = await Promise.all([
      find(people, { _id: _.in(waiting.map(({ personId }) => personId)), hasLeft: false }, { limit: 100 }),
      find(bookings, { _id: _.in(ids) }, { limit: 100 }),
    ]);
    await inParallel(waiting, 10, async ({ personId, entryId, firstAt, by }) => {
      const person = known.find(({ _id: id }) => id === personId);
      const booking = booked.find((mine) => mine.personId === personId);
      if (person) await letIn(session, person, booking, { entryId, ageMs: now - firstAt }, { by, now }, me);
    });
    if (known.length > 0) {
      const detail = `第 ${session.number} 期，确认 ${known.length} 人`;
      await add(audit, { _id: requestId, at: now, actor: me, what: 'late_confirmed', detail });
      await refreshFigures(sessionId);
    }
    // Last, as a repeat of a call that died finds by them what it had begun.
    await remove(lateEntries, { _id: _.in(ids) });
    return { confirmed: known.length, checkedIn: await checkedIn() };
  },
};
