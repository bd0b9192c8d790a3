import type { BookingForm } from '../../cloudfunctions/contract/booking';
import type { Person } from '../../cloudfunctions/core/people/person';
import { withoutAccount } from '../../cloudfunctions/core/people/voice';
import { HOUR_MS } from '../../cloudfunctions/core/rules/calendar';
import { type Booking, book } from '../../cloudfunctions/core/session/booking';
import { holderKey, newPools, type Pool, poolFor } from '../../cloudfunctions/core/session/pool';
import type { Session } from '../../cloudfunctions/core/session/session';
import { chance } from './chance';
import { matterAt } from './matters';
import { DEMO_NOW } from './sessions';

/** Since the preview went out: students have places left to speak, staff have none and two of them wait. */
const SPEAKING = { student: 9, staff: 8 } as const;
const LISTENING = 37;
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Who has booked the next session so far, and the pools after it; nobody of the members, who book for themselves. */
export function bookingsOf(
  session: Session,
  others: readonly Person[],
): { bookings: Booking[]; pools: Pool[] } {
  const random = chance(16);
  const pools = new Map(newPools(session._id, session.plan).map((pool) => [pool._id, pool]));
  const students = others.filter(({ kind }) => kind === 'student');
  const teachers = others.filter(({ kind }) => kind === 'staff');
  const wishes = [
    ...students.slice(0, SPEAKING.student).map((person) => ({ person, wish: 'speak' as const })),
    ...teachers.slice(0, SPEAKING.staff).map((person) => ({ person, wish: 'speak' as const })),
    ...students.slice(-LISTENING).map((person) => ({ person, wish: 'listen' as const })),
  ];
  const since = session.previewAt ?? DEMO_NOW - HOUR_MS;
  const code = () =>
    Array.from({ length: 6 }, () => CODE_LETTERS.charAt(Math.floor(random() * CODE_LETTERS.length))).join('');
  const bookings = wishes.map(({ person, wish }, place) => {
    const now = since + Math.floor(((place + random()) / wishes.length) * (DEMO_NOW - since));
    const requestId = `demo-booking-${person._id}`;
    const pool = pools.get(poolFor(session, wish, person.kind));
    if (!pool) throw new Error(`${session._id} has no pool for ${wish} of ${person.kind}`);
    const isPlaced = pool.left > 0;
    const next = isPlaced
      ? {
          ...pool,
          left: pool.left - 1,
          holders: { ...pool.holders, [holderKey(person._id)]: { at: now, claim: requestId } },
        }
      : { ...pool, waiting: pool.waiting + 1, issued: pool.issued + 1 };
    pools.set(pool._id, next);
    const seating = isPlaced ? { place: requestId } : { ticket: next.issued, hold: 0 as const };
    const act = { actor: person._id, now, requestId };
    const { entity } = book(
      session,
      person,
      formOf(wish, place),
      seating,
      { code: code(), voice: withoutAccount(requestId) },
      act,
    );
    return { ...entity, notices: [], hasNotice: false };
  });
  return { bookings, pools: [...pools.values()] };
}

function formOf(wish: BookingForm['wish'], place: number): BookingForm {
  const bare = {
    wish,
    phone: '',
    category: null,
    departmentId: null,
    title: '',
    detail: '',
    isUnnamed: false,
  };
  if (wish === 'listen') return bare;
  const { category, departmentId, title, text } = matterAt(place * 3);
  return { ...bare, category, departmentId, title, detail: text, isUnnamed: place % 5 === 4 };
}
