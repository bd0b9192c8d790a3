import { SYSTEM } from '../core/change';
import type { Booking } from '../core/session/booking';
import { closeEntries, placeByLot, publishSeed } from '../core/session/draw';
import { type LotEntry, type Lottery, orderOf } from '../core/session/lottery';
import type { Session } from '../core/session/session';
import { inParallel } from '../platform/call/parallel';
import { bookingPools, bookings, people, sessions } from '../platform/database/collections';
import { _, count, find, update } from '../platform/database/store';
import { write } from '../platform/database/versioned';
import { promote } from './promote';

const PAGE = 1000;
const WIDTH = 10;

/**
 * Takes a draw one stage on, as time has it: closes the entries, and some minutes later orders the waitlist by lot and
 * publishes the seed. Stopped anywhere it goes on from the same list in the next minute, to the same order.
 */
export async function drawLots(session: Session, now: number): Promise<void> {
  const { lottery } = session;
  if (!lottery || lottery.nextAt === null || now < lottery.nextAt) return;
  if (lottery.closedAt === null) await close(session, now);
  else await draw(session, lottery, now);
}

const entrants = (sessionId: string) =>
  ({ sessionId, wish: 'speak', status: 'waitlisted', hold: 1 }) as const;

async function close(session: Session, now: number): Promise<void> {
  const entered = await find(bookings, entrants(session._id), { order: [['_id', 'asc']], limit: PAGE });
  const ids = entered.map(({ personId }) => personId);
  const [spoken, missed] = await Promise.all([
    find(
      bookings,
      { personId: _.in(ids), wish: 'speak', status: 'attended' },
      { limit: PAGE, fields: ['personId'] },
    ),
    find(people, { _id: _.in(ids), absentFrom: session.number - 1 }, { limit: PAGE, fields: ['_id'] }),
  ]);
  const before = new Set(spoken.map(({ personId }) => personId));
  const late = new Set(missed.map(({ _id }) => _id));
  const isFirstFirst = session.rules.booking.firstTimeFirst === 1;
  const lotOf = ({ personId }: Booking): LotEntry['lot'] => {
    if (late.has(personId)) return 2;
    return isFirstFirst && !before.has(personId) ? 0 : 1;
  };
  const entries = entered.flatMap((booking) =>
    booking.entry === undefined ? [] : [{ entry: booking.entry, pool: booking.poolId, lot: lotOf(booking) }],
  );
  const act = { actor: SYSTEM, now, requestId: `close-lots-${session._id}` };
  await write(sessions, session, closeEntries(session, entries, act).entity);
}

async function draw(session: Session, lottery: Lottery, now: number): Promise<void> {
  const pools = await find(bookingPools, { sessionId: session._id, wish: 'speak' });
  for (const { _id } of pools) await order(session, lottery, _id, now);
  const act = { actor: SYSTEM, now, requestId: `draw-lots-${session._id}` };
  const { entity } = publishSeed(session, act);
  if ((await write(sessions, session, entity)) === 'stale') return;
  for (const { _id } of pools) await promote(entity, _id, now);
}

/** Everybody of the pool who still waits stands at the place that was drawn; who withdrew leaves a gap. */
async function order(session: Session, lottery: Lottery, poolId: string, now: number): Promise<void> {
  const waiting = await find(bookings, { ...entrants(session._id), poolId }, { limit: PAGE });
  const byEntry = new Map(waiting.map((booking) => [booking.entry, booking]));
  const drawn = orderOf(lottery, poolId).flatMap(({ entry }, at) => {
    const booking = byEntry.get(entry);
    return booking ? [{ booking, rank: at + 1 }] : [];
  });
  await inParallel(drawn, WIDTH, async ({ booking, rank }) => {
    const act = { actor: SYSTEM, now, requestId: `lot-${booking._id}.${booking.version}` };
    await write(bookings, booking, placeByLot(booking, rank, act).entity);
  });
  // Newcomers are not counted while the draw is pending, so nobody else adds to it.
  const inLine = { poolId, status: 'waitlisted', hold: 0 } as const;
  await update(bookingPools, { _id: poolId }, { waiting: await count(bookings, inLine) });
}
