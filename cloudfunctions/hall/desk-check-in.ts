import type { DeskEntry } from '../contract/check-in';
import type { hallContract } from '../contract/hall';
import { ensure } from '../core/domain-error';
import {
  type Attendance,
  attend,
  attendanceId,
  checkInEnds,
  type DeskAnswer,
  deskInstant,
  ensureDoorsOpen,
  isLateEntryTaken,
} from '../core/hall/attendance';
import { nextTry } from '../core/hall/unmatched';
import type { Person } from '../core/people/person';
import { OFFICE } from '../core/people/role-sets';
import { withoutAccount } from '../core/people/voice';
import type { Booking } from '../core/session/booking';
import type { Session } from '../core/session/session';
import type { Handler } from '../platform/call/dispatch';
import { inParallel } from '../platform/call/parallel';
import { voiceOf } from '../platform/call/voice';
import {
  attendance,
  audit,
  bookings,
  lateEntries,
  people,
  unmatchedEntries,
} from '../platform/database/collections';
import { _, add, count, find, get } from '../platform/database/store';
import { takeBackAbsence } from './absence';
import { sessionWithOpenRoll } from './open-roll';

/**
 * The desk lets people in by roster entry, number or booking code; what it did without network it sends later, and
 * nothing counts twice: the first entry of a person is the one that counts, whichever desk or phone made it. What finds
 * nobody is kept to be settled (unmatched.ts). After the end of check-in, by the close or by the clock, it is taken for
 * some hours, only for an instant of the session, and counts when another member of the office has confirmed it. Who let whom in is kept, and each batch stands in the audit log.
 *
 * @throws DomainError not_found, check_in_not_open, check_in_closed
 */
export const deskCheckIn: Handler<(typeof hallContract)['hall.deskCheckIn']> = {
  may: OFFICE,
  async run({ sessionId, entries }, { caller, now, requestId }) {
    const { _id: by } = await caller.boundPerson();
    const [session, found] = await Promise.all([
      sessionWithOpenRoll(sessionId),
      peopleOf(sessionId, entries),
    ]);
    ensureDoorsOpen(session, now);
    const waiting = await waitingAlready(
      sessionId,
      entries.filter((entry) => !found.personOf(entry)),
    );
    const results = new Map<string, ReturnType<typeof answer>>();
    await inParallel(entries, 10, async (entry) => {
      const person = found.personOf(entry);
      results.set(
        entry.entryId,
        person
          ? await enter(session, person, found.booking(person), entry, { by, now })
          : waiting.has(entry.entryId)
            ? answer(entry, 'unknown')
            : await keepUnmatched(sessionId, entry, { by, now }),
      );
    });
    const taken = Array.from(results.values()).filter(({ answer: said }) => COUNTED.includes(said)).length;
    if (taken > 0) {
      const detail = `第 ${session.number} 期，登记 ${taken} 人${now < checkInEnds(session) ? '' : '，活动结束后'}`;
      await add(audit, { _id: requestId, at: now, actor: by, what: 'desk_entries', detail });
    }
    return {
      results: entries.map((entry) => results.get(entry.entryId) ?? answer(entry, 'unknown')),
      checkedIn: await count(attendance, { sessionId }),
    };
  },
};

export type Found = Pick<Person, '_id' | 'name' | 'unit' | 'kind' | 'openid'>;

/** Everybody these entries may mean. Two round trips in sequence. */
async function peopleOf(sessionId: string, entries: readonly DeskEntry[]) {
  const codes = entries.flatMap(({ code }) => (code === undefined ? [] : [code.toUpperCase()]));
  const byCode = codes.length === 0 ? [] : await find(bookings, { sessionId, code: _.in(codes) });
  const ids = [
    ...entries.flatMap(({ personId }) => personId ?? []),
    ...byCode.map(({ personId }) => personId),
  ];
  const numbers = entries.flatMap(({ number }) => number ?? []);
  const fields = ['name', 'unit', 'kind', 'number', 'openid'] as const;
  const [known, numbered] = await Promise.all([
    ids.length === 0 ? [] : find(people, { _id: _.in(ids), hasLeft: false }, { limit: 100, fields }),
    numbers.length === 0
      ? []
      : find(people, { number: _.in(numbers), hasLeft: false }, { limit: 100, fields }),
  ]);
  const all = [...known, ...numbered];
  const booked = await find(
    bookings,
    { _id: _.in(all.map(({ _id }) => attendanceId(sessionId, _id))) },
    { limit: 100 },
  );
  return {
    booking: (person: Found) => booked.find(({ personId }) => personId === person._id),
    personOf({ personId, number, code }: DeskEntry): Found | undefined {
      if (personId !== undefined) return known.find(({ _id }) => _id === personId);
      if (number !== undefined) return numbered.find((person) => person.number === number);
      const mine = byCode.find((booking) => booking.code === code?.toUpperCase());
      return mine && known.find(({ _id }) => _id === mine.personId);
    },
  };
}

/**
 * The same number without a name waits once: a paper list may be typed in twice. Ids of the entries that need not be kept
 * again. One round trip where there are any.
 */
async function waitingAlready(
  sessionId: string,
  unknown: readonly DeskEntry[],
): Promise<ReadonlySet<string>> {
  const nameless = unknown.filter(({ number, told }) => number !== undefined && !told);
  if (nameless.length === 0) return new Set();
  const numbers = nameless.flatMap(({ number }) => number ?? []);
  const kept = await find(
    unmatchedEntries,
    { sessionId, state: 'open', typed: _.in(numbers), name: '' },
    { limit: 100, fields: ['typed'] },
  );
  const typed = new Set(kept.map((entry) => entry.typed));
  return new Set(nameless.flatMap(({ entryId, number }) => (typed.has(number ?? '') ? [entryId] : [])));
}

/** What stands in the audit log: whoever came in, or may. */
const COUNTED: readonly DeskAnswer[] = ['checked_in', 'late_waits'];

export interface Desk {
  by: string;
  now: number;
}

/**
 * Nobody is found: the entry waits on the server until somebody settles it, whatever becomes of the desk's phone.
 */
async function keepUnmatched(sessionId: string, entry: DeskEntry, { by, now }: Desk) {
  const { entryId, ageMs, number, code, personId, told } = entry;
  const name = told?.name ?? '';
  await add(unmatchedEntries, {
    _id: entryId,
    sessionId,
    typed: number ?? code ?? personId ?? '',
    name,
    unit: told?.unit ?? '',
    firstAt: now - ageMs,
    by,
    at: now,
    state: 'open',
    personId: null,
    reason: '',
    tryAt: nextTry({ name }, now),
  });
  return answer(entry, 'unknown');
}

/** While people come in the desk lets them in; afterwards, within hours, it leaves an entry for another member to confirm. */
export async function enter(
  session: Session,
  person: Found,
  booking: Booking | undefined,
  entry: Pick<DeskEntry, 'entryId' | 'ageMs'>,
  desk: Desk,
) {
  if (desk.now < checkInEnds(session)) return letIn(session, person, booking, entry, desk);
  const _id = attendanceId(session._id, person._id);
  const earlier = await get(attendance, _id);
  if (earlier) return answer(entry, earlier.entryId === entry.entryId ? 'checked_in' : 'already', earlier);
  if (!isLateEntryTaken(entry.ageMs, session, desk.now)) return answer(entry, 'closed');
  const firstAt = deskInstant(entry.ageMs, session.startsAt, desk.now);
  const { entryId } = entry;
  const late = {
    _id,
    sessionId: session._id,
    personId: person._id,
    firstAt,
    entryId,
    by: desk.by,
    at: desk.now,
  };
  // Entered by another member as well: the first entry stays, to be confirmed.
  await add(lateEntries, late);
  return answer(entry, 'late_waits');
}

/**
 * One person comes in by the desk.
 *
 * @param confirmedBy for what was brought in after the close: the other member of the office who confirmed it
 */
export async function letIn(
  session: Session,
  person: Found,
  booking: Booking | undefined,
  entry: Pick<DeskEntry, 'entryId' | 'ageMs'>,
  { by, now }: Desk,
  confirmedBy: string | null = null,
) {
  const isBooked = booking !== undefined && !['cancelled', 'expired', 'waitlisted'].includes(booking.status);
  const _id = attendanceId(session._id, person._id);
  const arrival = attend(session._id, person, {
    firstAt: deskInstant(entry.ageMs, session.startsAt, now),
    method: 'desk',
    desk: { by, confirmedBy },
    wish: isBooked ? booking.wish : null,
    entryId: entry.entryId,
    voice: person.openid ? voiceOf(person.openid, session._id) : withoutAccount(_id),
  });
  const first = (await add(attendance, arrival)) === 'added' ? arrival : await get(attendance, arrival._id);
  if (!first) return refusal(entry, arrival.voice);
  // Also for a call that died between the two.
  if (booking?.status === 'absent') await takeBackAbsence(session, booking);
  return answer(entry, first.entryId === entry.entryId ? 'checked_in' : 'already', first);
}

/** The person's account is in under another number, or the desk's id of the entry stands for somebody else. */
async function refusal(entry: Pick<DeskEntry, 'entryId'>, voice: string) {
  const [used] = await find(attendance, { voice }, { limit: 1, fields: ['_id'] });
  ensure(used !== undefined, 'conflict');
  return answer(entry, 'account_used');
}

const answer = (entry: Pick<DeskEntry, 'entryId'>, what: DeskAnswer, first?: Attendance) => ({
  entryId: entry.entryId,
  answer: what,
  personId: first?.personId ?? null,
  name: first?.name ?? '',
  unit: first?.unit ?? '',
  firstAt: first?.firstAt ?? null,
  wish: first?.wish ?? null,
});
