import type { sessionContract } from '../contract/session';
import { bookingId } from '../core/session/booking';
import { shownDraw } from '../core/session/lottery';
import type { Handler } from '../platform/call/dispatch';
import { bookings, sessions } from '../platform/database/collections';
import { get } from '../platform/database/store';

/**
 * How the speaking slots were drawn, for anybody to draw again, and the caller's own lot. The same as the portal's
 * `/draws`: no lot names anybody. Null where places went in order of booking. Three round trips, two in sequence.
 */
export const getDraw: Handler<(typeof sessionContract)['session.draw']> = {
  may: 'anyone',
  async run({ sessionId }, { caller }) {
    const [session, person] = await Promise.all([get(sessions, sessionId), caller.person()]);
    const draw = session && shownDraw(session);
    if (!draw) return { draw: null };
    const own = person && (await get(bookings, bookingId(sessionId, person._id)));
    const { at, commitment, closedAt, drawnAt, entriesDigest, seed, pools } = draw;
    return {
      draw: {
        number: session.number,
        at,
        isFirstTimeFirst: session.rules.booking.firstTimeFirst === 1,
        commitment,
        closedAt,
        entriesDigest,
        drawnAt,
        seed: seed ?? '',
        pools: pools.map(({ entries, ...pool }) => ({
          ...pool,
          entries: entries.map(({ entry, lot }) => ({ entry, lot })),
        })),
        own: own?.entry ?? '',
      },
    };
  },
};
