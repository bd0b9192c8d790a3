import type { SessionCard, SessionDetail } from '../contract/session';
import { figuresOf, type Pool } from '../core/session/pool';
import { bookingUntil, type Session, stepOf } from '../core/session/session';

/** A pool without its holders: what is counted, never who. */
export type PoolCounts = Omit<Pool, 'holders'>;

/** What every list shows of a session. A plan that is not published yet keeps venue and chair to itself. */
export function sessionCard(session: Session, now: number): SessionCard {
  const isPlanned = session.status === 'planned';
  return {
    id: session._id,
    number: session.number,
    startsAt: session.startsAt,
    venue: isPlanned ? '' : session.plan.venue,
    status: session.status,
    step: stepOf(session, now),
    chair: isPlanned ? '' : session.plan.chair.name,
    isPreviewLate: session.isPreviewLate,
    dateReason: session.dateReason,
  };
}

/** Everything about one session, for those who may see its plan. */
export function sessionDetail(
  session: Session,
  pools: readonly PoolCounts[],
  keySet: string,
  now: number,
): SessionDetail {
  const speak = figuresOf(pools, 'speak');
  return {
    ...sessionCard(session, now),
    venue: session.plan.venue,
    chair: session.plan.chair.name,
    plan: session.plan,
    previewAt: session.previewAt,
    bookingUntil: bookingUntil(session),
    article: session.article,
    speakingLeft: speak.left,
    seatsLeft: figuresOf(pools, 'listen').left,
    waiting: speak.waiting,
    keySet,
    version: session.version,
  };
}
