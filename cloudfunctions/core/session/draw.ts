import type { Act } from '../change';
import { ensure } from '../domain-error';
import { type Booking, type BookingTransition, changedBooking } from './booking';
import { digestOf, type LotEntry } from './lottery';
import { changedSession, type Session, type Transition } from './session';

/** The digest of the entries stands this long before the seed is shown. */
const SEED_WAITS_MS = 10 * 60_000;

/** `pool|entry|class`, one a line, sorted: what the digest is of. ASCII. */
const listed = (entries: readonly LotEntry[]): string =>
  entries
    .map(({ pool, entry, lot }) => `${pool}|${entry}|${lot}`)
    .sort()
    .join('\n');

/** Nobody is added any more; the digest stands before the seed is known. @throws DomainError wrong_stage */
export function closeEntries(session: Session, entries: readonly LotEntry[], act: Act): Transition {
  const { lottery } = session;
  ensure(session.status === 'previewed' && lottery !== undefined, 'wrong_stage');
  ensure(lottery.closedAt === null, 'wrong_stage');
  return changedSession(session, act, 'lots_closed', `${entries.length}`, {
    lottery: {
      ...lottery,
      closedAt: act.now,
      nextAt: act.now + SEED_WAITS_MS,
      entries: [...entries],
      entriesDigest: digestOf(listed(entries)),
    },
  });
}

/** The seed is published: the order holds. @throws DomainError wrong_stage */
export function publishSeed(session: Session, act: Act): Transition {
  const { lottery } = session;
  ensure(lottery !== undefined && lottery.closedAt !== null && lottery.drawnAt === null, 'wrong_stage');
  return changedSession(session, act, 'lots_drawn', '', {
    lottery: { ...lottery, drawnAt: act.now, nextAt: null },
  });
}

/** The booking waits at the place that was drawn, from 1. @throws DomainError conflict when it takes no part any more */
export function placeByLot(booking: Booking, rank: number, act: Act): BookingTransition {
  ensure(booking.status === 'waitlisted' && booking.entry !== undefined, 'conflict');
  return changedBooking(booking, act, 'drawn', { hold: 0, rank }, `${rank}`);
}

/** Was it drawn to a place? Then it is given without asking again. */
export const isDrawnToPlace = ({ entry, rank, history }: Booking, capacity: number): boolean =>
  entry !== undefined &&
  rank !== null &&
  rank <= capacity &&
  history.some(({ what, detail }) => what === 'drawn' && detail === `${rank}`);
