import type { SessionCard, SessionDetail } from '../contract/session';
import { chairOf } from '../core/session/chair';
import { drawAt } from '../core/session/lottery';
import { withoutPersonIds } from '../core/session/plan-people';
import { figuresOf, type Pool } from '../core/session/pool';
import { bookingUntil, isPlanPublic, type Session, stepOf } from '../core/session/session';

/** A pool without its holders: what is counted, never who. */
export type PoolCounts = Omit<Pool, 'holders'>;

/** What every list shows of a session. A plan that is not published yet keeps venue and chair to itself. */
export function sessionCard(session: Session, now: number): SessionCard {
  const isPublic = isPlanPublic(session);
  return {
    id: session._id,
    number: session.number,
    startsAt: session.startsAt,
    venue: isPublic ? session.plan.venue : '',
    status: session.status,
    step: stepOf(session, now),
    chair: isPublic ? chairOf(session.plan) : '',
    isPreviewLate: session.isPreviewLate,
    dateReason: session.dateReason,
    calledOffReason: session.calledOff?.reason ?? '',
    isChanged: (session.changes ?? []).length > 0,
  };
}

function shownLottery(session: Session): SessionDetail['lottery'] {
  const { lottery, rules, startsAt } = session;
  if (!lottery) return null;
  const { commitment, entriesDigest, drawnAt, seed } = lottery;
  return {
    at: drawAt(session) ?? startsAt,
    isFirstTimeFirst: rules.booking.firstTimeFirst === 1,
    commitment,
    entriesDigest,
    seed: drawnAt === null ? '' : seed,
  };
}

/** For whoever may not see a plan that was never announced: only that there is one. */
export const withoutPlan = <T extends Session>(session: T): T => ({
  ...session,
  plan: { ...session.plan, venue: '', chair: { name: '', title: '' }, attendees: [], topics: [], notes: '' },
});

/** Everything about one session, for those who may see its plan; whom of the roster it names is for the office. */
export function sessionDetail(
  session: Session,
  pools: readonly PoolCounts[],
  keySet: string,
  isDateGuessed: boolean,
  now: number,
  isOffice: boolean,
): SessionDetail {
  const speak = figuresOf(pools, 'speak');
  return {
    ...sessionCard(session, now),
    isDateGuessed,
    venue: session.plan.venue,
    chair: chairOf(session.plan),
    plan: isOffice ? session.plan : withoutPersonIds(session.plan),
    changes: session.changes ?? [],
    previewAt: session.previewAt,
    bookingUntil: bookingUntil(session),
    lottery: shownLottery(session),
    article: session.article,
    speakingLeft: speak.left,
    seatsLeft: figuresOf(pools, 'listen').left,
    waiting: speak.waiting,
    keySet,
    version: session.version,
  };
}
