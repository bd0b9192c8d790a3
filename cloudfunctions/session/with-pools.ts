import type { SessionDetail } from '../contract/session';
import { DomainError } from '../core/domain-error';
import type { Session } from '../core/session';
import { bookingPools, sessions } from '../platform/collections';
import { aggregate, find } from '../platform/store';
import { detail, type PoolCounts } from './view';

export type SessionWithPools = Session & { pools: PoolCounts[] };

type Stages = ReadonlyArray<Readonly<Record<string, unknown>>>;

/** Sessions as the first stages choose them, each with the counts of its pools. One round trip. */
export const sessionsWithPools = (chosen: Stages): Promise<SessionWithPools[]> =>
  aggregate<SessionWithPools>(sessions, [
    ...chosen,
    { lookup: { from: 'booking_pools', localField: '_id', foreignField: 'sessionId', as: 'pools' } },
    { project: { 'pools.holders': 0, history: 0, notices: 0 } },
  ]);

/** @throws DomainError not_found. One round trip. */
export async function sessionWithPools(sessionId: string): Promise<SessionWithPools> {
  const [found] = await sessionsWithPools([{ match: { _id: sessionId } }]);
  if (!found) throw new DomainError('not_found');
  return found;
}

const COUNTS = ['sessionId', 'wish', 'quota', 'capacity', 'left', 'waiting', 'offers', 'issued'] as const;

/** The session as an answer to a command, with what its pools count now. One round trip. */
export async function answered(session: Session, now: number): Promise<SessionDetail> {
  return detail(session, await find(bookingPools, { sessionId: session._id }, { fields: COUNTS }), now);
}
