import { givePlaceBack } from '../booking/places';
import { promote } from '../booking/promote';
import type { Act } from '../core/change';
import type { Question } from '../core/hall/question';
import { giveOn } from '../core/session/given-on';
import type { Session } from '../core/session/session';
import { bookings } from '../platform/database/collections';
import { get } from '../platform/database/store';
import { write } from '../platform/database/versioned';

/**
 * The slot of a speaker whose question was grouped with another goes to whoever waits, while booking is open; later the
 * queue moves up by itself. The booking first: `jobs` frees a place that no booking holds, and gives it on.
 */
export async function giveSlotOn({ origin }: Question, session: Session, act: Act): Promise<void> {
  const booking = await get(bookings, origin);
  const given = booking && giveOn(booking, session, act);
  if (!booking || !given) return;
  // Stale: cancelled or moved meanwhile, which frees the place as well.
  if ((await write(bookings, booking, given.entity)) !== 'written') return;
  await givePlaceBack(booking.poolId, booking.personId, booking.claim);
  await promote(session, booking.poolId, act.now);
}
