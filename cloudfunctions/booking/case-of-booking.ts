import { addNumbered } from '../case/file';
import { caseIdOf } from '../core/case/case-id';
import { ASKER_ACTOR } from '../core/case/command';
import { openCase } from '../core/case/opening';
import { SYSTEM } from '../core/change';
import type { Booking } from '../core/session/booking';
import { forget } from '../core/session/unreached';
import { bookings, cases } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { write } from '../platform/database/versioned';

/**
 * The case of a form whose person waited in vain, made once however often this runs: its id follows from the booking's.
 * Then the form is emptied. Three round trips.
 */
export async function caseOfBooking(booking: Booking, now: number): Promise<Booking> {
  const { form, pendingCase } = booking;
  if (form === null || !pendingCase) return booking;
  const id = caseIdOf(`booking:${booking._id}:${booking.bookedAt}`);
  if (!(await get(cases, id))) {
    const opening = {
      id,
      channel: 'box' as const,
      category: form.category ?? ('other' as const),
      urgency: 'ordinary' as const,
      title: form.title,
      text: form.detail || form.title,
      place: '',
      pictures: [],
      identity: form.isUnnamed ? ('hidden' as const) : ('named' as const),
      isProtected: false,
      isDoubtful: pendingCase.isDoubtful,
      askerId: booking.personId,
      phone: form.phone,
      receipt: null,
      recordedBy: null,
      question: null,
    };
    await addNumbered(id, { openid: null, isDrawn: false }, now, ({ number, rules }) =>
      openCase({ ...opening, number }, ASKER_ACTOR, now, rules),
    );
  }
  const act = { actor: SYSTEM, now, requestId: `case-${booking._id}.${booking.version}` };
  const { entity } = forget(booking, act);
  // Stale: another run was faster, or the next one empties it.
  return (await write(bookings, booking, entity)) === 'written' ? entity : booking;
}
