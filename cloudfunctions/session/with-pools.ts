import type { SessionDetail } from '../contract/session';
import { DomainError } from '../core/domain-error';
import type { Minutes } from '../core/hall/minutes';
import { isGuessed } from '../core/rules/calendar';
import type { Session } from '../core/session/session';
import { type SessionKeys, sessionKeys } from '../platform/ballots/session-keys';
import { bookingPools, minutes, sessions } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { aggregate, find, get, type Stage, type StageOnAll } from '../platform/database/store';
import { type PoolCounts, sessionDetail } from './view';

export type SessionWithPools = Session & { pools: PoolCounts[] };

/** The first stages, which choose among all sessions. */
type Chosen = readonly [StageOnAll, ...Stage[]];

const WITH_POOLS: readonly Stage[] = [
  { lookup: { from: 'booking_pools', localField: '_id', foreignField: 'sessionId', as: 'pools' } },
  { project: { 'pools.holders': 0, history: 0, notices: 0, 'lottery.entries': 0 } },
];

/** Sessions as the first stages choose them, each with the counts of its pools. One round trip. */
export const sessionsWithPools = <T extends SessionWithPools>(chosen: Chosen): Promise<T[]> =>
  aggregate(sessions, [...chosen, ...WITH_POOLS]).list<T>();

export type SessionOnDesk = SessionWithPools & { minutes: Array<Pick<Minutes, 'dueAt' | 'isLate'>> };

/** The same with when the minutes have to be out. One round trip. */
export const sessionsOnDesk = (chosen: Chosen): Promise<SessionOnDesk[]> =>
  aggregate(sessions, [
    ...chosen,
    ...WITH_POOLS,
    { lookup: { from: minutes.name, localField: '_id', foreignField: '_id', as: 'minutes' } },
    { project: { 'minutes.items': 0, 'minutes.revisions': 0, 'minutes.history': 0, 'minutes.notices': 0 } },
  ]).list<SessionOnDesk>();

/** The same with the fingerprint over its credential keys. @throws DomainError not_found. One round trip. */
export async function sessionWithPools(sessionId: string): Promise<SessionWithPools & { keySet: string }> {
  const [found] = await aggregate(sessions, [
    { match: { _id: sessionId } },
    ...WITH_POOLS,
    { lookup: { from: sessionKeys.name, localField: '_id', foreignField: '_id', as: 'keys' } },
    { project: { 'keys.keys': 0, 'keys.fingerprints': 0 } },
  ]).list<SessionWithPools & { keys: Array<Pick<SessionKeys, 'keySet'>> }>();
  if (!found) throw new DomainError('not_found');
  return { ...found, keySet: found.keys[0]?.keySet ?? '' };
}

const COUNTS = ['sessionId', 'wish', 'quota', 'capacity', 'left', 'waiting', 'offers', 'issued'] as const;

/**
 * Does the day of a plan rest on a guess at the year's holidays? What is announced is a promise and stands. A round trip
 * only for a year that the product knows no notice of: the college may have entered it.
 */
export async function isDateGuessed({ status, date }: Session, now: number): Promise<boolean> {
  if (status !== 'planned' || !isGuessed(date, [])) return false;
  return isGuessed(date, (await currentRuleBook(now)).rules.calendar.breaks);
}

/** The session as an answer to a command of the office, with what its pools count now. Two round trips at once. */
export async function answered(session: Session, now: number): Promise<SessionDetail> {
  const [pools, keys, isGuess] = await Promise.all([
    find(bookingPools, { sessionId: session._id }, { fields: COUNTS }),
    get(sessionKeys, session._id),
    isDateGuessed(session, now),
  ]);
  return sessionDetail(session, pools, keys?.keySet ?? '', isGuess, now, true);
}
