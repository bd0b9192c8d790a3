import type { SessionStatus } from '../../../miniprogram/shared/labels';
import { type Act, change } from '../change';
import { ensure } from '../domain-error';
import type { Session, SessionChange, Transition } from './session';

/** The way of a session, one stage after the other and never back. */
export const COURSE: readonly SessionStatus[] = [
  'planned',
  'previewed',
  'live',
  'closed',
  'minuted',
  'surveying',
  'announced',
];

const EVENTS = {
  live: 'opened',
  closed: 'closed',
  minuted: 'minuted',
  surveying: 'surveying',
  announced: 'announced',
} as const satisfies Partial<Record<SessionStatus, SessionChange['what']>>;

/** Has the session come at least this far? */
export const hasReached = (session: Pick<Session, 'status'>, stage: SessionStatus): boolean =>
  COURSE.indexOf(session.status) >= COURSE.indexOf(stage);

/** Does nothing come of it any more in the hall? Called off is over as well. */
export const isOver = (session: Pick<Session, 'status'>): boolean =>
  session.status === 'cancelled' || hasReached(session, 'closed');

/**
 * One stage on, with what goes with it. Throws `wrong_stage` unless the session stands right before that stage.
 */
export function advance(
  session: Session,
  to: keyof typeof EVENTS,
  act: Act,
  fields: Partial<Pick<Session, 'figures' | 'notices' | 'hasNotice'>> = {},
): Transition {
  ensure(COURSE.indexOf(session.status) === COURSE.indexOf(to) - 1, 'wrong_stage');
  const event = change(act, EVENTS[to]);
  const history = [...session.history, event];
  return { entity: { ...session, ...fields, status: to, version: session.version + 1, history }, event };
}
