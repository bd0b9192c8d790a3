import type { Booking } from '../core/session/booking';
import type { Session } from '../core/session/session';
import { inParallel } from '../platform/call/parallel';
import { attendance, bookings, people } from '../platform/database/collections';
import { _, find, update } from '../platform/database/store';

/** Whoever was marked absent and was there after all: a desk that was cut off, a scan in the moment of the close. */
export async function takeBackAbsence(
  session: Session,
  { _id, personId }: Pick<Booking, '_id' | 'personId'>,
): Promise<void> {
  // The person first: should this die in between, the booking is still found as absent.
  await update(people, { _id: personId, absentFrom: session.number }, { absentFrom: null });
  await update(bookings, { _id, status: 'absent' }, { status: 'attended', version: _.inc(1) });
}

/** The same for everybody of a session. Two round trips where nobody was wronged. */
export async function takeBackAbsences(session: Session): Promise<void> {
  const absent = await find(
    bookings,
    { sessionId: session._id, status: 'absent' },
    { limit: 1000, fields: ['personId'] },
  );
  if (absent.length === 0) return;
  // A booking and an attendance of one person have the same id.
  const ids = absent.map(({ _id }) => _id);
  const here = await find(attendance, { _id: _.in(ids) }, { limit: 1000, fields: ['personId'] });
  const were = new Set(here.map(({ _id }) => _id));
  await inParallel(
    absent.filter(({ _id }) => were.has(_id)),
    10,
    (booking) => takeBackAbsence(session, booking),
  );
}
