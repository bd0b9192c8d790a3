import type { hallContract } from '../contract/hall';
import { ensure } from '../core/domain-error';
import { attendanceId, checkInEnds } from '../core/hall/attendance';
import { isAsTold, nextTry, settledWords, type Unmatched } from '../core/hall/unmatched';
import { OFFICE } from '../core/people/role-sets';
import { hasReached } from '../core/session/course';
import type { Session } from '../core/session/session';
import { surveyId } from '../core/survey/survey';
import type { Handler } from '../platform/call/dispatch';
import { eachInTurn } from '../platform/call/each';
import {
  audit,
  bookings,
  people,
  sessions,
  surveys,
  unmatchedEntries,
} from '../platform/database/collections';
import { _, add, find, get, update } from '../platform/database/store';
import { type Desk, enter, type Found, letIn } from './desk-check-in';
import { refreshFigures } from './figures';
import { sessionWithOpenRoll } from './open-roll';

const MOST = 200;
const FIELDS = ['name', 'unit', 'kind', 'number', 'openid'] as const;

/** Whom desks let in and the roster does not know. Three round trips, two in sequence. */
export const unmatched: Handler<(typeof hallContract)['hall.unmatched']> = {
  may: OFFICE,
  async run({ sessionId }) {
    const [waiting, survey] = await Promise.all([
      find(unmatchedEntries, { sessionId, state: 'open' }, { limit: MOST }),
      get(surveys, surveyId(sessionId, 1)),
    ]);
    const known = await peopleByNumber(waiting.map(({ typed }) => typed));
    const oldestFirst = [...waiting].sort((left, right) => left.firstAt - right.firstAt);
    return {
      mayEnter: !survey?.isRollFrozen,
      entries: oldestFirst.map(({ _id, typed, name, unit, firstAt }) => {
        const person = known.find(({ number }) => number === typed);
        return {
          entryId: _id,
          typed,
          name,
          unit,
          firstAt,
          candidate: person ? { personId: person._id, name: person.name, unit: person.unit } : null,
        };
      }),
    };
  },
};

/**
 * Somebody says what the entry was: a mistyped number, a person of the roster, a person who is not in it yet, or nothing.
 * Only a definite answer takes it out of the list. Whoever it turns out to be comes in by the rules of the desk, at the
 * instant at which the desk let them in. May be repeated.
 *
 * @throws DomainError not_found, check_in_closed when the survey's roll is frozen
 */
export const settleUnmatched: Handler<(typeof hallContract)['hall.settleUnmatched']> = {
  may: OFFICE,
  async run({ sessionId, entryId, as }, { caller, now, requestId }) {
    const { _id: by } = await caller.boundPerson();
    const entry = await get(unmatchedEntries, entryId);
    ensure(entry !== null && entry.sessionId === sessionId, 'not_found');
    if (as.kind === 'discarded') {
      const discarded = { ...settledWords, state: 'discarded', reason: as.reason } as const;
      if (entry.state === 'open')
        await add(audit, {
          _id: requestId,
          at: now,
          actor: by,
          what: 'desk_entry_discarded',
          detail: as.reason,
        });
      await update(unmatchedEntries, { _id: entryId, state: 'open' }, discarded);
      return { answer: null, name: '' };
    }
    const session = await sessionWithOpenRoll(sessionId);
    const person = await personOf(as, entry);
    if (!person) {
      // Said anew, it counts from now: after the close another member of the office has to confirm it.
      const said =
        as.kind === 'told' ? { name: as.name, unit: as.unit } : { name: entry.name, unit: entry.unit };
      const typed = as.kind === 'person' ? entry.typed : as.number;
      const corrected = { ...said, typed, at: now, tryAt: nextTry(said, now) };
      await update(unmatchedEntries, { _id: entryId, state: 'open' }, corrected);
      return { answer: 'unknown' as const, name: entry.name };
    }
    const { answer, name } = await join(session, entry, person, { by, now });
    const detail = `第 ${session.number} 期，核对登记`;
    if (DEFINITE.includes(answer))
      await add(audit, { _id: requestId, at: now, actor: by, what: 'desk_entries', detail });
    return { answer, name: name || person.name };
  },
};

type Settling = Parameters<typeof settleUnmatched.run>[0]['as'];

async function personOf(as: Settling, entry: Unmatched): Promise<(Found & { number: string }) | undefined> {
  if (as.kind === 'person') {
    const [person] = await find(people, { _id: as.personId, hasLeft: false }, { limit: 1, fields: FIELDS });
    ensure(person !== undefined, 'not_found');
    return person;
  }
  if (as.kind === 'discarded') return undefined;
  const [person] = await peopleByNumber([as.number]);
  // Told with a name, a number alone is not enough: somebody else's would be let in.
  if (person && as.kind === 'told' && !isAsTold({ ...entry, ...as, typed: as.number }, person))
    return undefined;
  return person;
}

const peopleByNumber = (numbers: readonly string[]) =>
  numbers.length === 0
    ? []
    : find(people, { number: _.in([...new Set(numbers)]), hasLeft: false }, { limit: MOST, fields: FIELDS });

/** What takes an entry out of the list. What is refused stays there, for somebody to see. */
const DEFINITE = ['checked_in', 'already', 'late_waits'];

/**
 * The person of the roster comes in by the entry. After the close another member of the office has to confirm it, unless
 * the server knew number and name before.
 */
async function join(session: Session, entry: Unmatched, person: Found & { number: string }, desk: Desk) {
  const [booking] = await find(bookings, { _id: attendanceId(session._id, person._id) }, { limit: 1 });
  const wasToldBefore = isAsTold(entry, person) && entry.at < checkInEnds(session);
  const brought = { entryId: entry._id, ageMs: desk.now - entry.firstAt };
  const result = wasToldBefore
    ? await letIn(session, person, booking, brought, { by: entry.by, now: desk.now })
    : await enter(session, person, booking, brought, desk);
  if (DEFINITE.includes(result.answer)) {
    const joined = { ...settledWords, state: 'joined', personId: person._id } as const;
    await update(unmatchedEntries, { _id: entry._id, state: 'open' }, joined);
    if (hasReached(session, 'closed')) await refreshFigures(session._id);
  }
  return result;
}

export const joinable = (now: number) => ({ state: 'open', tryAt: _.lte(now) }) as const;

/** Entries with number and name are joined when the roster knows both; looked at again every hour until then. */
export async function joinUnmatched(now: number): Promise<number> {
  const waiting = await find(unmatchedEntries, joinable(now), { limit: MOST });
  const known = await peopleByNumber(waiting.map(({ typed }) => typed));
  return eachInTurn('join_unmatched', waiting, async (entry) => {
    const person = known.find((person) => isAsTold(entry, person));
    const session = person && (await get(sessions, entry.sessionId));
    const survey = session && (await get(surveys, surveyId(entry.sessionId, 1)));
    if (person && session && !survey?.isRollFrozen) await join(session, entry, person, { by: entry.by, now });
    await update(unmatchedEntries, { _id: entry._id, ...joinable(now) }, { tryAt: nextTry(entry, now) });
  });
}
